import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisAction, isLikeSplit, type PriceFinding, priceFindings } from './price-quality';

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

const look = (
  closes: Float64Array,
  {
    raw = closes,
    actions = [],
    accepted = [],
    until = closes.length,
  }: {
    raw?: Float64Array;
    actions?: AxisAction[];
    accepted?: number[];
    until?: number;
  } = {},
): PriceFinding[] => priceFindings({ raw, adjusted: closes }, actions, new Set(accepted), 0, until);

const kindsOf = (findings: readonly PriceFinding[]) => findings.map(({ kind, severity }) => `${severity} ${kind}`);
const scaled = (closes: Float64Array, from: number, factor: number) =>
  closes.map((close, i) => (i < from ? close : close * factor));

describe('priceFindings', () => {
  it('finds nothing in a year of ordinary days', () => {
    expect(look(walk(252))).toEqual([]);
  });

  it('counts the sessions without a close between the first and the last, and names the longest run of them', () => {
    const closes = walk(252);
    for (const day of [0, 1, 50, 100, 101, 102]) closes[day] = Number.NaN;
    expect(look(closes)).toEqual([
      { kind: 'gap', severity: 'mild', from: 100, to: 102, count: 4, affects: ['beta', 'volatility'] },
    ]);
  });

  it('tells prices that are up to 5 sessions old and withholds from 6 on', () => {
    const behind = (sessions: number) => {
      const closes = walk(252);
      closes.fill(Number.NaN, 252 - sessions);
      return look(closes);
    };
    expect(kindsOf(behind(5))).toEqual(['mild old_prices']);
    expect(behind(6)).toMatchObject([{ kind: 'old_prices', severity: 'grave', from: 246, to: 251, count: 6 }]);
  });

  it('says that there is nothing, or little', () => {
    expect(look(new Float64Array(10).fill(Number.NaN))).toMatchObject([{ kind: 'no_prices', severity: 'grave' }]);
    expect(kindsOf(look(walk(30)))).toEqual(['grave short_history']);
    expect(look(walk(31))).toMatchObject([{ kind: 'short_history', severity: 'mild', count: 30 }]);
    expect(kindsOf(look(walk(91)))).toEqual([]);
  });

  it('tells six equal closes, and takes ten at the end for none', () => {
    const repeat = (from: number, count: number) => {
      const closes = walk(252);
      closes.fill(closes[from], from, from + count);
      return look(closes);
    };
    expect(repeat(100, 5)).toEqual([]);
    expect(repeat(100, 6)).toMatchObject([{ kind: 'repeated_close', severity: 'mild', from: 100, to: 105, count: 6 }]);
    expect(kindsOf(repeat(100, 40))).toEqual(['mild repeated_close']);
    expect(kindsOf(repeat(243, 9))).toEqual(['mild repeated_close']);
    expect(repeat(242, 10)).toMatchObject([{ kind: 'repeated_close', severity: 'grave', from: 242, to: 251 }]);
  });

  it('does not take a price that never moves, as of a money market fund, for repeated', () => {
    expect(look(new Float64Array(252).fill(1))).toEqual([]);
  });

  it.each([0.5, 0.25, 0.1, 3, 20])('takes a step of × %d without an action for a probable split, grave', (factor) => {
    expect(look(scaled(walk(252), 120, factor))).toMatchObject([
      { kind: 'probable_split', severity: 'grave', from: 119, to: 120 },
    ]);
  });

  it.each([0.6, 1.37, 0.42])('tells a move of × %d that is no split', (factor) => {
    expect(kindsOf(look(scaled(walk(252), 120, factor)))).toEqual(['mild unexplained_jump']);
  });

  it('lets a large move stand that a person has confirmed, and no other', () => {
    const closes = scaled(scaled(walk(252), 120, 0.5), 200, 0.5);
    expect(look(closes, { accepted: [120] })).toMatchObject([{ kind: 'probable_split', to: 200 }]);
  });

  it('is content with a split that the adjusted closes have', () => {
    const closes = walk(252);
    const raw = closes.map((close, i) => (i < 120 ? close * 4 : close));
    expect(look(closes, { raw, actions: [{ index: 120, split: 4, dividend: 0 }] })).toEqual([]);
  });

  it('takes a reported split that the adjusted closes still step by for not applied', () => {
    const closes = scaled(walk(252), 120, 0.25);
    expect(look(closes, { actions: [{ index: 120, split: 4, dividend: 0 }] })).toMatchObject([
      { kind: 'split_not_applied', severity: 'grave', to: 120 },
    ]);
  });

  it('tells a split that the adjusted closes have and no action records', () => {
    const closes = walk(252);
    const raw = closes.map((close, i) => (i < 120 ? close * 4 : close));
    expect(look(closes, { raw })).toMatchObject([
      { kind: 'split_not_recorded', severity: 'mild', affects: ['market_value', 'weights'] },
    ]);
  });

  it('tells a payment of more than a tenth of the price', () => {
    const closes = walk(252);
    expect(look(closes, { actions: [{ index: 120, split: 1, dividend: 0.2 * closes[119] }] })).toMatchObject([
      { kind: 'large_payment', severity: 'mild', from: 120 },
    ]);
    expect(look(closes, { actions: [{ index: 120, split: 1, dividend: 0.05 * closes[119] }] })).toEqual([]);
  });

  it('looks at nothing from as-of on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 251 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (until, factor) => {
          const closes = walk(252);
          const later = scaled(closes, until, factor);
          expect(look(later, { until })).toEqual(look(closes, { until }));
        },
      ),
    );
  });

  it('does not depend on the unit of the prices', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 250 }), (unit, at) => {
        const closes = scaled(walk(252), at, 0.25);
        expect(kindsOf(look(closes.map((close) => close * unit)))).toEqual(kindsOf(look(closes)));
      }),
    );
  });
});

describe('isLikeSplit', () => {
  it('knows the usual ratios both ways, as far as a day can move them', () => {
    for (const ratio of [1.5, 2, 3, 4, 7, 10, 20, 100])
      for (const drift of [0.95, 1, 1.05])
        expect([isLikeSplit(drift / ratio), isLikeSplit(drift * ratio)]).toEqual([true, true]);
    for (const ratio of [2, 5, 10])
      expect([isLikeSplit(1.11 / ratio), isLikeSplit(0.89 / ratio)]).toEqual([true, true]);
    for (const step of [1, 1.2, 1.4, 0.6, 0.58, 2.5, 0.4]) expect(isLikeSplit(step)).toBe(false);
  });

  it('tells a split of less than five for four, which changes no close', () => {
    const told = (split: number, index = 100) => kindsOf(look(walk(252), { actions: [{ index, split, dividend: 0 }] }));
    expect(told(1.054)).toEqual(['mild small_split']);
    expect(told(0.96)).toEqual(['mild small_split']);
    expect(told(1.5)).toEqual([]);
    expect(told(1.054, 0)).toEqual([]);
    expect(told(1)).toEqual([]);
  });
});
