import { describe, expect, it } from 'vitest';
import { percentTick, tickDigits } from './tick-digits';

describe('the digits of an axis', () => {
  it('are those of the tick that needs the most, whichever it is', () => {
    expect(tickDigits([0.4, 0.45, 0.5], 1, 3)).toBe(2);
    expect(tickDigits([0.4, 0.6, 0.8], 1, 3)).toBe(1);
    expect(tickDigits([0, 1, 2], 0, 3)).toBe(0);
    expect(tickDigits([1, 2], 2, 3)).toBe(2);
  });

  it('are no more than asked for', () => {
    expect(tickDigits([0.12345], 0, 3)).toBe(3);
  });

  it('tell steps of two and a half percent apart', () => {
    const ticks = [0, 0.025, 0.05];
    expect(ticks.map((tick) => percentTick(tick, ticks))).toEqual(['0.0\u00a0%', '2.5\u00a0%', '5.0\u00a0%']);
    const whole = [0, 0.05, 0.1];
    expect(whole.map((tick) => percentTick(tick, whole))).toEqual(['0\u00a0%', '5\u00a0%', '10\u00a0%']);
  });
});
