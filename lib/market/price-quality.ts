import type { Axis, Closes } from '../risk/align';

/** What can be wrong with the prices of a security. The words for it are the page's. */
export const findingKinds = [
  'gap',
  'repeated_close',
  'duplicated_bar',
  'unexplained_jump',
  'probable_split',
  'split_not_applied',
  'split_not_recorded',
  'large_payment',
  'small_split',
  'index_shifted',
  'old_prices',
  'no_prices',
  'short_history',
  'rejected_rows',
  'other_currency',
  'currency_unclear',
  'unknown_sector',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** The numbers that a finding bears on. */
export type Affected = 'market_value' | 'weights' | 'beta' | 'volatility' | 'sectors';

/**
 * One finding on one series. `grave` withholds what it affects, `mild` is told beside it. Days are indexes of the axis:
 * `from` is the first day it is about, `to` the last.
 */
export type PriceFinding = {
  readonly kind: FindingKind;
  readonly severity: 'grave' | 'mild';
  readonly from: number;
  readonly to: number;
  /** How many sessions, rows or days it is about. */
  readonly count: number;
  readonly affects: readonly Affected[];
};

/** A split or payment on a day of the axis, or the first day of it after its ex-date. */
export type AxisAction = { readonly index: number; readonly split: number; readonly dividend: number };

/** The prices of a security on the sessions of its exchange: NaN where it has none. */
export type AxisPrices = { readonly raw: Closes; readonly adjusted: Closes };

const returns: readonly Affected[] = ['beta', 'volatility'];
const everything: readonly Affected[] = ['market_value', 'weights', 'beta', 'volatility'];

/** A move beyond this, up or down, wants an explanation. */
export const largeMove = 0.35;
/** A payment of more than this share of the price is hardly a dividend: a spin-off, or a mistake. */
const largePayment = 0.1;
/**
 * Fewer new units for an old one than five for four are hardly a split. Vendors write a spin-off so (Pfizer's of Viatris in
 * 2020 is "1.054 for 1"), which changes no quantity, and a stock dividend, which does.
 */
const smallSplit = 1.25;
/** So many equal closes one after the other are worth telling; so many at the end are no closes any more. */
const repeatedToTell = 6;
export const repeatedToWithhold = 10;
/** More sessions without a close than these and what there is is not of today. */
const sessionsBehind = 5;
/** Returns that a beta needs at least. */
const leastReturns = 30;
const usualReturns = 90;

/** New shares for an old one as companies choose them; their inverses are the reverse splits. */
const ratios = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100];
/**
 * How far the move of the day may pull a split's step from its ratio, in logarithms: shares that split are shares that move (TSLA rose
 * by 12.6 % on the day of its five for one). Three for two is too near to what a price does by itself for that.
 */
const ratioTolerance = (ratio: number): number => (ratio < 2 ? 0.06 : 0.12);

/** Whether a step of the price (close over the close before) is about that of a split. */
export function isLikeSplit(step: number): boolean {
  const units = step < 1 ? 1 / step : step;
  return ratios.some((ratio) => Math.abs(Math.log(units / ratio)) < ratioTolerance(ratio));
}

const isLarge = (step: number): boolean => Math.abs(step - 1) > largeMove;

/** The days with a close, ascending, before `until`. */
export function closedDays(closes: Closes, until: number): number[] {
  const days: number[] = [];
  for (let i = 0; i < until; i++) if (!Number.isNaN(closes[i])) days.push(i);
  return days;
}

/**
 * What is wrong with the prices of a security on the sessions from the index `since` to before `until`; nothing later is
 * looked at. `accepted` are days whose move a person has confirmed.
 *
 * - Gaps: sessions without a close between the first and the last.
 * - Repeated closes: six or more equal ones in a series that otherwise moves. Ten or more at its end are carried
 *   forward, and grave.
 * - Jumps of the adjusted close beyond ±35 %: like a split (two for one and so on, ±12 %) and without one they are
 *   probably a split nobody has reported, and grave; at a reported split the adjusted closes lack it, and that is grave
 *   too; otherwise the move may be real and is told.
 * - A step of the traded close like a split that the adjusted closes do not have and no action explains: quantities
 *   stated before it are not restated.
 * - Payments of more than a tenth of the price: probably a spin-off. Splits of less than five for four: one too, or a
 *   stock dividend.
 */
export function priceFindings(
  prices: AxisPrices,
  actions: readonly AxisAction[],
  accepted: ReadonlySet<number>,
  since: number,
  until: number,
): PriceFinding[] {
  const { raw, adjusted } = prices;
  const days = closedDays(adjusted, until).filter((day) => day >= since);
  if (days.length === 0)
    return [{ kind: 'no_prices', severity: 'grave', from: since, to: until - 1, count: 0, affects: everything }];
  const first = days[0];
  const last = days[days.length - 1];
  const found: PriceFinding[] = [];
  const missing = last - first + 1 - days.length;
  if (missing > 0) {
    const [from, to] = longestGap(days);
    found.push({ kind: 'gap', severity: 'mild', from, to, count: missing, affects: returns });
  }
  const behind = until - 1 - last;
  if (behind > 0)
    found.push({
      kind: 'old_prices',
      severity: behind > sessionsBehind ? 'grave' : 'mild',
      from: last + 1,
      to: until - 1,
      count: behind,
      affects: behind > sessionsBehind ? returns : ['market_value', 'weights'],
    });
  if (days.length - 1 < usualReturns)
    found.push({
      kind: 'short_history',
      severity: days.length - 1 < leastReturns ? 'grave' : 'mild',
      from: first,
      to: last,
      count: days.length - 1,
      affects: returns,
    });
  found.push(...repeatedCloses(raw, adjusted, days), ...jumps(prices, days, actions, accepted));
  for (const { index, split } of actions)
    if (index >= since && index < until && index > first && split !== 1 && Math.max(split, 1 / split) < smallSplit)
      found.push({
        kind: 'small_split',
        severity: 'mild',
        from: index,
        to: index,
        count: 1,
        affects: ['market_value', 'weights'],
      });
  for (const { index, dividend } of actions) {
    const before = days.findLast((day) => day < index);
    if (index < since || index >= until || before === undefined || !(dividend > largePayment * raw[before])) continue;
    found.push({ kind: 'large_payment', severity: 'mild', from: index, to: index, count: 1, affects: ['volatility'] });
  }
  return found.sort((a, b) => a.from - b.from);
}

function longestGap(days: readonly number[]): [from: number, to: number] {
  let at = 1;
  for (let i = 1; i < days.length; i++) if (days[i] - days[i - 1] > days[at] - days[at - 1]) at = i;
  return [days[at - 1] + 1, days[at] - 1];
}

function repeatedCloses(raw: Closes, adjusted: Closes, days: readonly number[]): PriceFinding[] {
  const found: PriceFinding[] = [];
  // What never moves is flat, which its estimates say themselves.
  if (days.every((day) => raw[day] === raw[days[0]])) return found;
  for (let start = 0; start < days.length; ) {
    let end = start;
    while (
      end + 1 < days.length &&
      raw[days[end + 1]] === raw[days[start]] &&
      adjusted[days[end + 1]] === adjusted[days[start]]
    )
      end++;
    const count = end - start + 1;
    if (count >= repeatedToTell) {
      const isCarried = end === days.length - 1 && count >= repeatedToWithhold;
      found.push({
        kind: 'repeated_close',
        severity: isCarried ? 'grave' : 'mild',
        from: days[start],
        to: days[end],
        count,
        affects: returns,
      });
    }
    start = end + 1;
  }
  return found;
}

/** The large moves between neighbouring ones of `days`, each judged by what is known on its own day. */
export function jumps(
  { raw, adjusted }: AxisPrices,
  days: readonly number[],
  actions: readonly AxisAction[],
  accepted: ReadonlySet<number>,
): PriceFinding[] {
  const found: PriceFinding[] = [];
  const splits = actions.filter(({ split }) => split !== 1);
  for (let i = 1; i < days.length; i++) {
    const [before, day] = [days[i - 1], days[i]];
    const step = adjusted[day] / adjusted[before];
    const traded = raw[day] / raw[before];
    const isReported = splits.some(({ index }) => index > before && index <= day);
    const at = { from: before, to: day, count: 1 };
    if (isLarge(step)) {
      if (accepted.has(day)) continue;
      if (isReported) found.push({ kind: 'split_not_applied', severity: 'grave', ...at, affects: returns });
      else if (isLikeSplit(step)) found.push({ kind: 'probable_split', severity: 'grave', ...at, affects: everything });
      else found.push({ kind: 'unexplained_jump', severity: 'mild', ...at, affects: returns });
    } else if (isLarge(traded) && !isReported && isLikeSplit(traded / step))
      found.push({ kind: 'split_not_recorded', severity: 'mild', ...at, affects: ['market_value', 'weights'] });
  }
  return found;
}

/** The axis in ISO days, for those outside who tell people about them. */
export const axisDate = (axis: Axis, index: number): string =>
  new Date(axis[index] * 86_400_000).toISOString().slice(0, 10);
