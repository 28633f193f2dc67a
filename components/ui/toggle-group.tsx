'use client';

import { type ReactNode, useId } from 'react';

export type ToggleOption<Value extends string> = {
  value: Value;
  label: string;
  /** Shown in place of the label, which stays for those who listen. */
  icon?: ReactNode;
};

type ToggleGroupProps<Value extends string> = {
  /** What is being chosen. */
  label: string;
  options: readonly ToggleOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of a few, side by side: radio buttons in the look of a switch, so arrow keys and screen readers know them. */
export function ToggleGroup<Value extends string>({ label, options, value, onChange }: ToggleGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className="toggle" data-screen-only>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.icon ? option.label : undefined} className="toggle-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 m-0 cursor-pointer opacity-0"
          />
          {option.icon}
          <span className={option.icon ? 'sr-only' : undefined}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
