import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { type SectionLink, SectionNav } from './section-nav';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';

type PageShellProps = {
  switcher?: ReactNode;
  /** Links beside the switcher. */
  links?: readonly { label: string; href: string }[];
  crumbs?: readonly Crumb[];
  /** The pages of the portfolio in view. */
  sections?: { label: string; links: readonly SectionLink[]; carried?: string };
  /** What is chosen for all of these pages, beside the way here. */
  tools?: ReactNode;
  children: ReactNode;
};

/** Header, way here, sections, and the page itself. */
export function PageShell({ switcher, links, crumbs, sections, tools, children }: PageShellProps) {
  return (
    <>
      <SiteHeader switcher={switcher} links={links} />
      {crumbs || sections ? (
        <div className="border-b border-rule bg-surface" data-screen-only>
          <div className="mx-auto max-w-page px-4 sm:px-6 lg:px-8">
            {crumbs ? (
              <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-2 pt-2 pb-1 last:pb-2">
                <Breadcrumbs crumbs={crumbs} />
                {tools}
              </div>
            ) : null}
            {sections ? <SectionNav {...sections} /> : null}
          </div>
        </div>
      ) : null}
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page grow px-4 py-6 outline-none sm:px-6 lg:px-8">
        {children}
      </main>
      <SiteFooter links={links} />
    </>
  );
}
