'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';
import { controlClass } from './control-class';

type Option = { readonly value: string; readonly label: string };

type AddressSelectProps = {
  /** The name in the address that holds the choice. */
  name: string;
  label: string;
  value: string;
  /** Choices, or groups of them. */
  options: readonly (Option | { readonly group: string; readonly options: readonly Option[] })[];
  /** The choice for which the address needs no name. */
  usual?: string;
};

/** A choice that stands in the address of the page, so that it can be kept, sent and gone back from. */
export function AddressSelect({ name, label, value, options, usual }: AddressSelectProps) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [isPending, startTransition] = useTransition();
  const choose = (chosen: string) => {
    const next = new URLSearchParams(search);
    if (chosen === usual) next.delete(name);
    else next.set(name, chosen);
    const query = next.toString();
    startTransition(() => router.push(query ? `${pathname}?${query}` : pathname, { scroll: false }));
  };
  return (
    <label className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm" data-screen-only>
      <span className="text-ink-soft">{label}</span>
      <select
        value={value}
        aria-busy={isPending}
        onChange={(event) => choose(event.target.value)}
        className={`${controlClass} w-auto max-w-64 truncate`}
      >
        {options.map((option) =>
          'group' in option ? (
            <optgroup key={option.group} label={option.group}>
              {option.options.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </optgroup>
          ) : (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ),
        )}
      </select>
    </label>
  );
}
