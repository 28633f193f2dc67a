import { describe, expect, it } from 'vitest';
import { nearestIndex, placeOf } from './plot-geometry';

describe('nearestIndex', () => {
  const days = [0, 1, 2, 10];

  it('finds the nearest day, not the nearest index', () => {
    expect(nearestIndex(days, 0)).toBe(0);
    expect(nearestIndex(days, 0.14)).toBe(1);
    expect(nearestIndex(days, 0.59)).toBe(2);
    expect(nearestIndex(days, 0.61)).toBe(3);
    expect(nearestIndex(days, 1)).toBe(3);
  });

  it('stays within the days for places beyond them', () => {
    expect(nearestIndex(days, -1)).toBe(0);
    expect(nearestIndex(days, 2)).toBe(3);
    expect(nearestIndex([5], 0.5)).toBe(0);
  });
});

describe('placeOf', () => {
  it('measures from one end to the other, and puts a single value in the middle', () => {
    expect(placeOf(15, 10, 20)).toBe(0.5);
    expect(placeOf(10, 10, 20)).toBe(0);
    expect(placeOf(7, 7, 7)).toBe(0.5);
  });
});
