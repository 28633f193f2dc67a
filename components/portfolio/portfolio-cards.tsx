import Link from 'next/link';
import type { ReactNode } from 'react';
import { beta, counted, day, interval, money, percent } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import { reasonInShort } from '../risk/reason-words';
import { SimulatedLabel } from '../risk/simulated-label';
import { Amount } from '../ui/amount';
import { Chip } from '../ui/chip';

export type PortfolioCard = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly isDemonstration: boolean;
  readonly positions: number;
  readonly latestSnapshotDate: string | null;
  /** Figures of the newest snapshot; absent where there is none. */
  readonly figures?: {
    readonly equity: number | null;
    readonly beta: Estimate<{ readonly beta: number; readonly betaLow: number; readonly betaHigh: number }>;
    readonly volatility: Estimate<{ readonly volatilityAnnual: number }>;
  };
};

/** All portfolios, each with the three figures one looks for first. */
export function PortfolioCards({ portfolios }: { portfolios: readonly PortfolioCard[] }) {
  return (
    <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {portfolios.map((portfolio) => (
        <li
          key={portfolio.id}
          className="relative flex flex-col gap-4 rounded-lg border border-rule bg-surface p-5 hover:border-rule-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-blue"
        >
          <div>
            <h2 className="text-lg font-semibold tracking-tight">
              <Link
                href={`/portfolios/${portfolio.id}`}
                className="outline-none after:absolute after:inset-0 after:content-['']"
              >
                {portfolio.name}
              </Link>
            </h2>
            <p className="mt-0.5 text-sm text-ink-soft">
              {counted(portfolio.positions, 'position')} against {portfolio.marketIndex}
            </p>
          </div>
          <CardFigures portfolio={portfolio} />
          <div className="mt-auto flex flex-wrap gap-2">
            {portfolio.latestSnapshotDate ? (
              <Chip>As of {day(portfolio.latestSnapshotDate)}</Chip>
            ) : (
              <Chip tone="caution">{portfolio.positions === 0 ? 'Empty' : 'Not calculated yet'}</Chip>
            )}
            {portfolio.isDemonstration ? <SimulatedLabel /> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function CardFigures({ portfolio: { figures, currency, positions } }: { portfolio: PortfolioCard }) {
  if (!figures)
    return (
      <p className="text-sm text-ink-soft">
        {positions === 0 ? 'Import holdings to see what they risk.' : 'Open it to calculate its figures.'}
      </p>
    );
  const { equity, beta: betaEstimate, volatility } = figures;
  return (
    <dl className="grid grid-cols-[1.35fr_1fr_1fr] gap-3">
      <CardFigure term="Equity" value={<Amount>{money(equity, currency, 0)}</Amount>} />
      <CardFigure
        term="Beta"
        value={betaEstimate.status === 'measured' ? beta(betaEstimate.value.beta) : '—'}
        note={
          betaEstimate.status === 'measured'
            ? interval(betaEstimate.value.betaLow, betaEstimate.value.betaHigh)
            : reasonInShort(betaEstimate)
        }
      />
      <CardFigure
        term="Volatility"
        value={volatility.status === 'measured' ? percent(volatility.value.volatilityAnnual) : '—'}
        note={volatility.status === 'measured' ? '21 days, a year' : reasonInShort(volatility)}
      />
    </dl>
  );
}

function CardFigure({ term, value, note }: { term: string; value: ReactNode; note?: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{term}</dt>
      <dd>
        <span className="block truncate text-lg font-semibold">{value}</span>
        {note ? <span className="block text-xs text-ink-faint">{note}</span> : null}
      </dd>
    </div>
  );
}
