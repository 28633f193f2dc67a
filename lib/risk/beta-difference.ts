import { betaRegression } from './beta-regression';
import { type Estimate, measured } from './estimate';
import { betaWindow } from './market-beta';
import { pairedWindow } from './paired-window';
import type { PairedReturns } from './returns';
import type { Difference } from './volatility-difference';

/** The steps that two series on one axis have both, oldest first, as indexes into each. */
export function commonSteps(
  a: Pick<PairedReturns, 'from' | 'to'>,
  b: Pick<PairedReturns, 'from' | 'to'>,
): { readonly ofA: Int32Array; readonly ofB: Int32Array } {
  const [ofA, ofB]: [number[], number[]] = [[], []];
  const endingOn = new Map(Array.from(b.to, (day, k) => [day, k] as const));
  for (let i = 0; i < a.to.length; i++) {
    const k = endingOn.get(a.to[i]);
    if (k === undefined || b.from[k] !== a.from[i]) continue;
    ofA.push(i);
    ofB.push(k);
  }
  return { ofA: Int32Array.from(ofA), ofB: Int32Array.from(ofB) };
}

/**
 * How far the betas of two books are apart: the slope of the differences of their returns on the market.
 *
 *   r_a − r_b = α + Δβ·r_market + e    over the last 90 steps that both have
 *
 * A slope is linear in what it explains, so over the same days Δβ is exactly β_a − β_b, and the HC3 interval is that of
 * the difference itself: the risk both books share has cancelled out, which the two betas' own intervals do not know.
 * A book against itself is 0 with an interval of width 0.
 *
 * `a` and `b`: returns of the two beside the market's, on one axis, oldest first.
 * Unavailable: as `marketBeta` is, of the common steps.
 * Source: Hausman, Specification Tests (1978), for differences of estimates made from the same days; the identity is
 * the linearity of least squares. Witness: that identity, and the interval by `marketBeta` of the differences.
 */
export function betaDifference(a: PairedReturns, b: PairedReturns): Estimate<Difference> {
  const { ofA, ofB } = commonSteps(a, b);
  const pairs: PairedReturns = {
    ...a,
    from: ofA.map((i) => a.from[i]),
    to: ofA.map((i) => a.to[i]),
    asset: Float64Array.from(ofA, (i, k) => a.asset[i] - b.asset[ofB[k]]),
    market: Float64Array.from(ofA, (i) => a.market[i]),
  };
  const last = pairedWindow(pairs, betaWindow);
  if (last.status === 'unavailable') return last;
  const { asset, market } = last.value;
  if (asset.every((value) => value === 0)) return measured({ difference: 0, low: 0, high: 0 });
  const regression = betaRegression(market, asset, betaWindow.minimum);
  if (regression.status === 'unavailable') return regression;
  const { beta, betaLow, betaHigh } = regression.value;
  return measured({ difference: beta, low: betaLow, high: betaHigh });
}
