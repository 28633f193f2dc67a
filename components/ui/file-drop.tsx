'use client';

import { Upload } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

type FileDropProps = {
  label: string;
  hint?: ReactNode;
  /** As an input takes it: ".csv,text/csv". */
  accept: string;
  onFile: (file: File) => void;
  disabled?: boolean;
};

/** A place to drop one file onto, or to choose it by pressing. */
export function FileDrop({ label, hint, accept, onFile, disabled = false }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled) setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const file = event.dataTransfer.files[0];
        if (file && !disabled) onFile(file);
      }}
      className={`relative flex flex-col items-center gap-1.5 rounded-lg border border-dashed px-6 py-10 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-blue ${isOver ? 'border-blue bg-blue-wash' : 'border-rule-strong bg-surface hover:border-ink-soft'} ${disabled ? 'opacity-60' : ''}`}
    >
      <Upload aria-hidden="true" className="size-5 text-ink-faint" />
      <span className="font-medium">{label}</span>
      {hint ? <span className="max-w-md text-sm text-ink-soft">{hint}</span> : null}
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          // The same file, mended, must be choosable again.
          event.target.value = '';
        }}
        className="absolute inset-0 m-0 h-full w-full cursor-pointer opacity-0"
      />
    </label>
  );
}
