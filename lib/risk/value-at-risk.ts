import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { mean } from './moments';
import { quantileOfSorted } from './quantile';

/** Two years of returns, one at least: the 99 % quantile of less is a guess from two days. */
export const valueAtRiskWindow = 504;
export const valueAtRiskMinimum = 252;

export type ValueAtRisk = {
  /** 0.95: on 95 of 100 days the loss was no larger. */
  readonly level: number;
  /** The loss as a positive fraction of the portfolio; negative where even the quantile is a gain. */
  readonly valueAtRiskDaily: number;
  /** The mean loss of the days at or beyond it, same sign. */
  readonly expectedShortfallDaily: number;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/** Throws `RangeError` unless the level is a fraction between a half and 1: a level of 0.05 means 0.95. */
export function requireLevel(caller: string, level: number): void {
  if (!(level > 0.5 && level < 1)) throw new RangeError(`${caller}: needs a level between 0.5 and 1, got ${level}`);
}

/**
 * Historical value at risk and expected shortfall over one day, of the last 504 returns, fewer from 252 on.
 *
 *   VaR = −q,  q the empirical (1 − level) quantile by linear interpolation
 *   ES  = −mean of the returns r ≤ q
 *
 * Both are losses with a positive sign. No distribution is assumed: the past days of what is held now, each as likely
 * as the other. ES ≥ VaR always.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: `short_history` under 252, `flat_asset` where they do not vary, `not_finite`.
 * Throws `RangeError` for a level outside (0.5, 1).
 * Source: Acerbi and Tasche, Journal of Banking & Finance 26 (2002). Witness: numpy (fixtures).
 */
export function valueAtRisk(returns: Float64Array, level: number): Estimate<ValueAtRisk> {
  requireLevel('valueAtRisk', level);
  const count = returns.length;
  if (count < valueAtRiskMinimum) return unavailable('short_history', count, valueAtRiskMinimum);
  const first = Math.max(0, count - valueAtRiskWindow);
  const sorted = returns.slice(first).sort();
  if (!(Number.isFinite(sorted[0]) && Number.isFinite(sorted[sorted.length - 1])))
    return unavailable('not_finite', count, valueAtRiskMinimum);
  if (isFlat(sorted)) return unavailable('flat_asset', count, valueAtRiskMinimum);
  const quantile = quantileOfSorted(sorted, 1 - level);
  return measured({
    level,
    valueAtRiskDaily: -quantile,
    expectedShortfallDaily: -mean(sorted.filter((value) => value <= quantile)),
    observations: sorted.length,
    first,
    last: count - 1,
  });
}
