import type { Estimate } from '@/lib/risk/estimate';
import type { TrendLabel } from '@/lib/risk/volatility-trend';
import type { HoldingFlag } from './holding-flags';

export type HoldingBeta = {
  readonly beta: number;
  /** The ends of the 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly standardError: number | null;
  readonly rSquared: number | null;
  readonly pValue: number | null;
  readonly observations: number;
  readonly dropped: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
};

export type HoldingVolatility = {
  /** Realized over 21 days, a fraction a year. */
  readonly volatilityAnnual: number;
  readonly expectedAnnual: number | null;
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  readonly percentile: number | null;
};

/** One lot as the table of holdings shows it. */
export type Holding = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  /** A GICS sector, or the bucket of what has none. */
  readonly sector: string;
  readonly quantity: number;
  readonly marketValue: number | null;
  readonly weight: number | null;
  /** Null where the question does not arise: cash. */
  readonly beta: Estimate<HoldingBeta> | null;
  readonly volatility: Estimate<HoldingVolatility> | null;
  readonly trend: Estimate<{ readonly label: TrendLabel; readonly z: number | null }> | null;
  /** Weight × beta: these sum to the portfolio's beta by positions. */
  readonly betaContribution: number | null;
  /** A part of the portfolio's volatility, a fraction a year. */
  readonly volatilityContribution: number | null;
  /** What a person should know of it, in a word or two: "delisted", "young listing". */
  readonly flags: readonly string[];
  /** All of that in the words it is shown by, `holdingFlags`. */
  readonly remarks: readonly HoldingFlag[];
};
