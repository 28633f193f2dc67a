import { describe, expect, it } from 'vitest';
import { betaRegression } from '@/lib/risk/beta-regression';
import { studentQuantile } from '@/lib/risk/student-t';
import { fittedLine } from './fitted-line';

const market = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * 1.7) / 50 + 0.001);
const asset = market.map((value, i) => 1.3 * value + Math.cos(i * 2.9) / 90);
const fit = betaRegression(market, asset, 30);
if (fit.status === 'unavailable') throw new Error('the example must be measurable');

describe('fittedLine', () => {
  it('is as sure of the line at a market that stands still as the regression is of its alpha', () => {
    // A law: at x = 0 the line is alpha, and the error of alpha is reckoned elsewhere.
    const [{ y, low, high }] = fittedLine(fit.value, [...market], [0]);
    const reach = studentQuantile(0.975, 58) * fit.value.alphaStandardError;
    expect(y).toBe(fit.value.alpha);
    expect(high - y).toBeCloseTo(reach, 14);
    expect(y - low).toBeCloseTo(reach, 14);
  });

  it('is surest at the mean of the market, and as wide on the one side as on the other', () => {
    const mean = market.reduce((sum, value) => sum + value, 0) / market.length;
    const [left, middle, right] = fittedLine(fit.value, [...market], [mean - 0.02, mean, mean + 0.02]);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(middle)).toBeLessThan(width(left));
    expect(width(left)).toBeCloseTo(width(right), 14);
  });
});
