import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { percentileMinimum, volatilityPercentile } from './volatility-percentile';

const percentile = (values: Float64Array, days?: number) =>
  measuredValue(volatilityPercentile(values, days)).percentile;

describe('volatility percentile', () => {
  it.each(atEachLength(expected.percentile))('agrees with 50-digit decimals on %i returns', (count, witness) => {
    expect(measuredValue(volatilityPercentile(returns.subarray(0, count)))).toEqual({
      percentile: witness,
      observations: 252,
      independentWindows: 12,
      first: count - 272,
      last: count - 1,
    });
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series, short ones too (needs ../shared)', () => {
    for (const { returns: real, expected: oracle } of readSeriesOracle()) {
      const { n_values, pct_midrank_incl_current } = oracle.percentile_simple_21d_1y;
      expect(percentile(real, n_values)).toBe(pct_midrank_incl_current);
    }
  });

  it('needs 272 returns', () => {
    expect(percentileMinimum(252)).toBe(272);
    expect(volatilityPercentile(returns.subarray(0, 271))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 271,
      required: 272,
    });
    expect(volatilityPercentile(returns.subarray(0, 272)).status).toBe('measured');
  });

  it('of returns that repeat every 21 days is exactly the middle: all windows hold the same ones', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => Math.sin((i % 21) ** 2) / 100);
    expect(percentile(values)).toBe(0.5);
  });

  it('is unavailable where today’s window is flat; a flat past ranks below', () => {
    const calm = returns.slice(0, 272);
    calm.fill(0.001, 251);
    expect(volatilityPercentile(calm)).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 272,
      required: 272,
    });
    const waking = new Float64Array(272);
    waking[271] = 0.01;
    expect(percentile(waking)).toBe(251.5 / 252);
  });

  it('beyond the doubles is unavailable, wherever the wild return stands', () => {
    for (const at of [0, 100, 271]) {
      const values = returns.slice(0, 272);
      values[at] = Number.POSITIVE_INFINITY;
      expect(volatilityPercentile(values)).toEqual({
        status: 'unavailable',
        reason: 'not_finite',
        observations: 272,
        required: 272,
      });
    }
  });

  it('refuses to rank among no days', () => {
    for (const days of [0, -1, 2.5, Number.NaN])
      expect(() => volatilityPercentile(returns, days)).toThrow(
        new RangeError(`volatilityPercentile: needs at least one day to rank among, got ${days}`),
      );
    expect(percentile(returns, 1)).toBe(0.5);
  });

  it('lies in (0, 1) and does not mind earlier days, the level or the unit of returns', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: -1, max: 1, noNaN: true }), (seed, earlier) => {
        const values = seededNormals(seed, 272).map((value) => value / 100);
        const rank = percentile(values);
        expect(rank).toBeGreaterThan(0);
        expect(rank).toBeLessThan(1);
        expect(percentile(Float64Array.of(earlier, ...values))).toBe(rank);
        expect(percentile(values.map((value) => 7 * value + 0.01))).toBe(rank);
      }),
      { numRuns: 1_000 },
    );
  });
});
