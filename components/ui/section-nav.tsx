'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export type SectionLink = { label: string; href: string };

/** The pages of one thing, side by side. */
export function SectionNav({ label, links }: { label: string; links: readonly SectionLink[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="-mb-px overflow-x-auto">
      <ul className="flex gap-1">
        {links.map(({ label: text, href }) => {
          const isCurrent = pathname === href;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? 'page' : undefined}
                className={`block border-b-2 px-3 py-2 text-sm whitespace-nowrap ${isCurrent ? 'border-blue font-medium text-ink' : 'border-transparent text-ink-soft hover:border-rule-strong hover:text-ink'}`}
              >
                {text}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
