import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { seededNormals } from '@/test/seeded-normals';
import { expected } from '@/test/witnessed-volatility';
import { dieboldMariano } from './diebold-mariano';
import { type Forecaster, qlike } from './forecast-scoreboard';
import { studentTwoSidedP } from './student-t';

const none = (count: number) => new Float64Array(count);
const column = (...values: number[]) => Float64Array.from(values);

describe('the test of Diebold and Mariano', () => {
  it('agrees with 50-digit decimals where seven losses overlap', () => {
    const { record, comparisons } = expected.scoreboard;
    const losses = (who: Forecaster) =>
      Float64Array.from(record.forecasts[who], (forecast, i) => qlike(forecast, record.outcomes[i]));
    for (const rival of ['last21Days', 'ewma', 'har'] as const) {
      const comparison = measuredValue(dieboldMariano(losses('headline'), losses(rival), 7));
      expect(relativeError(comparison.meanDifference, comparisons[rival].meanDifference)).toBeLessThan(1e-11);
      expect(relativeError(comparison.statistic, comparisons[rival].statistic)).toBeLessThan(1e-11);
      expect(comparison.pValue).toBe(studentTwoSidedP(comparison.statistic, 119));
      expect(comparison.observations).toBe(120);
    }
  });

  it('without overlap is Student’s t of the mean difference', () => {
    // 1 … 10: mean 5.5, γ₀ = 8.25; 5.5 / √(8.25/10) · √(9/10) = 5.5 / √(Σ(d − 5.5)²/9/10) with Σ = 82.5.
    const losses = column(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const comparison = measuredValue(dieboldMariano(losses, none(10), 1));
    expect(comparison.meanDifference).toBe(5.5);
    expect(comparison.statistic).toBeCloseTo(5.5 / Math.sqrt(82.5 / 90), 13);
    expect(measuredValue(dieboldMariano(none(10), losses, 1)).statistic).toBeCloseTo(-comparison.statistic, 13);
  });

  it('weights the autocovariances where their plain sum is not positive', () => {
    // ±1 in turn about 0.5: γ₀ = 1, γ₁ = −11/12, γ₂ = 10/12. With h = 2 the plain sum is 1 − 22/12 < 0; weighted by
    // 1 − 1/2 it is 1 − 11/12. Correction (12 + 1 − 4 + 2/12)/12.
    const losses = Float64Array.from({ length: 12 }, (_, i) => 0.5 + (i % 2 ? -1 : 1));
    const { statistic } = measuredValue(dieboldMariano(losses, none(12), 2));
    expect(statistic).toBeCloseTo(0.5 * Math.sqrt((13 - 4 + 2 / 12) / (1 - 11 / 12)), 12);
  });

  it('needs three times the overlap, and ten losses', () => {
    const losses = seededNormals(1, 63);
    expect(dieboldMariano(losses.subarray(0, 62), none(62), 21)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 62,
      required: 63,
    });
    expect(dieboldMariano(losses, none(63), 21).status).toBe('measured');
    expect(dieboldMariano(losses.subarray(0, 9), none(9), 3)).toMatchObject({ observations: 9, required: 10 });
    expect(dieboldMariano(losses.subarray(0, 10), none(10), 3).status).toBe('measured');
    expect(dieboldMariano(losses.subarray(0, 11), none(11), 4)).toMatchObject({ observations: 11, required: 12 });
  });

  it('can say nothing of two forecasters whose losses always differ by the same', () => {
    for (const level of [0, 1])
      expect(dieboldMariano(none(12).fill(level), none(12), 1)).toEqual({
        status: 'unavailable',
        reason: 'not_finite',
        observations: 12,
        required: 10,
      });
  });

  it('calls equally good forecasters different about one time in twenty', () => {
    let rejections = 0;
    for (let seed = 0; seed < 2_000; seed++) {
      // Moving sums of 5 normals: losses that overlap as forecasts of five days made daily do.
      const shocks = seededNormals(seed, 204);
      const losses = Float64Array.from({ length: 200 }, (_, i) => {
        let sum = 0;
        for (let k = 0; k < 5; k++) sum += shocks[i + k];
        return sum;
      });
      if (measuredValue(dieboldMariano(losses, none(200), 5)).pValue < 0.05) rejections++;
    }
    expect(rejections / 2_000).toBeGreaterThan(0.035);
    expect(rejections / 2_000).toBeLessThan(0.085);
  });

  it('refuses losses of two lengths and overlaps that are no number of occasions', () => {
    expect(() => dieboldMariano(none(12), none(11), 1)).toThrow(
      new RangeError('dieboldMariano: needs losses of one length, got 12 and 11'),
    );
    for (const overlap of [0, -1, 1.5, Number.NaN])
      expect(() => dieboldMariano(none(12), none(12), overlap)).toThrow(
        new RangeError(`dieboldMariano: needs a whole number of overlapping occasions, got ${overlap}`),
      );
  });
});
