import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { betaDifference, commonSteps } from './beta-difference';
import { marketBeta } from './market-beta';
import type { PairedReturns } from './returns';

const steps = (...pairs: readonly (readonly [from: number, to: number])[]) => ({
  from: Int32Array.from(pairs, ([from]) => from),
  to: Int32Array.from(pairs, ([, to]) => to),
});

describe('the steps that two series share', () => {
  it('begin and end on the same days', () => {
    const a = steps([0, 1], [1, 2], [2, 5], [5, 6]);
    const b = steps([0, 1], [1, 4], [4, 5], [5, 6], [6, 7]);
    expect(commonSteps(a, b)).toEqual({ ofA: Int32Array.of(0, 3), ofB: Int32Array.of(0, 3) });
    expect(commonSteps(b, a)).toEqual({ ofA: Int32Array.of(0, 3), ofB: Int32Array.of(0, 3) });
  });

  it('are none where one of the two has none, or only earlier ones', () => {
    const a = steps([0, 1], [1, 2]);
    for (const b of [steps(), steps([2, 3]), steps([0, 2])]) {
      expect(commonSteps(a, b)).toEqual({ ofA: Int32Array.of(), ofB: Int32Array.of() });
      expect(commonSteps(b, a)).toEqual({ ofA: Int32Array.of(), ofB: Int32Array.of() });
    }
  });

  it('are those that each step of one finds in the other, whatever days are missing', () => {
    const some = fc.uniqueArray(fc.nat(25), { maxLength: 20 }).map((days) => {
      const sorted = days.toSorted((x, y) => x - y);
      return steps(...sorted.slice(1).map((day, i) => [sorted[i], day] as const));
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const wanted = [...a.to].flatMap((to, i) =>
          [...b.to].flatMap((other, k) => (to === other && a.from[i] === b.from[k] ? [[i, k]] : [])),
        );
        const { ofA, ofB } = commonSteps(a, b);
        expect([...ofA].map((i, n) => [i, ofB[n]])).toEqual(wanted);
      }),
      laws,
    );
  });
});

describe('the difference of two betas', () => {
  const count = 120;
  const market = seededNormals(1, count).map((value) => value / 100);
  const own = [seededNormals(2, count), seededNormals(3, count)];
  const pairsOf = (asset: Float64Array): PairedReturns => ({
    asset,
    market,
    from: Int32Array.from(asset, (_, i) => i),
    to: Int32Array.from(asset, (_, i) => i + 1),
    halts: new Int32Array(),
    lastClose: count,
    until: count + 1,
  });
  const a = pairsOf(market.map((value, i) => 1.3 * value + own[0][i] / 200));
  const b = pairsOf(market.map((value, i) => 0.6 * value + own[1][i] / 200));

  it('is that of the betas, and its interval that of the differences regressed', () => {
    const found = measuredValue(betaDifference(a, b));
    const beta = (pairs: PairedReturns) => measuredValue(marketBeta(pairs)).beta;
    expect(found.difference).toBeCloseTo(beta(a) - beta(b), 13);
    const apart = measuredValue(marketBeta(pairsOf(a.asset.map((value, i) => value - b.asset[i]))));
    expect(found).toEqual({ difference: apart.beta, low: apart.betaLow, high: apart.betaHigh });
  });

  it('of a book from itself is nothing without width; of one that is always the same little above, it cannot be told', () => {
    expect(betaDifference(a, a)).toEqual({ status: 'measured', value: { difference: 0, low: 0, high: 0 } });
    const above = pairsOf(a.asset.map((value) => value + 0.25));
    expect(betaDifference(above, a)).toMatchObject({ status: 'unavailable', reason: 'flat_asset' });
  });

  it('is not that of equal books while one day differs', () => {
    const once = pairsOf(a.asset.map((value, i) => (i === count - 3 ? value + 0.01 : value)));
    expect(measuredValue(betaDifference(once, a)).difference).not.toBe(0);
  });

  it('needs thirty steps that both have', () => {
    const short = (steps: number): PairedReturns => ({
      ...b,
      asset: b.asset.subarray(count - steps),
      market: b.market.subarray(count - steps),
      from: b.from.subarray(count - steps),
      to: b.to.subarray(count - steps),
    });
    expect(betaDifference(a, short(30)).status).toBe('measured');
    expect(betaDifference(a, short(29))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 29,
      required: 30,
    });
  });
});
