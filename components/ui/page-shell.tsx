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
  sections?: { label: string; links: readonly SectionLink[] };
  children: ReactNode;
};

/** Header, way here, sections, and the page itself. */
export function PageShell({ switcher, links, crumbs, sections, children }: PageShellProps) {
  return (
    <>
      <SiteHeader switcher={switcher} links={links} />
      {crumbs || sections ? (
        <div className="border-b border-rule bg-surface" data-screen-only>
          <div className="mx-auto max-w-page px-4 sm:px-6 lg:px-8">
            {crumbs ? (
              <div className="pt-3 pb-1 last:pb-3">
                <Breadcrumbs crumbs={crumbs} />
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
