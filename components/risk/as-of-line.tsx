import Link from 'next/link';
import type { ReactNode } from 'react';
import { counted, day, instant } from '@/lib/format';
import { Chip } from '../ui/chip';
import type { PositionAbsence } from './position-absence';
import { QualityChip } from './quality-chip';
import { type StaleReason, staleWords } from './stale-words';

type AsOfLineProps = {
  asOf: string;
  calculatedAt: string;
  positions: number;
  unavailable: readonly PositionAbsence[];
  /** How many trading days have closed since `asOf`; 0 is fresh. */
  tradingDaysBehind: number;
  /** Since when, and by what change, the figures are no longer those of what is known. */
  stale?: { readonly since: string; readonly reason: StaleReason } | null;
  /** What there is to be known of the data behind the figures. */
  findings?: ReactNode;
  /** Where it is said what is wrong with the data behind the figures. */
  qualityHref: string;
};

/** Which day the figures are of, how much they cover and how fresh they are. */
export function AsOfLine({
  asOf,
  calculatedAt,
  positions,
  unavailable,
  tradingDaysBehind,
  stale = null,
  findings,
  qualityHref,
}: AsOfLineProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span>
        As of{' '}
        <time dateTime={asOf} className="font-semibold">
          {day(asOf)}
        </time>
      </span>
      <QualityChip positions={positions} unavailable={unavailable} />
      {findings}
      {tradingDaysBehind > 0 ? (
        <Chip tone="caution">{counted(tradingDaysBehind, 'trading day')} behind</Chip>
      ) : (
        <Chip>Up to date</Chip>
      )}
      {stale ? (
        <Chip tone="caution">
          {staleWords[stale.reason]} since <time dateTime={stale.since}>{instant(stale.since)}</time>: recalculate
        </Chip>
      ) : null}
      <span className="text-ink-faint">
        Calculated <time dateTime={calculatedAt}>{instant(calculatedAt)}</time>
      </span>
      <Link href={qualityHref} className="link" data-screen-only>
        Data quality
      </Link>
    </div>
  );
}
