'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { controlClass } from '../ui/control-class';

type PortfolioSwitcherProps = {
  portfolios: readonly { readonly id: string; readonly name: string }[];
  currentId: string;
};

/** Goes to another portfolio. A select, because every device knows how to show one. */
export function PortfolioSwitcher({ portfolios, currentId }: PortfolioSwitcherProps) {
  const router = useRouter();
  return (
    <label className="relative block">
      <span className="sr-only">Portfolio</span>
      <select
        value={currentId}
        onChange={(event) => router.push(`/portfolios/${event.target.value}`)}
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
