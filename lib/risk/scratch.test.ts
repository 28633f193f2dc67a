import { describe, expect, it } from 'vitest';
import { roomFor, scratch } from './scratch';

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

describe('room for several columns', () => {
  const rooms = () => roomFor((length) => ({ one: new Float64Array(length), other: new Int32Array(length) }));

  it('is of exactly the length asked for, and the same one as long as that is asked for', () => {
    const room = rooms();
    const first = room(5);
    expect([first.one.length, first.other.length]).toEqual([5, 5]);
    first.one[4] = 7;
    expect(room(5)).toBe(first);
    const longer = room(6);
    expect(longer.one).toEqual(new Float64Array(6));
    expect(room(6)).toBe(longer);
    expect(room(4).other.length).toBe(4);
    expect(room(0).one.length).toBe(0);
  });

  it('is each function’s own', () => {
    expect(rooms()(3)).not.toBe(rooms()(3));
  });
});
