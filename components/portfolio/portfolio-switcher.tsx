'use client';

import { ChevronsUpDown } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { controlClass } from '../ui/control-class';
import { datedAddress } from './dated-address';
import { useAsOf } from './use-as-of';

type PortfolioSwitcherProps = {
  portfolios: readonly { readonly id: string; readonly name: string }[];
  currentId: string;
};

/** Goes to the same page of another portfolio, on the same day. A select, because every device knows how to show one. */
export function PortfolioSwitcher({ portfolios, currentId }: PortfolioSwitcherProps) {
  const router = useRouter();
  const asOf = useAsOf();
  // What lies below a page of a portfolio is its own: another has not the same position.
  const section = usePathname().split('/')[3];
  const pageOf = (id: string) => datedAddress(`/portfolios/${id}${section ? `/${section}` : ''}`, asOf);
  return (
    <label className="relative block">
      <span className="sr-only">Portfolio</span>
      <select
        value={currentId}
        onChange={(event) => router.push(pageOf(event.target.value))}
        className={`${controlClass} max-w-48 appearance-none truncate pr-8 font-medium sm:max-w-80`}
      >
        {portfolios.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
      />
    </label>
  );
}
