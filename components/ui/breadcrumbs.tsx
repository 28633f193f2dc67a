import Link from 'next/link';
import { Fragment } from 'react';

/** A step of the way here; the last one is the page itself and leads nowhere. */
export type Crumb = { label: string; href?: string };

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="text-sm text-ink-faint">
      <ol className="flex flex-wrap items-center gap-x-2">
        {crumbs.map(({ label, href }, index) => (
          <Fragment key={`${href ?? ''}${label}`}>
            {index > 0 ? (
              <li aria-hidden="true" className="text-ink-faint">
                /
              </li>
            ) : null}
            <li>
              {href ? (
                <Link href={href} className="rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
              ) : (
                <span aria-current="page" className="text-ink-soft">
                  {label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
