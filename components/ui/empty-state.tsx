import type { ReactNode } from 'react';

type EmptyStateProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode };

/** Nothing here yet: why, and what to do next. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-rule-strong px-6 py-12 text-center">
      <p className="text-lg font-semibold tracking-tight">{title}</p>
      {children ? <div className="max-w-md text-sm text-ink-soft">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
