import { describe, expect, it } from 'vitest';
import { nearestPoint, percentOf } from './scatter-scale';

describe('percentOf', () => {
  it('lays the ends at 0 and 100 and the rest between them', () => {
    const scale = { low: -0.02, high: 0.06 };
    expect([-0.02, 0, 0.06].map((value) => percentOf(value, scale))).toEqual([0, 25, 100]);
  });
});

describe('nearestPoint', () => {
  const places = [
    { left: 0, bottom: 50 },
    { left: 50, bottom: 0 },
  ];

  it('measures as the eye does: in a wide box what is beside is further than what is below', () => {
    expect(nearestPoint(places, { left: 30, bottom: 30 }, { width: 400, height: 100 })).toBe(1);
    expect(nearestPoint(places, { left: 30, bottom: 30 }, { width: 100, height: 400 })).toBe(0);
  });

  it('finds none among none', () => {
    expect(nearestPoint([], { left: 1, bottom: 1 }, { width: 1, height: 1 })).toBe(-1);
  });
});
