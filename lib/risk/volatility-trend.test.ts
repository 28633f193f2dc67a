import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { trendLabel, trendOf, volatilityTrend } from './volatility-trend';

/** 63 days of ±1 %, then 21 of ± the given size. */
const changed = (size: number) =>
  Float64Array.from({ length: 84 }, (_, i) => (i % 2 ? 1 : -1) * (i < 63 ? 0.01 : size));

describe('volatility trend', () => {
  it.each(atEachLength(expected.trend))('agrees with 50-digit decimals on %i returns', (count, witness) => {
    const trend = measuredValue(volatilityTrend(returns.subarray(0, count)));
    expect(relativeError(trend.z, witness.z)).toBeLessThan(1e-12);
    expect(relativeError(trend.ratio, witness.ratio)).toBeLessThan(1e-13);
    expect(relativeError(trend.pValue, witness.pValue)).toBeLessThan(1e-12);
    expect(relativeError(trend.kurtosis, witness.kurtosis)).toBeLessThan(1e-13);
    expect(trend.label).toBe(witness.label);
    expect(trend.strength).toBe(1 - trend.pValue);
    expect(trend).toMatchObject({ observations: 84, first: count - 84, last: count - 1 });
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    for (const { symbol, returns: real, expected: oracle } of readSeriesOracle()) {
      const trend = measuredValue(volatilityTrend(real));
      const witness = oracle.percentile_simple_21d_1y.trend_rv21_over_prev63;
      // GOOGL's z is 1.7e-5: the closes as doubles determine it to 1.6e-11, and no arithmetic to more.
      expect(relativeError(trend.z, witness.z)).toBeLessThan(symbol === 'GOOGL' ? 1e-10 : 1e-11);
      expect(relativeError(trend.pValue, witness.p_value_normal)).toBeLessThan(1e-12);
      expect(relativeError(trend.ratio, witness.ratio)).toBeLessThan(1e-13);
      expect(relativeError(trend.kurtosis, witness.kurtosis_clipped_3_12)).toBeLessThan(1e-13);
      expect(trend.label).toBe(witness.label);
    }
  });

  it('has a label beyond ±1.96 and none on the line', () => {
    expect(trendLabel(1.96)).toBe('stable');
    expect(trendLabel(1.9600000000000002)).toBe('increasing');
    expect(trendLabel(-1.96)).toBe('stable');
    expect(trendLabel(-1.9600000000000002)).toBe('decreasing');
    expect(trendLabel(0)).toBe('stable');
  });

  it('rises and falls alike: swapping both variances turns the sign', () => {
    const up = measuredValue(trendOf(4, 1, 3, 90));
    const down = measuredValue(trendOf(1, 4, 3, 90));
    // ln 2 / √(½ · (1/21 + 1/63)).
    expect(up.z).toBeCloseTo(Math.LN2 / Math.sqrt(2 / 63), 14);
    expect(down.z).toBe(-up.z);
    expect(down.pValue).toBe(up.pValue);
    expect([up.label, down.label]).toEqual(['increasing', 'decreasing']);
    expect([up.ratio, down.ratio]).toEqual([2, 0.5]);
    expect(up).toMatchObject({ kurtosis: 3, observations: 84, first: 7, last: 90 });
  });

  it('compares the last 21 days with the 63 before them', () => {
    const { ratio, label } = measuredValue(volatilityTrend(changed(0.03)));
    // Sample variances of alternating signs: 21 of ±3 % about a mean of ±0.1429 %, 63 of ±1 % about ∓0.0159 %.
    expect(ratio).toBeCloseTo(3 * Math.sqrt((((1 - 1 / 441) * 21) / 20) * (62 / ((1 - 1 / 3969) * 63))), 12);
    expect(label).toBe('increasing');
    expect(measuredValue(volatilityTrend(changed(0.01 / 3))).label).toBe('decreasing');
    expect(measuredValue(volatilityTrend(changed(0.01))).label).toBe('stable');
  });

  it('needs 84 returns; fewer are not called stable', () => {
    expect(volatilityTrend(returns.subarray(0, 83))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 83,
      required: 84,
    });
    expect(volatilityTrend(returns.subarray(0, 84)).status).toBe('measured');
  });

  it('is unavailable where either window is flat', () => {
    const flat = { status: 'unavailable', reason: 'flat_asset', observations: 84, required: 84 };
    expect(volatilityTrend(changed(0))).toEqual(flat);
    expect(volatilityTrend(changed(0.01).map((value, i) => (i < 63 ? 0 : value)))).toEqual(flat);
    const barely = changed(0);
    barely[63] = 0.01;
    expect(volatilityTrend(barely).status).toBe('measured');
    barely[63] = 0;
    barely[62] = 0.02;
    expect(volatilityTrend(barely)).toEqual(flat);
  });

  it('beyond the doubles is unavailable', () => {
    for (const at of [0, 83]) {
      const values = returns.slice(0, 84);
      values[at] = 1e200;
      expect(volatilityTrend(values)).toEqual({
        status: 'unavailable',
        reason: 'not_finite',
        observations: 84,
        required: 84,
      });
    }
  });

  it('does not know of earlier days, of the level nor of the unit of returns', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (seed, level, factor) => {
          const window = seededNormals(seed, 84).map((value) => value / 100);
          const { z, first, ...rest } = measuredValue(volatilityTrend(window));
          expect(measuredValue(volatilityTrend(Float64Array.of(level, ...window)))).toEqual({
            ...rest,
            z,
            first: first + 1,
            last: rest.last + 1,
          });
          const moved = measuredValue(volatilityTrend(window.map((value) => factor * (value + level))));
          expect(Math.abs(moved.z - z)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('raises a false alarm in 5–6 % of cases while volatility stands still', () => {
    const draws = 20_000;
    let alarms = 0;
    for (let seed = 0; seed < draws; seed++)
      if (measuredValue(volatilityTrend(seededNormals(seed, 84))).label !== 'stable') alarms++;
    // One standard error of the share is 0.16 %.
    expect(alarms / draws).toBeGreaterThan(0.045);
    expect(alarms / draws).toBeLessThan(0.065);
  });
});
