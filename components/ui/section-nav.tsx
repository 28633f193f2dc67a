'use client';

import Link, { useLinkStatus } from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';

export type SectionLink = { label: string; href: string };

type SectionNavProps = {
  label: string;
  links: readonly SectionLink[];
  /** The part of the address that travels from page to page: a day. */
  carried?: string;
};

/** Where they do not all fit, the one in view is among those that are seen, with a piece of the one before it. */
const intoSight = (item: HTMLElement | null) => item?.closest('nav')?.scrollTo(item.offsetLeft - 64, 0);

/** The pages of one thing, side by side. */
export function SectionNav({ label, links, carried }: SectionNavProps) {
  const pathname = usePathname();
  const value = useSearchParams().get(carried ?? '');
  const query = carried && value ? `?${carried}=${encodeURIComponent(value)}` : '';
  // A page below one of these belongs to it; the longest address is the nearest.
  const [nearest] = links
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length);
  return (
    <nav aria-label={label} className="-mb-px overflow-x-auto">
      <ul className="flex gap-1">
        {links.map(({ label: text, href }) => {
          const isCurrent = href === nearest?.href;
          return (
            <li key={href} ref={isCurrent ? intoSight : null}>
              <Link
                href={`${href}${query}`}
                aria-current={isCurrent ? (pathname === href ? 'page' : 'true') : undefined}
                className={`relative block border-b-2 px-3 py-2 text-sm whitespace-nowrap ${isCurrent ? 'border-blue font-medium text-ink' : 'border-transparent text-ink-soft hover:border-rule-strong hover:text-ink'}`}
              >
                {text}
                <OnItsWay />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/**
 * A stroke under the page that was asked for until it is there. The page in view stays as it is meanwhile: a skeleton in
 * its place would begin an answer before anybody knows whether it is one or a 404.
 */
function OnItsWay() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden="true" className="breathe absolute inset-x-0 -bottom-0.5 h-0.5 bg-blue" /> : null;
}
