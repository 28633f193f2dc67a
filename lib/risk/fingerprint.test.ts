import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintSums, windowFingerprint } from './fingerprint';

const axis = Int32Array.from({ length: 50 }, (_, i) => 19_000 + i + 2 * Math.floor(i / 5));
const closes = Float64Array.from({ length: 50 }, (_, i) => (i % 7 === 3 ? Number.NaN : 100 + Math.sin(i)));
const whole = (days: Int32Array, column: Float64Array, role = 0) =>
  windowFingerprint([fingerprintSums(days, column, role)], 0, days.length - 1);

describe('the fingerprint of closes', () => {
  it('has the form of a UUID', () => {
    expect(whole(axis, closes)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(windowFingerprint([fingerprintSums(axis, closes)], 3, 3)).toBe('00000000-0000-0000-0000-000000000000');
  });

  it('stays the same from version to version, for it is stored: MurmurHash3 written again in Python', () => {
    expect(whole(Int32Array.of(20_000, 20_001), Float64Array.of(101.25, 99.5))).toBe(
      '8f0dc37b-cbd6-52fb-ee7a-4896c7b21490',
    );
    expect(whole(Int32Array.of(20_000), Float64Array.of(101.25), 1)).toBe('a13d4a1f-e5d6-c740-c5c8-e7daa116b03e');
  });

  it('of a window is the one of a column that holds nothing else', () => {
    const sums = fingerprintSums(axis, closes);
    for (const [first, last] of [
      [0, 49],
      [0, 0],
      [10, 30],
      [49, 49],
    ])
      expect(windowFingerprint([sums], first, last)).toBe(
        whole(axis.slice(first, last + 1), closes.slice(first, last + 1)),
      );
  });

  it('takes no notice of days without a close', () => {
    const priced = Array.from(closes.keys()).filter((i) => !Number.isNaN(closes[i]));
    expect(
      whole(
        Int32Array.from(priced, (i) => axis[i]),
        Float64Array.from(priced, (i) => closes[i]),
      ),
    ).toBe(whole(axis, closes));
  });

  it('changes with the last bit of any close, with any day, and when two closes change places', () => {
    const day = fc.nat({ max: 49 }).filter((i) => !Number.isNaN(closes[i]));
    const original = whole(axis, closes);
    fc.assert(
      fc.property(day, day, fc.boolean(), (i, j, up) => {
        const moved = closes.slice();
        moved[i] *= 1 + (up ? 1 : -1) * Number.EPSILON;
        const later = axis.slice();
        later[i] += up ? 1000 : 1;
        const swapped = closes.slice();
        [swapped[i], swapped[j]] = [closes[j], closes[i]];
        expect(whole(axis, moved)).not.toBe(original);
        expect(whole(later, closes)).not.toBe(original);
        if (i !== j) expect(whole(axis, swapped)).not.toBe(original);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes in all four lanes, about half of the bits at a time', () => {
    const bits = (fingerprint: string) => BigInt(`0x${fingerprint.replaceAll('-', '')}`);
    let changed = 0;
    for (let i = 0; i < 1000; i++) {
      const one = bits(whole(Int32Array.of(i), Float64Array.of(100 + i)));
      const other = bits(whole(Int32Array.of(i), Float64Array.of((100 + i) * (1 + Number.EPSILON))));
      const difference = (one ^ other).toString(2);
      changed += difference.replaceAll('0', '').length;
      for (let lane = 0n; lane < 4n; lane++) expect(((one ^ other) >> (32n * lane)) & 0xffff_ffffn).not.toBe(0n);
    }
    expect(changed / 1000).toBeGreaterThan(62);
    expect(changed / 1000).toBeLessThan(66);
  });

  it('of two columns together is theirs in any order, but tells asset and market apart', () => {
    const asset = fingerprintSums(axis, closes);
    const index = closes.map((close) => close * 3);
    const market = fingerprintSums(axis, index, 1);
    expect(windowFingerprint([asset, market], 5, 40)).toBe(windowFingerprint([market, asset], 5, 40));
    expect(windowFingerprint([asset, market], 5, 40)).not.toBe(windowFingerprint([asset], 5, 40));
    expect(windowFingerprint([fingerprintSums(axis, index), fingerprintSums(axis, closes, 1)], 5, 40)).not.toBe(
      windowFingerprint([asset, market], 5, 40),
    );
  });

  it('refuses closes off the axis and days outside the columns', () => {
    expect(() => fingerprintSums(axis, closes.subarray(1))).toThrow(
      new RangeError('fingerprintSums: needs one close a day, got 50 days and 49 closes'),
    );
    for (const [first, last] of [
      [-1, 5],
      [6, 5],
      [0, 50],
      [0.5, 5],
      [0, 5.5],
    ])
      expect(() => windowFingerprint([fingerprintSums(axis, closes)], first, last)).toThrow(
        new RangeError(`windowFingerprint: needs days from 0 to 49, got ${first} to ${last}`),
      );
  });
});
