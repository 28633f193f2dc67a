import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { normalTwoSidedP } from './normal';
import { quantileOfSorted } from './quantile';
import { requireLevel, valueAtRiskMinimum, valueAtRiskWindow } from './value-at-risk';

export type KupiecTest = {
  /** On how many days the loss was larger than the value at risk of the evening before. */
  readonly exceedances: number;
  readonly observations: number;
  /** How many were to be expected: observations · (1 − level). */
  readonly expected: number;
  readonly likelihoodRatio: number;
  /** How often chance alone strays as far from the expected number, were the level right. */
  readonly pValue: number;
};

/** n·ln(a / b), nothing where nothing happened. */
const gain = (times: number, share: number, probability: number): number =>
  times === 0 ? 0 : times * Math.log(share / probability);

/**
 * Kupiec's test of a number of exceedances ("proportion of failures"): with x in n days at probability p
 *
 *   LR = 2·[x·ln(x / (n·p)) + (n − x)·ln((n − x) / (n·(1 − p)))],  χ² with one degree of freedom
 *
 * Throws `RangeError` unless 0 ≤ x ≤ n, n ≥ 1 and 0 < p < 1.
 * Source: Kupiec, Journal of Derivatives 3 (1995). Witness: scipy `chi2.sf` (fixtures).
 */
export function kupiecTest(exceedances: number, observations: number, probability: number): KupiecTest {
  if (!(observations >= 1 && exceedances >= 0 && exceedances <= observations))
    throw new RangeError(`kupiecTest: needs exceedances of some observations, got ${exceedances} of ${observations}`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`kupiecTest: needs a probability inside 0–1, got ${probability}`);
  const others = observations - exceedances;
  const likelihoodRatio = Math.max(
    0,
    2 *
      (gain(exceedances, exceedances / observations, probability) +
        gain(others, others / observations, 1 - probability)),
  );
  return {
    exceedances,
    observations,
    expected: observations * probability,
    likelihoodRatio,
    pValue: normalTwoSidedP(Math.sqrt(likelihoodRatio)),
  };
}

/** The most days that are tested, and the fewest. */
export const backtestDays = 252;
export const backtestMinimum = 63;

export type ValueAtRiskBacktest = KupiecTest & {
  readonly level: number;
  /** Indexes of the first and the last return tested. */
  readonly first: number;
  readonly last: number;
};

/** Where a value belongs in the first `count` of ascending values: before the first that is not below it. */
function rankIn(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Would the value at risk have held? Each of the last 252 days (63 at least) is held against the value at risk of the
 * 504 returns before it (252 at least), and the days on which the loss was larger are counted and tested.
 *
 * No day is judged by a quantile it is part of: an in-sample count is 5 of 100 by construction and proves nothing. The
 * window is kept sorted as it moves, so that a further day costs one insertion and one removal.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: `short_history` under 252 + 63 returns, `flat_asset`, `not_finite`.
 * Throws `RangeError` for a level outside (0.5, 1).
 */
export function valueAtRiskBacktest(returns: Float64Array, level: number): Estimate<ValueAtRiskBacktest> {
  requireLevel('valueAtRiskBacktest', level);
  const count = returns.length;
  const required = valueAtRiskMinimum + backtestMinimum;
  if (count < required) return unavailable('short_history', count, required);
  const first = Math.max(valueAtRiskMinimum, count - backtestDays);
  const oldest = Math.max(0, first - valueAtRiskWindow);
  const used = returns.subarray(oldest);
  if (!used.every(Number.isFinite)) return unavailable('not_finite', count, required);
  if (isFlat(used)) return unavailable('flat_asset', count, required);

  const sorted = new Float64Array(valueAtRiskWindow + 1);
  let size = first - oldest;
  sorted.set(returns.slice(oldest, first).sort());
  let exceedances = 0;
  for (let day = first; day < count; day++) {
    if (returns[day] < quantileOfSorted(sorted.subarray(0, size), 1 - level)) exceedances++;
    const rank = rankIn(sorted, size, returns[day]);
    sorted.copyWithin(rank + 1, rank, size);
    sorted[rank] = returns[day];
    size++;
    if (size <= valueAtRiskWindow) continue;
    const gone = rankIn(sorted, size, returns[day - valueAtRiskWindow]);
    sorted.copyWithin(gone, gone + 1, size);
    size--;
  }
  return measured({ ...kupiecTest(exceedances, count - first, 1 - level), level, first, last: count - 1 });
}
