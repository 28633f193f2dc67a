import type { Absence } from '@/lib/risk/estimate';

/** A regression of one security on the index, as it is stored; null where there is a reason. */
export type PositionRegression = {
  readonly windowDays: number;
  readonly method: string;
  readonly beta: number | null;
  readonly alpha: number | null;
  readonly rSquared: number | null;
  readonly stdError: number | null;
  readonly pValue: number | null;
  readonly hc3StdError: number | null;
  readonly nwStdError: number | null;
  readonly ci95Low: number | null;
  readonly ci95High: number | null;
  readonly hc3PZero: number | null;
  readonly hc3POne: number | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly observations: number;
  readonly required: number;
  readonly dropped: number;
  readonly reason: string | null;
};

/** Every volatility measure of one security, as they are stored; volatilities a year. */
export type PositionVolatility = {
  readonly realized21d: number | null;
  readonly realized63d: number | null;
  readonly realized252d: number | null;
  readonly daily: number | null;
  readonly weekly: number | null;
  readonly monthly: number | null;
  readonly expected21d: number | null;
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  readonly expectedMethod: 'HAR_EWMA' | 'EWMA' | null;
  readonly ewma21d: number | null;
  readonly har21d: number | null;
  readonly harRSquared: number | null;
  readonly trend: 'increasing' | 'decreasing' | 'stable' | null;
  readonly trendZ: number | null;
  readonly trendPValue: number | null;
  readonly trendRatio: number | null;
  readonly percentile: number | null;
  readonly percentileObservations: number | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly observations: number;
  readonly dropped: number;
  readonly unavailable: Readonly<Record<string, Absence>> | null;
};
