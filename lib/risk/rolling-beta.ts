import { betaInterval } from './beta-regression';
import { type Estimate, measured, unavailable } from './estimate';
import { betaWindow } from './market-beta';
import type { PairedReturns } from './returns';

/** One point a window, oldest first: what a chart draws. */
export type RollingBeta = {
  /** Axis index of the window's last close. */
  readonly axisIndexes: Int32Array;
  readonly beta: Float64Array;
  /** The 95 % band, from HC3 errors. */
  readonly low: Float64Array;
  readonly high: Float64Array;
};

/** What of paired returns a rolling beta looks at; `to` and `lastClose` may be indexes of any run of days. */
export type RollingPairs = Pick<PairedReturns, 'asset' | 'market' | 'to' | 'lastClose'>;

/**
 * The market beta, with its band, as of each of the last `points` returns (by default of all that have a full window
 * behind them). The newest point is `marketBeta` over the same window, to the last bit: the band has to be the interval
 * that is printed beside it, so that each window is fitted anew. A window in which beta cannot be told (flat, a single
 * day that carries it) has no point. `rollingLineFit` is the quick one, for backfills and with classical errors.
 *
 * Unavailable: `no_prices` without a shared close, `short_history` with fewer returns than one window. Throws
 * `RangeError` unless the window is a whole number of at least 3 returns and the points at least 1.
 */
export function rollingBeta(
  pairs: RollingPairs,
  { window = betaWindow.window, points = Number.POSITIVE_INFINITY } = {},
): Estimate<RollingBeta> {
  if (!(Number.isInteger(window) && window >= 3 && points >= 1))
    throw new RangeError(
      `rollingBeta: needs a window of at least 3 returns and at least one point, got ${window} and ${points}`,
    );
  const count = pairs.to.length;
  if (pairs.lastClose < 0) return unavailable('no_prices', 0, window);
  if (count < window) return unavailable('short_history', count, window);
  const axisIndexes: number[] = [];
  const beta: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let end = Math.max(window, count - points + 1); end <= count; end++) {
    const market = pairs.market.subarray(end - window, end);
    const regression = betaInterval(market, pairs.asset.subarray(end - window, end), window);
    if (regression.status === 'unavailable') continue;
    axisIndexes.push(pairs.to[end - 1]);
    beta.push(regression.value.beta);
    low.push(regression.value.betaLow);
    high.push(regression.value.betaHigh);
  }
  return measured({
    axisIndexes: Int32Array.from(axisIndexes),
    beta: Float64Array.from(beta),
    low: Float64Array.from(low),
    high: Float64Array.from(high),
  });
}
