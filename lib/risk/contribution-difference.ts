import { annualVolatility } from './annualise';
import { commonSteps } from './beta-difference';
import { deviations, mean } from './moments';
import type { PortfolioSeries } from './portfolio-series';
import type { PricedPosition } from './priced-positions';
import { simpleReturn } from './returns';
import { contributionWindow } from './risk-contribution';
import { studentQuantile } from './student-t';
import { compensatedDot } from './sums';

/** A series over some of its steps: the deviations of its returns, and what they are multiplied by. */
type Window = { readonly series: PortfolioSeries; readonly steps: Int32Array; readonly deviation: Float64Array };

const windowOf = (series: PortfolioSeries, steps: Int32Array): Window => ({
  series,
  steps,
  deviation: deviations(Float64Array.from(steps, (i) => series.values[i])),
});

/** A position's contribution to volatility without each of the window's days; all zero where it is not in the book. */
function withoutEach({ series, steps, deviation }: Window, position: PricedPosition | undefined): Float64Array {
  const count = steps.length;
  if (!position) return new Float64Array(count);
  const parts = Float64Array.from(steps, (i) => {
    const change = simpleReturn(position.closes[series.from[i]], position.closes[series.to[i]]);
    return Number.isFinite(change) ? (position.weight * change) / series.coverage[i] : 0;
  });
  const centre = mean(parts);
  const squares = compensatedDot(deviation, deviation);
  const products = compensatedDot(parts, deviation);
  const more = count / (count - 1);
  return parts.map((part, t) => {
    const left = squares - more * deviation[t] * deviation[t];
    return left > 0 ? (products - more * (part - centre) * deviation[t]) / Math.sqrt(left * (count - 2)) : 0;
  });
}

/**
 * How far a position's contribution to volatility in one book may be from that in another: the reach of the 95 %
 * interval of their difference, by the jackknife over the last 252 days that both series have, as
 * `volatilityDifference` is made. A position that is in one book alone contributes nothing to the other.
 *
 * Answers a function of the position as it is in each book; null where the books have fewer than 63 days in common.
 * Witness: `volatilityDifference`, for a book of one position.
 */
export function contributionReach(
  before: PortfolioSeries,
  after: PortfolioSeries,
): ((was: PricedPosition | undefined, is: PricedPosition | undefined) => number) | null {
  const { ofA, ofB } = commonSteps(before, after);
  const { window, minimum } = contributionWindow;
  if (ofA.length < minimum) return null;
  const first = Math.max(0, ofA.length - window);
  const [one, other] = [windowOf(before, ofA.subarray(first)), windowOf(after, ofB.subarray(first))];
  const count = one.steps.length;
  const quantile = studentQuantile(0.975, count - 1);
  return (was, is) => {
    const earlier = withoutEach(one, was);
    const spread = deviations(withoutEach(other, is).map((value, t) => value - earlier[t]));
    return annualVolatility(quantile * Math.sqrt(((count - 1) / count) * compensatedDot(spread, spread)));
  };
}
