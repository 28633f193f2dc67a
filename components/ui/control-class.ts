/** The look of everything that text is typed into or chosen from. */
export const controlClass =
  'w-full min-h-9 rounded-md border border-rule-strong bg-surface px-2.5 py-1.5 text-sm text-ink placeholder:text-ink-faint disabled:opacity-60 aria-invalid:border-danger aria-invalid:bg-danger-wash pointer-coarse:min-h-11 pointer-coarse:text-base';
