import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closesWithin, priceGate } from './price-gate';
import { type AxisAction, type PriceFinding, priceFindings } from './price-quality';

/** A walk of `count` closes with steps of ±1 % drawn from a hash of the place. */
function walk(count: number, seed = 1): Float64Array {
  const closes = new Float64Array(count);
  let close = 100;
  for (let i = 0; i < count; i++) {
    const hash = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    close *= 1 + 0.02 * (hash - Math.floor(hash) - 0.5);
    closes[i] = close;
  }
  return closes;
}

const scaled = (closes: Float64Array, from: number, factor: number) =>
  closes.map((close, i) => (i < from ? close : close * factor));
const gateOf = (
  closes: Float64Array,
  {
    raw = closes,
    actions = [],
    accepted = [],
    market = null,
  }: { raw?: Float64Array; actions?: AxisAction[]; accepted?: number[]; market?: Float64Array | null } = {},
) => priceGate({ raw, adjusted: closes }, actions, new Set(accepted), market);
const carried = (closes: Float64Array, first: number, last: number) =>
  closes.map((close, i) => (i > first && i <= last ? closes[first] : close));

describe('priceGate', () => {
  it('lets all of a good series through, on every day', () => {
    const gate = gateOf(walk(300), { market: walk(300, 2) });
    for (let until = 1; until <= 300; until++) expect(gate.usable(until)).toBeNull();
    expect(gate.doubtfulSplits).toEqual([]);
  });

  it('lets returns begin at a split nobody reported, from the day it is seen on', () => {
    const gate = gateOf(scaled(walk(252), 200, 0.25));
    expect(gate.usable(200)).toBeNull();
    expect(gate.usable(201)).toEqual({ first: 200, end: 201 });
    expect(gate.usable(252)).toEqual({ first: 200, end: 252 });
    expect(gate.doubtfulSplits).toEqual([200]);
  });

  it('begins at the last of two', () => {
    const gate = gateOf(scaled(scaled(walk(252), 100, 0.5), 200, 0.5));
    expect(gate.usable(150)).toEqual({ first: 100, end: 150 });
    expect(gate.usable(252)).toEqual({ first: 200, end: 252 });
  });

  it('lets the move of a split through once a person has confirmed it', () => {
    const gate = gateOf(scaled(walk(252), 200, 0.25), { accepted: [200] });
    expect(gate.usable(252)).toBeNull();
    expect(gate.doubtfulSplits).toEqual([]);
  });

  it('holds a reported split against adjusted closes that lack it, and not against the value', () => {
    const closes = scaled(walk(252), 200, 0.25);
    const gate = gateOf(closes, { actions: [{ index: 200, split: 4, dividend: 0 }] });
    expect(gate.usable(252)).toEqual({ first: 200, end: 252 });
    expect(gate.doubtfulSplits).toEqual([]);
  });

  it('lets a large move through that is not like a split', () => {
    expect(gateOf(scaled(walk(252), 200, 0.62)).usable(252)).toBeNull();
  });

  it('takes a close that was carried forward ten sessions for the last new one, until there is a new one', () => {
    const gate = gateOf(carried(walk(252), 220, 240));
    expect(gate.usable(229)).toBeNull();
    expect(gate.usable(230)).toEqual({ first: 0, end: 221 });
    expect(gate.usable(241)).toEqual({ first: 0, end: 221 });
    expect(gate.usable(242)).toBeNull();
  });

  it('leaves a series alone that has never moved: it is flat, which its estimates say', () => {
    expect(gateOf(new Float64Array(252).fill(5)).usable(252)).toBeNull();
    const late = carried(walk(252), 0, 99);
    expect(gateOf(late).usable(100)).toBeNull();
  });

  it('leaves nothing of a series whose days are those of the index after', () => {
    const market = walk(300);
    const shifted = Float64Array.from(market, (_, i) => market[Math.max(0, i - 1)]);
    const gate = gateOf(shifted, { market });
    expect(gate.usable(300)).toEqual({ first: 0, end: 0 });
    expect([...closesWithin(shifted, { first: 0, end: 0 })].every(Number.isNaN)).toBe(true);
  });

  it('withholds wherever a grave finding is, and knows nothing of later days', () => {
    const event = fc.record({
      day: fc.integer({ min: 1, max: 119 }),
      kind: fc.constantFrom('halved', 'carried', 'lost', 'gap'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 4 }), fc.integer({ min: 2, max: 120 }), (events, until) => {
        let closes = walk(120);
        for (const { day, kind } of events) {
          if (kind === 'halved') closes = scaled(closes, day, 0.5);
          if (kind === 'lost') closes = scaled(closes, day, 0.6);
          if (kind === 'carried') closes = carried(closes, day, Math.min(119, day + 11));
          if (kind === 'gap') closes = closes.map((close, i) => (i >= day && i < day + 3 ? Number.NaN : close));
        }
        const span = gateOf(closes).usable(until);
        const grave = priceFindings({ raw: closes, adjusted: closes }, [], new Set(), 0, until).filter(
          ({ kind, severity }: PriceFinding) =>
            severity === 'grave' && (kind === 'probable_split' || kind === 'repeated_close'),
        );
        expect(span === null).toBe(grave.length === 0);
        expect(gateOf(closes.slice(0, until)).usable(until)).toEqual(span);
      }),
    );
  });
});
