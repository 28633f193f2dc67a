import { annualVolatility } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { flatReturns } from './flat';
import { sampleStandardDeviation } from './moments';
import { pairedWindow, type WindowSize } from './paired-window';
import type { PairedReturns } from './returns';

/** A year of pairs; a quarter at least. */
export const trackingErrorWindow: WindowSize = { window: 252, minimum: 63 };

export type TrackingError = {
  /** A fraction a year; 0 for a portfolio that is the index. */
  readonly trackingErrorAnnual: number;
  readonly observations: number;
  /** Axis indexes of the close before the first return used and of that of the last. */
  readonly firstClose: number;
  readonly lastClose: number;
};

/**
 * How far the portfolio strays from the index: the sample standard deviation (n − 1) of r_portfolio − r_index × √252,
 * over the last 252 pairs, fewer from 63 on. Ex post, of the current holdings, against the index as it is: a portfolio
 * of beta 1.3 strays by its beta too.
 *
 * Unavailable: as `marketBeta` is.
 * Source: Roll, Journal of Portfolio Management 18 (1992), p. 13. Witness: mpmath, of a book with gaps
 * (fixtures/portfolio.py).
 */
export function trackingError(pairs: PairedReturns): Estimate<TrackingError> {
  const last = pairedWindow(pairs, trackingErrorWindow);
  if (last.status === 'unavailable') return last;
  const { asset, market, observations, firstClose, lastClose } = last.value;
  const flat = flatReturns(market, asset, trackingErrorWindow.minimum);
  if (flat) return flat;
  const active = asset.map((value, i) => value - market[i]);
  const trackingErrorAnnual = annualVolatility(sampleStandardDeviation(active));
  if (!Number.isFinite(trackingErrorAnnual))
    return unavailable('not_finite', observations, trackingErrorWindow.minimum);
  return measured({ trackingErrorAnnual, observations, firstClose, lastClose });
}
