import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { clippedKurtosis } from './kurtosis';
import { sampleVariance } from './moments';
import { normalTwoSidedP } from './normal';

/** The month that is compared, and the quarter before it. */
export const trendRecentDays = 21;
export const trendBeforeDays = 63;
export const trendMinimum = trendRecentDays + trendBeforeDays;
/** 1/21 + 1/63, to which the variance of the logarithm is proportional. */
const bothShares = 1 / trendRecentDays + 1 / trendBeforeDays;
/** Beyond this z a difference is called a trend: one false alarm in twenty. */
const criticalZ = 1.96;

export type TrendLabel = 'increasing' | 'decreasing' | 'stable';

export type VolatilityTrend = {
  readonly label: TrendLabel;
  /** The recent month's volatility over that of the quarter before: the figure that is shown. */
  readonly ratio: number;
  readonly z: number;
  /** Two-sided, normal: how often chance alone would move volatility as far, had it stood still. */
  readonly pValue: number;
  /** 1 − p, as the contract keeps it; not a size. */
  readonly strength: number;
  /** Of the 84 returns about their common mean, clipped into [3, 12]. */
  readonly kurtosis: number;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/** "Elevated" and "calmer" need a z beyond ±1.96; on the line itself there is no evidence of a trend. */
export const trendLabel = (z: number): TrendLabel =>
  z > criticalZ ? 'increasing' : z < -criticalZ ? 'decreasing' : 'stable';

/**
 * Whether volatility is elevated or calmer against the quarter before: two windows that do not overlap, compared.
 *
 *   z = ln(s₂₁ / s₆₃) / √((κ − 1)/4 · (1/21 + 1/63))
 *
 * s₂₁ is the sample standard deviation of the last 21 returns, s₆₃ that of the 63 before them, κ the kurtosis of all 84
 * about their common mean, clipped into [3, 12]; the root is the standard error of the logarithm of the ratio (the delta
 * method on var s² = σ⁴(κ − 1)/n). While volatility stands still this raises a false alarm in 5–6 % of cases, for
 * normal and fat-tailed returns; the slope of a line through overlapping volatilities does so in two of three.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: `short_history` with fewer than 84 (which is not "stable"), `flat_asset` where either window does not
 * vary, `not_finite`.
 * Witness: mpmath, 45 series of real closes (reference oracle, trend_rv21_over_prev63); decimals (fixtures); the share
 * of false alarms by simulation.
 */
export function volatilityTrend(returns: Float64Array): Estimate<VolatilityTrend> {
  const count = returns.length;
  if (count < trendMinimum) return unavailable('short_history', count, trendMinimum);
  const window = returns.subarray(count - trendMinimum);
  const recent = window.subarray(trendBeforeDays);
  const before = window.subarray(0, trendBeforeDays);
  if (isFlat(recent) || isFlat(before)) return unavailable('flat_asset', trendMinimum, trendMinimum);
  return trendOf(sampleVariance(recent), sampleVariance(before), clippedKurtosis(window), count - 1);
}

/**
 * The statistic from both sample variances and the clipped kurtosis: the formula of `volatilityTrend`. Half the logarithm
 * of the variances' ratio is that of the deviations', and keeps a digit more where they are nearly equal.
 */
export const trendZ = (recent: number, before: number, kurtosis: number): number =>
  Math.log(recent / before) / Math.sqrt((kurtosis - 1) * bothShares);

/** The trend from the same, as of the return `last`. */
export function trendOf(recent: number, before: number, kurtosis: number, last: number): Estimate<VolatilityTrend> {
  const z = trendZ(recent, before, kurtosis);
  if (!Number.isFinite(z)) return unavailable('not_finite', trendMinimum, trendMinimum);
  const pValue = normalTwoSidedP(z);
  return measured({
    label: trendLabel(z),
    ratio: Math.sqrt(recent / before),
    z,
    pValue,
    strength: 1 - pValue,
    kurtosis,
    observations: trendMinimum,
    first: last + 1 - trendMinimum,
    last,
  });
}
