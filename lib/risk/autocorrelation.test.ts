import { describe, expect, it } from 'vitest';
import { autocorrelation } from './autocorrelation';

const column = (...values: number[]) => Float64Array.from(values);

describe('autocorrelation', () => {
  it('holds a series against itself some steps later, about the mean of the whole', () => {
    // Deviations −1.5, −0.5, 0.5, 1.5: squares 5; products one apart 0.75 − 0.25 + 0.75; two apart −0.75 − 0.75.
    expect(autocorrelation(column(1, 2, 3, 4), 1)).toBe(0.25);
    expect(autocorrelation(column(1, 2, 3, 4), 2)).toBe(-0.3);
    expect(autocorrelation(column(1, 2, 3, 4), 3)).toBe(-0.45);
  });

  it('refuses a lag that the series does not have', () => {
    for (const lag of [0, 4, 1.5, -1, Number.NaN])
      expect(() => autocorrelation(column(1, 2, 3, 4), lag)).toThrow(
        new RangeError(`autocorrelation: needs a lag from 1 to 3, got ${lag}`),
      );
  });

  it('refuses a series without spread', () => {
    expect(() => autocorrelation(column(0.1, 0.1, 0.1), 1)).toThrow(
      new RangeError('autocorrelation: needs values that differ, got 3 equal ones'),
    );
  });
});
