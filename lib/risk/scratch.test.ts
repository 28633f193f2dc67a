import { describe, expect, it } from 'vitest';
import { scratch } from './scratch';

describe('scratch room', () => {
  it('is at least as long as asked for, and the same one until more is asked for', () => {
    const room = scratch(Float64Array);
    const first = room(5);
    expect(first).toBeInstanceOf(Float64Array);
    expect(first.length).toBeGreaterThanOrEqual(5);
    first[4] = 7;
    expect(room(3)).toBe(first);
    expect(room(5)[4]).toBe(7);
    const longer = room(6);
    expect(longer.length).toBeGreaterThanOrEqual(6);
    expect(room(5)).toBe(longer);
  });

  it('is each function’s own', () => {
    const one = scratch(Int32Array)(3);
    const other = scratch(Int32Array)(3);
    expect(one).toBeInstanceOf(Int32Array);
    expect(other).not.toBe(one);
  });
});
