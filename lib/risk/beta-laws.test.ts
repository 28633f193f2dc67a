import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { vasicekBeta } from './adjusted-beta';
import { closesOnAxis } from './align';
import { betaRegression } from './beta-regression';
import { type Estimate, reasons } from './estimate';
import { isFlat } from './flat';
import { lineFit } from './line-fit';
import { marketBeta } from './market-beta';
import { pairedReturns } from './returns';
import { rollingBeta } from './rolling-beta';
import { rollingLineFit } from './rolling-line-fit';
import { upDownBeta } from './up-down-beta';
import { welchBeta, welchClipped } from './welch-beta';

/** What a market beta has to obey whatever the prices are. fast-check prints the seed of a case that fails. */
const thousand = { numRuns: 1000 };
const none = Number.NaN;

/** Daily returns of up to ±5 %, in steps of a basis point, at least one of them different from the others. */
const returns = (length: number) =>
  fc
    .array(fc.integer({ min: -500, max: 500 }), { minLength: length, maxLength: length })
    .filter((steps) => new Set(steps).size > 2)
    .map((steps) => Float64Array.from(steps, (step) => step / 10_000));
const compounded = (column: Float64Array, start = 100) => {
  let close = start;
  return Float64Array.from([0, ...column], (value) => (close *= 1 + value));
};
const closes = (count: number) => returns(count - 1).map((column) => compounded(column));
/** Which of 140 days have no close: about one in five. */
const missing = fc.array(
  fc.nat({ max: 4 }).map((digit) => digit === 0),
  { minLength: 140, maxLength: 140 },
);
const without = (column: Float64Array, isMissing: readonly boolean[]) =>
  column.map((close, i) => (isMissing[i] ? none : close));
const near = (got: number, expected: number, tolerance = 1e-9) =>
  expect(Math.abs(got - expected), `${got} beside ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );

describe('the law of', () => {
  it('the market on itself: beta 1, alpha 0, R² 1, whichever days are missing on either side', () => {
    fc.assert(
      fc.property(closes(140), missing, missing, (market, here, there) => {
        const beta = marketBeta(pairedReturns(without(market, here), without(market, there), 140));
        if (beta.status === 'unavailable') {
          // Closes missing at the end may make it stale, and few shared days too short.
          expect(['stale_prices', 'short_history', 'flat_market']).toContain(beta.reason);
          return;
        }
        expect(beta.value).toMatchObject({
          beta: 1,
          alpha: 0,
          rSquared: 1,
          betaLow: 1,
          betaHigh: 1,
          pValueOfOneHc3: 1,
        });
      }),
      thousand,
    );
  });

  it('price units: closes in cents, or of any other currency that stood still, have the same beta', () => {
    fc.assert(
      fc.property(closes(100), closes(100), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (asset, market, unit) => {
        const before = measuredValue(marketBeta(pairedReturns(asset, market)));
        const after = measuredValue(
          marketBeta(
            pairedReturns(
              asset.map((close) => close * unit),
              market,
            ),
          ),
        );
        near(after.beta, before.beta);
        near(after.rSquared, before.rSquared);
        const doubled = asset.map((close) => close * 2);
        expect(marketBeta(pairedReturns(doubled, market))).toEqual(marketBeta(pairedReturns(asset, market)));
      }),
      thousand,
    );
  });

  it('order: the regression does not depend on the order of its days', () => {
    const days = fc
      .tuple(returns(60), returns(60), fc.array(fc.double(), { minLength: 60, maxLength: 60 }))
      .map(([market, asset, keys]) => ({ market, asset, order: [...keys.keys()].sort((a, b) => keys[a] - keys[b]) }));
    fc.assert(
      fc.property(days, ({ market, asset, order }) => {
        const shuffled = (column: Float64Array) => Float64Array.from(order, (i) => column[i]);
        const straight = measuredValue(betaRegression(market, asset, 30));
        const other = measuredValue(betaRegression(shuffled(market), shuffled(asset), 30));
        for (const key of ['beta', 'alpha', 'rSquared', 'betaStandardError', 'betaLow', 'betaHigh'] as const)
          near(other[key], straight[key]);
      }),
      thousand,
    );
  });

  it('the past: days older than the window change nothing', () => {
    fc.assert(
      fc.property(closes(91), closes(91), closes(40), (asset, market, older) => {
        const alone = measuredValue(marketBeta(pairedReturns(asset, market)));
        const extended = (column: Float64Array) => Float64Array.from([...older, ...column]);
        const later = measuredValue(marketBeta(pairedReturns(extended(asset), extended(market))));
        expect({ ...later, firstClose: 0, lastClose: 0 }).toEqual({ ...alone, firstClose: 0, lastClose: 0 });
        expect([later.firstClose, later.lastClose]).toEqual([40, 130]);
      }),
      thousand,
    );
  });

  it('the future: what comes after as-of changes nothing', () => {
    fc.assert(
      fc.property(
        closes(140),
        closes(140),
        closes(140),
        fc.integer({ min: 40, max: 139 }),
        (asset, market, other, until) => {
          const changed = (column: Float64Array) => column.map((close, i) => (i < until ? close : other[i] * 3));
          expect(marketBeta(pairedReturns(changed(asset), changed(market), until))).toEqual(
            marketBeta(pairedReturns(asset, market, until)),
          );
        },
      ),
      thousand,
    );
  });

  it('days on which nobody traded: they change nothing but the places of the others', () => {
    fc.assert(
      fc.property(
        closes(60),
        closes(60),
        fc.array(fc.nat({ max: 3 }), { minLength: 60, maxLength: 60 }),
        (asset, market, pauses) => {
          const paused = (column: Float64Array) =>
            Float64Array.from(pauses.flatMap((pause, i) => [...Array<number>(pause).fill(none), column[i]]));
          const { firstClose: _, lastClose: __, ...before } = measuredValue(marketBeta(pairedReturns(asset, market)));
          expect(measuredValue(marketBeta(pairedReturns(paused(asset), paused(market))))).toMatchObject(before);
        },
      ),
      thousand,
    );
  });

  it('the axis: a column is the same closes, whatever other series make up the axis', () => {
    fc.assert(
      fc.property(
        closes(60),
        closes(60),
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }),
        (asset, market, extra) => {
          const dated = (column: Float64Array) => ({ days: Int32Array.from(column, (_, i) => 3 * i), closes: column });
          const betaOn = (axis: Int32Array) =>
            measuredValue(
              marketBeta(
                pairedReturns(
                  closesOnAxis(axis, dated(asset)),
                  closesOnAxis(axis, dated(market)),
                  axis.findLastIndex((day) => day <= 177) + 1,
                ),
              ),
            ).beta;
          const own = dated(market).days;
          const shared = Int32Array.from(new Set([...own, ...extra])).sort();
          expect(betaOn(shared)).toBe(betaOn(own));
        },
      ),
      thousand,
    );
  });

  it('shift and scale: beta of a + b·r is b·beta, alpha a + b·alpha', () => {
    const factor = fc.double({ min: -5, max: 5, noNaN: true }).filter((b) => Math.abs(b) > 1e-3);
    fc.assert(
      fc.property(
        returns(60),
        returns(60),
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        factor,
        (market, asset, a, b) => {
          const straight = measuredValue(betaRegression(market, asset, 30));
          const other = measuredValue(
            betaRegression(
              market,
              asset.map((value) => a + b * value),
              30,
            ),
          );
          near(other.beta, b * straight.beta);
          near(other.alpha, a + b * straight.alpha);
          near(other.rSquared, straight.rSquared);
          near(other.betaStandardErrorHc3, Math.abs(b) * straight.betaStandardErrorHc3);
        },
      ),
      thousand,
    );
  });

  it('mixtures: the beta of a weighted sum of returns is the weighted sum of the betas', () => {
    const weight = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(returns(90), returns(90), returns(90), weight, weight, (market, one, other, v, w) => {
        const mixture = one.map((value, i) => v * value + w * other[i]);
        const slope = (column: Float64Array) => lineFit(market, column).slope;
        near(slope(mixture), v * slope(one) + w * slope(other), 1e-11);
      }),
      thousand,
    );
  });

  it('intervals: they hold beta, and the p-values that stand beside them say the same', () => {
    fc.assert(
      fc.property(returns(60), returns(60), (market, asset) => {
        const beta = measuredValue(betaRegression(market, asset, 30));
        expect(beta.betaLow).toBeLessThanOrEqual(beta.beta);
        expect(beta.betaHigh).toBeGreaterThanOrEqual(beta.beta);
        for (const share of [beta.rSquared, beta.pValue, beta.pValueHc3, beta.pValueOfOneHc3]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(beta.pValueHc3 > 0.05).toBe(beta.betaLow < 0 && beta.betaHigh > 0);
        expect(beta.pValueOfOneHc3 > 0.05).toBe(beta.betaLow < 1 && beta.betaHigh > 1);
      }),
      thousand,
    );
  });

  it('residuals: they sum to nothing and have no beta of their own', () => {
    fc.assert(
      fc.property(returns(60), returns(60), (market, asset) => {
        const { residuals, spread } = lineFit(market, asset);
        near(
          residuals.reduce((sum, value) => sum + value),
          0,
          1e-14,
        );
        near(lineFit(market, residuals).slope * Math.sqrt(spread), 0, 1e-13);
      }),
      thousand,
    );
  });

  it('adjusted betas: Vasicek lies between beta and 1, Welch clips between −2 and 4 times the market', () => {
    const anything = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(anything, fc.double({ min: 0, max: 50, noNaN: true }), anything, (beta, error, market) => {
        const adjusted = vasicekBeta(beta, error);
        expect(adjusted).toBeGreaterThanOrEqual(Math.min(beta, 1) - 1e-12);
        expect(adjusted).toBeLessThanOrEqual(Math.max(beta, 1) + 1e-12);
        const clipped = welchClipped(beta, market);
        expect(Math.abs(clipped - market)).toBeLessThanOrEqual(3 * Math.abs(market));
        if (Math.abs(beta - market) < 3 * Math.abs(market)) expect(clipped).toBe(beta);
      }),
      thousand,
    );
  });

  it('rolling fits: they are the direct ones, whatever the returns and the window', () => {
    fc.assert(
      fc.property(returns(70), returns(70), fc.integer({ min: 3, max: 70 }), (market, asset, days) => {
        const rolling = rollingLineFit(market, asset, days);
        rolling.slope.forEach((slope, at) => {
          const x = market.subarray(at, at + days);
          const y = asset.subarray(at, at + days);
          if (isFlat(x) || isFlat(y)) expect(slope).toBeNaN();
          else near(slope, lineFit(x, y).slope, 1e-10);
        });
      }),
      thousand,
    );
  });
});

describe('whatever the closes are', () => {
  const extreme = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 1, max: 200, noNaN: true }) },
    { weight: 2, arbitrary: fc.constantFrom(100, 100, none) },
    { weight: 1, arbitrary: fc.constantFrom(5e-324, 1e-300, 1e-9, 1e9, 1e300, Number.MAX_VALUE) },
  );
  const column = fc.oneof(
    fc.array(extreme, { minLength: 45, maxLength: 45 }),
    fc.constantFrom(Array<number>(45).fill(100), Array<number>(45).fill(none)),
    extreme.map((close) => Array.from({ length: 45 }, (_, i) => close * 1.001 ** i)),
    fc
      .integer({ min: 1, max: 44 })
      .map((last) => Array.from({ length: 45 }, (_, i) => (i < last ? 100 + (i % 3) : none))),
    fc.integer({ min: 0, max: 44 }).map((jump) => Array.from({ length: 45 }, (_, i) => (i < jump ? 100 : 101))),
  );

  it('an estimate is finite numbers or one of the reasons', () => {
    const seen = new Set<string>();
    const accountable = (estimate: Estimate<object>) => {
      seen.add(estimate.status === 'measured' ? 'measured' : estimate.reason);
      if (estimate.status === 'unavailable') {
        expect(reasons).toContain(estimate.reason);
        expect(Number.isInteger(estimate.observations) && estimate.required > 0).toBe(true);
        return;
      }
      for (const number of Object.values(estimate.value).flatMap((value) =>
        typeof value === 'number' ? [value] : [...value],
      ))
        expect(Number.isFinite(number)).toBe(true);
    };
    fc.assert(
      fc.property(column, column, (asset, market) => {
        const pairs = pairedReturns(Float64Array.from(asset), Float64Array.from(market));
        accountable(marketBeta(pairs));
        accountable(rollingBeta(pairs, { window: 30 }));
        accountable(welchBeta(pairs));
        const { up, down } = upDownBeta(pairs, { minimum: 10 });
        accountable(up);
        accountable(down);
      }),
      thousand,
    );
    // The generator reaches every way out, so that the law above is not about nothing.
    expect([...seen].sort()).toEqual([
      'flat_asset',
      'flat_market',
      'measured',
      'no_prices',
      'not_finite',
      'short_history',
      'stale_prices',
    ]);
  });
});
