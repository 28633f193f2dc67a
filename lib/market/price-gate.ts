import type { Closes } from '../risk/align';
import { indexShifts } from './index-shift';
import { type AxisAction, type AxisPrices, closedDays, jumps, largeMove, repeatedToWithhold } from './price-quality';

/** Axis days from `first` to before `end`. */
export type AxisSpan = { readonly first: number; readonly end: number };

/** What grave findings leave of the prices of a security. */
export type PriceGate = {
  /** Of the first `until` axis days those whose closes make returns; null where all of them do. */
  readonly usable: (until: number) => AxisSpan | null;
  /**
   * The days of steps in the traded close that look like a split nobody has reported, ascending: what a quantity stated
   * before one is worth after it, nobody knows.
   */
  readonly doubtfulSplits: readonly number[];
};

const open: PriceGate = { usable: () => null, doubtfulSplits: [] };

/** Whether a look at each close once finds anything that could be grave; nearly always it does not. */
function isSuspect({ raw, adjusted }: AxisPrices): boolean {
  let before = -1;
  let equal = 1;
  for (let day = 0; day < adjusted.length; day++) {
    if (Number.isNaN(adjusted[day])) continue;
    if (before >= 0) {
      if (Math.abs(adjusted[day] / adjusted[before] - 1) > largeMove) return true;
      equal = raw[day] === raw[before] && adjusted[day] === adjusted[before] ? equal + 1 : 1;
      if (equal >= repeatedToWithhold) return true;
    }
    before = day;
  }
  return false;
}

/**
 * The gate that grave findings are: bad closes are taken for what they are, and the library then says by itself what is
 * left, with its own reasons and counts.
 *
 * - Closes before a split that nobody applied are on another scale and no history: returns begin at the split.
 * - A close that was carried forward ten days or more is no new close: returns end where it was new.
 * - A series that is the index of another day has no close of its own days at all.
 *
 * Only closes before `until` have a say in what is usable then; `accepted` are days whose move a person has confirmed.
 * @param market the index's adjusted closes; null for the index itself.
 */
export function priceGate(
  prices: AxisPrices,
  actions: readonly AxisAction[],
  accepted: ReadonlySet<number>,
  market: Closes | null,
): PriceGate {
  const shift = market === null ? null : indexShifts(prices.adjusted, market);
  const isShifted = (until: number): boolean => shift !== null && shift(until) !== 0;
  if (!isSuspect(prices))
    return shift === null ? open : { ...open, usable: (until) => (isShifted(until) ? { first: 0, end: 0 } : null) };

  const { raw, adjusted } = prices;
  const days = closedDays(adjusted, adjusted.length);
  const grave = jumps(prices, days, actions, accepted).filter(({ severity }) => severity === 'grave');
  const isStep = (from: number, to: number): boolean => Math.abs(raw[to] / raw[from] - 1) > largeMove;
  const runStarts = days.slice();
  for (let i = 1; i < days.length; i++)
    if (raw[days[i]] === raw[days[i - 1]] && adjusted[days[i]] === adjusted[days[i - 1]])
      runStarts[i] = runStarts[i - 1];
  // What never moves is flat, which its estimates say themselves.
  const firstMove = days.find((day) => raw[day] !== raw[days[0]]) ?? Number.POSITIVE_INFINITY;
  const placeOf = new Map(days.map((day, i) => [day, i]));

  return {
    doubtfulSplits: grave
      .filter(({ kind, from, to }) => kind === 'probable_split' && isStep(from, to))
      .map(({ to }) => to),
    usable: (until) => {
      if (isShifted(until)) return { first: 0, end: 0 };
      const last = days.findLastIndex((day) => day < until);
      if (last < 0) return null;
      const first = grave.findLast(({ to }) => to < until)?.to ?? 0;
      const start = runStarts[last];
      const isCarried = firstMove < until && last - placeOf.get(start)! + 1 >= repeatedToWithhold;
      const end = isCarried ? start + 1 : until;
      return first === 0 && end === until ? null : { first, end: Math.max(first, end) };
    },
  };
}

/** The closes of the span, and none elsewhere. */
export function closesWithin(closes: Closes, { first, end }: AxisSpan): Float64Array {
  const kept = new Float64Array(closes.length).fill(Number.NaN);
  for (let day = first; day < end; day++) kept[day] = closes[day];
  return kept;
}
