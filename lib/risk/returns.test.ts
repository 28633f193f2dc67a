import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestGap,
  pairedAlready,
  pairedReturns,
  sharedSteps,
  simpleReturn,
  simpleReturns,
  valuesAlong,
} from './returns';

const none = Number.NaN;
const column = (...closes: number[]) => Float64Array.from(closes);
const gap = (days: number) => column(10, ...Array(days).fill(none), 12, 15);

describe('a simple return', () => {
  it('is after over before less 1', () => {
    expect(simpleReturn(100, 110)).toBe(0.1);
    expect(simpleReturn(100, 25)).toBe(-0.75);
    expect(simpleReturn(8, 8)).toBe(0);
  });

  it('keeps the digits of a small change', () => {
    // 100.00001 as a double is 100.0000100000000031741…, by Python's Decimal.
    expect(simpleReturn(100, 100.00001)).toBe(1.0000000003174136e-7);
  });

  it('never loses more than everything', () => {
    expect(simpleReturn(1e300, 1e-300)).toBe(-1);
  });
});

describe('simple returns', () => {
  it('lead from each close to the next, with the days they lead from and to', () => {
    expect(simpleReturns(column(10, 11, none, 22, 11))).toEqual({
      values: Float64Array.of(0.1, 1, -0.5),
      from: Int32Array.of(0, 1, 3),
      to: Int32Array.of(1, 3, 4),
      halts: new Int32Array(0),
      lastClose: 4,
      until: 5,
    });
  });

  it('are written into room that is given, where no close is missing', () => {
    const room = new Float64Array(9).fill(-7);
    const { values } = simpleReturns(column(10, 11, 22, 33), 3, () => room);
    expect(values).toEqual(Float64Array.of(0.1, 1));
    expect(values.buffer).toBe(room.buffer);
    expect(room[2]).toBe(-7);
    for (const closes of [column(none, 10, 11), column(10, none, 11), column(10, 11, none)]) {
      const gapped = simpleReturns(closes, 3, () => room);
      expect(gapped).toEqual(simpleReturns(closes));
      expect(gapped.values.buffer).not.toBe(room.buffer);
    }
  });

  it('of a column of nothing, and of one close, are none', () => {
    for (const closes of [column(none), column(none, none)])
      expect(simpleReturns(closes)).toMatchObject({ values: new Float64Array(0), lastClose: -1 });
    expect(simpleReturns(column(7))).toMatchObject({ values: new Float64Array(0), lastClose: 0 });
  });

  it('need a whole number of axis days', () => {
    for (const until of [-1, 1.5, 4, Number.NaN])
      expect(() => simpleReturns(column(10, 11, 22), until)).toThrow(
        new RangeError(`returns: needs a whole number of axis days from 0 to 3, got ${until}`),
      );
  });

  it('reach no further than until', () => {
    expect(simpleReturns(column(10, 11, none, 22), 3)).toMatchObject({
      values: Float64Array.of(0.1),
      lastClose: 1,
      until: 3,
    });
    expect(simpleReturns(column(10, 11), 0)).toEqual({
      values: new Float64Array(0),
      from: new Int32Array(0),
      to: new Int32Array(0),
      halts: new Int32Array(0),
      lastClose: -1,
      until: 0,
    });
  });

  it('of one close are none, and it is known when it was', () => {
    expect(simpleReturns(column(none, 7, none))).toMatchObject({ values: new Float64Array(0), lastClose: 1 });
  });

  it('span five missing days and call six a halt', () => {
    expect(longestGap).toBe(5);
    expect(simpleReturns(gap(5))).toMatchObject({ values: Float64Array.of(0.2, 0.25), halts: new Int32Array(0) });
    expect(simpleReturns(gap(6))).toMatchObject({
      values: Float64Array.of(0.25),
      from: Int32Array.of(7),
      to: Int32Array.of(8),
      halts: Int32Array.of(7),
      lastClose: 8,
    });
  });

  it('know the close that ended a halt as the newest one', () => {
    const resumed = simpleReturns(gap(6), 8);
    expect(resumed).toMatchObject({ values: new Float64Array(0), halts: Int32Array.of(7), lastClose: 7 });
  });

  it('refuse to look where there is no axis', () => {
    for (const until of [-1, 3, 0.5, none])
      expect(() => simpleReturns(column(1, 2), until)).toThrow(
        new RangeError(`returns: needs a whole number of axis days from 0 to 2, got ${until}`),
      );
  });

  it('compound to the whole change where nothing was halted', () => {
    const closes = fc.array(fc.option(fc.integer({ min: 50, max: 200 }), { nil: none, freq: 8 }), { maxLength: 60 });
    fc.assert(
      fc.property(closes, (all) => {
        const { values, from, to, halts, lastClose } = simpleReturns(Float64Array.from(all));
        const priced = all.flatMap((close, i) => (Number.isNaN(close) ? [] : [i]));
        expect(lastClose).toBe(priced.at(-1) ?? -1);
        expect(values.length + halts.length).toBe(Math.max(0, priced.length - 1));
        // Each step begins where the one before ended, unless a halt lies between.
        for (let i = 1; i < to.length; i++)
          expect(from[i] === to[i - 1] || halts.some((day) => day > to[i - 1] && day <= from[i])).toBe(true);
        if (halts.length > 0 || priced.length < 2) return;
        const compounded = values.reduce((product, value) => product * (1 + value), 1);
        expect(compounded).toBeCloseTo(all[priced[priced.length - 1]] / all[priced[0]], 10);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('paired returns', () => {
  it('align closes first: a day that one of the two misses is no day of either', () => {
    const { asset, market, from, to } = pairedReturns(column(10, none, 12, 15), column(100, 110, 121, none));
    expect(asset).toEqual(Float64Array.of(0.2));
    expect(market).toEqual(Float64Array.of(0.21));
    expect([from, to]).toEqual([Int32Array.of(0), Int32Array.of(2)]);
  });

  it('reach no further than until, and know the newest close they share', () => {
    const asset = column(10, 11, 12, none);
    expect(pairedReturns(asset, column(20, 21, none, 23))).toMatchObject({ lastClose: 1, until: 4 });
    expect(pairedReturns(asset, column(20, 22, 33, 23), 2).market).toEqual(Float64Array.of(0.1));
  });

  it('count a halt on the days they share', () => {
    const still = Float64Array.from({ length: 9 }, () => 5);
    expect(pairedReturns(gap(6), still).halts).toEqual(Int32Array.of(7));
    expect(pairedReturns(still, gap(6)).halts).toEqual(Int32Array.of(7));
  });

  it('are the same seen from either side', () => {
    const closes = fc.array(fc.option(fc.integer({ min: 50, max: 200 }), { nil: none, freq: 5 }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(closes, closes, (one, other) => {
        const there = pairedReturns(Float64Array.from(one), Float64Array.from(other));
        const back = pairedReturns(Float64Array.from(other), Float64Array.from(one));
        expect(back).toEqual({ ...there, asset: there.market, market: there.asset });
        expect(there.asset.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuse columns of different axes', () => {
    expect(() => pairedReturns(column(1, 2), column(1, 2, 3))).toThrow(
      new RangeError('pairedReturns: needs two columns of one axis, got 2 and 3 closes'),
    );
  });
});

const noDays = new Int32Array(0);

describe('steps', () => {
  it('of columns without a gap are the same days, kept once; those of a column with a gap are its own', () => {
    const whole = (...days: number[]) => sharedSteps([column(...days)], days.length);
    const [one, other] = [whole(5, 4, 7), whole(1, 2, 3, 9, 8)];
    expect(one).toEqual({ from: Int32Array.of(0, 1), to: Int32Array.of(1, 2), halts: noDays, lastClose: 2, until: 3 });
    expect(other.to).toEqual(Int32Array.of(1, 2, 3, 4));
    const kept = whole(2, 2, 2).from.buffer;
    expect(other.from.buffer).toBe(kept);
    expect(sharedSteps([column(5, 4, 7), column(1, 2, 3)], 3).to.buffer).toBe(kept);
    expect(sharedSteps([column(5, 4, 7, none), column(1, 2, 3, none)], 3).to.buffer).toBe(kept);
    for (const gap of [
      sharedSteps([column(5, none, 7), column(1, 2, 3)], 3),
      sharedSteps([column(1, 2, 3), column(5, none, 7)], 3),
    ]) {
      expect(gap).toEqual({ from: Int32Array.of(0), to: Int32Array.of(2), halts: noDays, lastClose: 2, until: 3 });
      expect(gap.from.buffer).not.toBe(kept);
    }
    expect(sharedSteps([column()], 0)).toEqual({ from: noDays, to: noDays, halts: noDays, lastClose: -1, until: 0 });
    expect(whole(3)).toEqual({ from: noDays, to: noDays, halts: noDays, lastClose: 0, until: 1 });
  });

  it('stand where every column has a close, and a column without one there has no return', () => {
    const steps = sharedSteps([column(1, 2, none, 4), column(1, none, 3, 4)], 4);
    expect(steps).toMatchObject({ from: Int32Array.of(0), to: Int32Array.of(3) });
    expect(valuesAlong(column(2, 4, 4, 3), steps.from, steps.to)).toEqual(Float64Array.of(0.5));
    expect(valuesAlong(column(none, 4, 4, 3), steps.from, steps.to)).toEqual(Float64Array.of(none));
  });
});

describe('steps of columns without a gap', () => {
  it('are the very same ones for each of as many days', () => {
    const [one, other] = [simpleReturns(column(1, 2, 3)), simpleReturns(column(4, 4, 4))];
    expect(one.to).toBe(other.to);
    expect(one.from).toBe(other.from);
    const longer = simpleReturns(column(1, 2, 3, 4));
    expect(longer.to).toEqual(Int32Array.of(1, 2, 3));
    expect(simpleReturns(column(1, 2, 3)).to).toEqual(Int32Array.of(1, 2));
  });
});

describe('pairs of returns that are there already', () => {
  const pairedOf = (asset: Float64Array, market: Float64Array, until = asset.length) =>
    pairedAlready(simpleReturns(asset, until), simpleReturns(market, until));

  it('are the pairs where both have a close on the same days', () => {
    const asset = column(none, 1, 2, none, 3, 4);
    const market = column(none, 5, 4, none, 3, 7);
    expect(pairedOf(asset, market)).toEqual(pairedReturns(asset, market));
    expect(pairedOf(asset, market, 5)).toEqual(pairedReturns(asset, market, 5));
  });

  it('are none where the days differ: at the beginning, at the end or between, or in how far is known', () => {
    expect(pairedOf(column(none, 1, 2, 3), column(5, 5, 4, 3))).toBeNull();
    expect(pairedOf(column(1, 2, 3, none), column(5, 5, 4, 3))).toBeNull();
    expect(pairedOf(column(1, none, 2, 3), column(5, 5, none, 3))).toBeNull();
    expect(pairedOf(column(none, 2, 2, 3), column(5, none, 2, 3))).toBeNull();
    const one = column(1, 2, 3, none);
    expect(pairedAlready(simpleReturns(one, 3), simpleReturns(one, 4))).toBeNull();
  });

  it('are none after a halt, and without returns', () => {
    expect(pairedOf(gap(6), gap(6))).toBeNull();
    expect(pairedOf(gap(5), gap(5))).toEqual(pairedReturns(gap(5), gap(5)));
    expect(pairedAlready(simpleReturns(gap(6)), simpleReturns(column(...Array(7).fill(none), 12, 15)))).toBeNull();
    expect(pairedAlready(simpleReturns(column(...Array(7).fill(none), 12, 15)), simpleReturns(gap(6)))).toBeNull();
    expect(pairedOf(column(1), column(1))).toBeNull();
  });

  it('are those of the closes wherever they are any', () => {
    const closes = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.double({ min: 1, max: 9, noNaN: true }) }, fc.constant(none)),
      {
        minLength: 12,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(closes, closes, fc.boolean(), (one, other, aligned) => {
        const asset = Float64Array.from(one);
        const market = Float64Array.from(other, (close, day) => (aligned && Number.isNaN(asset[day]) ? none : close));
        const pairs = pairedOf(asset, market);
        if (pairs !== null) expect(pairs).toEqual(pairedReturns(asset, market));
      }),
      { numRuns: 1_000 },
    );
  });
});
