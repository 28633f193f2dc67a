import Link from 'next/link';
import type { ReactNode } from 'react';
import { AccountMenu } from '../access/account-menu';
import { AmountsToggle } from './amounts-toggle';
import { BrandMark } from './brand-mark';
import { ThemeToggle } from './theme-toggle';

type SiteHeaderProps = {
  /** The portfolio switcher. */
  switcher?: ReactNode;
  links?: readonly { label: string; href: string }[];
};

export function SiteHeader({ switcher, links = [] }: SiteHeaderProps) {
  return (
    <header className="border-b border-rule bg-surface" data-screen-only>
      <div className="mx-auto flex min-h-14 max-w-page items-center gap-3 px-4 sm:gap-5 sm:px-6 lg:px-8">
        <Link href="/portfolios" className="flex items-center gap-2 rounded-sm font-semibold tracking-tight">
          <BrandMark className="size-5 text-blue" />
          <span className={switcher ? 'max-sm:sr-only' : undefined}>Ballast</span>
        </Link>
        {switcher ? <div className="min-w-0 shrink">{switcher}</div> : null}
        <nav aria-label="Main" className="ml-auto max-sm:hidden">
          <ul className="flex gap-4 text-sm text-ink-soft">
            {links.map(({ label, href }) => (
              <li key={href}>
                <Link href={href} className="rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <AccountMenu />
        <div className="flex items-center gap-2 max-sm:ml-auto">
          <AmountsToggle />
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}
