import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { type Bars, dayRanges } from './range-volatility';
import { type RangeEstimator, rangeEstimators, rollingRangeVolatility } from './rolling-range-volatility';

const days = 90;
const moves = seededNormals(11, 4 * days);
const closes = new Float64Array(days);
const bars: Bars = {
  open: new Float64Array(days),
  high: new Float64Array(days),
  low: new Float64Array(days),
  close: closes,
  adjustedClose: closes,
};
for (let day = 0, level = 100; day < days; day++) {
  bars.open[day] = level * (1 + 0.003 * moves[4 * day]);
  level = bars.open[day] * (1 + 0.01 * moves[4 * day + 1]);
  bars.close[day] = level;
  bars.high[day] = Math.max(bars.open[day], level) * (1 + 0.004 * Math.abs(moves[4 * day + 2]));
  bars.low[day] = Math.min(bars.open[day], level) * (1 - 0.004 * Math.abs(moves[4 * day + 3]));
}
const estimators = Object.keys(rangeEstimators) as RangeEstimator[];

describe('a range estimator over time', () => {
  it('is on each day the estimator of the days up to it, and of no later one', () => {
    const ranges = dayRanges(bars);
    for (const estimator of estimators) {
      const { axisIndexes, volatilityAnnual } = rollingRangeVolatility(ranges, estimator, 21);
      expect([estimator, axisIndexes.length, axisIndexes.at(-1)]).toEqual([estimator, 89 - 20, 89]);
      for (const day of [21, 50, 89]) {
        const alone = rangeEstimators[estimator](dayRanges(bars, day + 1), 21);
        const at = axisIndexes.indexOf(day);
        expect(alone.status === 'measured' && alone.value.volatilityAnnual).toBe(volatilityAnnual[at]);
      }
    }
  });

  it('has as many points as are asked for, and none where the days are too few', () => {
    const ranges = dayRanges(bars);
    expect(rollingRangeVolatility(ranges, 'parkinson', 21, 5).axisIndexes).toEqual(
      Int32Array.from([85, 86, 87, 88, 89]),
    );
    expect(rollingRangeVolatility(dayRanges(bars, 10), 'yangZhang', 21).axisIndexes).toHaveLength(0);
  });

  it('has no point where the days show no movement', () => {
    const still = new Float64Array(60).fill(10);
    const flat = dayRanges({ open: still, high: still, low: still, close: still, adjustedClose: still });
    expect(rollingRangeVolatility(flat, 'garmanKlass', 21).axisIndexes).toHaveLength(0);
  });
});
