import { counted, percent } from '@/lib/format';

/** A forecast and what came of it; volatilities a year. */
export type ForecastOutcome = {
  /** The day as of which it was made, and the last of the 21 days it spoke of. */
  readonly made: string;
  readonly until: string;
  readonly expected: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly realized: number;
};

/** Whether what came lay within the band; null where there was none. */
export const isHit = ({ low, high, realized }: Pick<ForecastOutcome, 'low' | 'high' | 'realized'>): boolean | null =>
  low === null || high === null ? null : low <= realized && realized <= high;

/** What came of a forecast, in two words. */
export function outcomeWords(outcome: ForecastOutcome): string {
  const hit = isHit(outcome);
  if (hit === null) return 'no band';
  if (hit) return 'hit';
  return outcome.realized > outcome.high! ? 'missed, higher' : 'missed, lower';
}

/** What a look at the record tells: how many of the forecasts were right, and on which side the others erred. */
export function recordSummary(outcomes: readonly ForecastOutcome[]): string {
  const banded = outcomes.filter((one) => isHit(one) !== null);
  if (banded.length === 0)
    return `${counted(outcomes.length, 'forecast')} came due, none of them with a band to hit or miss.`;
  const hits = banded.filter((one) => isHit(one)).length;
  const higher = banded.filter((one) => one.realized > one.high!).length;
  return `Of ${counted(banded.length, 'forecast')} that came due, what was realized lay within the 90 % band ${counted(hits, 'time')} (${percent(hits / banded.length, 0)}), above it ${counted(higher, 'time')} and below it ${counted(banded.length - hits - higher, 'time')}.`;
}
