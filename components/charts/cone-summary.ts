import { percent } from '@/lib/format';
import type { ConePoint, ConeSlice } from '@/lib/risk/volatility-cone';

export type MeasuredCone = { readonly days: number; readonly slice: ConeSlice };

/** The horizons at which there is a cone, the shortest first. */
export const measuredCone = (cone: readonly ConePoint[]): readonly MeasuredCone[] =>
  cone.flatMap(({ days, slice }) => (slice.status === 'measured' ? [{ days, slice: slice.value }] : []));

/** Where in its slice today's volatility stands. */
export function standing({ today, lowest, lowerQuartile, upperQuartile, highest }: ConeSlice): string {
  if (today >= highest) return 'the highest there has been';
  if (today > upperQuartile) return 'in the highest quarter';
  if (today <= lowest) return 'the lowest there has been';
  if (today < lowerQuartile) return 'in the lowest quarter';
  return 'within the middle half';
}

/** What a look at the cone tells, in one sentence: the month, and on how many horizons it stands outside the middle. */
export function coneSummary(cone: readonly ConePoint[]): string {
  const measured = measuredCone(cone);
  if (measured.length === 0) return 'There are too few returns for a cone.';
  const month = measured.find(({ days }) => days === 21) ?? measured[0];
  const { slice, days } = month;
  const high = measured.filter((one) => one.slice.today > one.slice.upperQuartile).length;
  const low = measured.filter((one) => one.slice.today < one.slice.lowerQuartile).length;
  return `Over ${days} days volatility is ${percent(slice.today)}, ${standing(slice)} of its past (lowest ${percent(slice.lowest)}, median ${percent(slice.median)}, highest ${percent(slice.highest)}); of ${measured.length} horizons it stands in the highest quarter on ${high} and in the lowest on ${low}.`;
}
