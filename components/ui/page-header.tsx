import type { ReactNode } from 'react';

type PageHeaderProps = { title: ReactNode; chips?: ReactNode; subtitle?: ReactNode; actions?: ReactNode };

/** What this page is, and what can be done with it. */
export function PageHeader({ title, chips, subtitle, actions }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {chips}
        </div>
        {subtitle ? <div className="mt-1 text-sm text-ink-soft">{subtitle}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
