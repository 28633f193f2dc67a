import { day, percent } from '@/lib/format';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { sectorBuckets } from '@/lib/risk/sector-buckets';
import type { Multiple } from './small-multiples';

type SectorDay = {
  readonly date: string;
  readonly net: Readonly<Record<string, number>>;
  readonly active: Readonly<Record<string, number>> | null;
};

/**
 * A small chart for each sector, and for each bucket that ever held anything: net weights beside the benchmark's, which
 * is what is left of a net weight without its active part. The heaviest at the newest day come first, buckets last.
 */
export function sectorMultiples(days: readonly SectorDay[]): readonly Multiple[] {
  const multipleOf = (label: string, isSector: boolean): Multiple => {
    const values = days.map(({ net }) => net[label] ?? null);
    const against = days.map(({ active }, index) => {
      const weight = values[index];
      return active === null || weight === null ? null : weight - active[label];
    });
    return { label, values, against: isSector && against.some((value) => value !== null) ? against : null };
  };
  const newest = ({ values }: Multiple) => values.at(-1) ?? 0;
  return [
    ...gicsSectors.map((sector) => multipleOf(sector, true)).sort((a, b) => newest(b) - newest(a)),
    ...sectorBuckets
      .map((bucket) => multipleOf(bucket, false))
      .filter(({ values }) => values.some((value) => value !== null && value !== 0)),
  ];
}

/** What a look at the small charts tells, in one sentence: what has changed most. */
export function sectorHistorySummary(days: readonly SectorDay[], multiples: readonly Multiple[]): string {
  if (days.length < 2) return 'There is one stored day; lines need at least two.';
  const moves = multiples.flatMap(({ label, values }) => {
    const first = values[0];
    const last = values.at(-1) ?? null;
    return first === null || last === null ? [] : [{ label, first, last }];
  });
  const moved = moves.sort((a, b) => Math.abs(b.last - b.first) - Math.abs(a.last - a.first))[0];
  const span = `from ${day(days[0].date)} to ${day(days[days.length - 1].date)}`;
  return moved && Math.abs(moved.last - moved.first) >= 0.0005
    ? `${moved.label} has changed most ${span}: from ${percent(moved.first)} to ${percent(moved.last)}.`
    : `No weight has changed ${span}.`;
}
