import type { ReactNode } from 'react';

type PanelProps = {
  /** Names the section; the heading is `{id}-title`. */
  id: string;
  title: ReactNode;
  /** One line under the title. */
  subtitle?: ReactNode;
  /** Controls beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** The content brings its own padding: a table that reaches the edges. */
  flush?: boolean;
  className?: string;
};

/** A titled section of a page, and a landmark of it. */
export function Panel({ id, title, subtitle, actions, children, footer, flush = false, className = '' }: PanelProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={`flex min-w-0 flex-col rounded-lg border border-rule bg-surface ${flush ? 'overflow-clip' : ''} ${className}`}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pt-4 pb-3 sm:px-5">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight">
            {title}
          </h2>
          {subtitle ? <p className="mt-0.5 text-sm text-ink-soft">{subtitle}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </header>
      <div className={`flex min-w-0 grow flex-col ${flush ? '' : 'px-4 pb-4 sm:px-5 sm:pb-5'}`}>{children}</div>
      {footer ? (
        <footer className="border-t border-rule px-4 py-2.5 text-xs text-ink-faint sm:px-5">{footer}</footer>
      ) : null}
    </section>
  );
}
