import { describe, expect, it } from 'vitest';
import { sharedDomain, sparklinePath } from './sparkline-path';

const box = { width: 100, height: 20 };

describe('sparklinePath', () => {
  it('runs from left to right with large values on top', () => {
    expect(sparklinePath([0, 1, 0.5], { low: 0, high: 1 }, box)).toEqual({
      path: 'M0 20L50 0L100 10',
      end: { x: 100, y: 10 },
    });
  });

  it('breaks where a value is missing instead of drawing through it', () => {
    expect(sparklinePath([0, null, 1], { low: 0, high: 1 }, box).path).toBe('M0 20M100 0');
  });

  it('runs through the middle where nothing moves', () => {
    expect(sparklinePath([2, 2], { low: 2, high: 2 }, box).path).toBe('M0 10L100 10');
  });

  it('has no end without a value', () => {
    expect(sparklinePath([], { low: 0, high: 1 }, box)).toEqual({ path: '', end: null });
  });
});

describe('sharedDomain', () => {
  it('holds the values of all series and passes over the missing', () => {
    expect(sharedDomain([[1, null], [Number.NaN, -3], []])).toEqual({ low: -3, high: 1 });
    expect(sharedDomain([[null]])).toBeNull();
  });
});
