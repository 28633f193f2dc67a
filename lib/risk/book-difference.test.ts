import { describe, expect, it } from 'vitest';
import { cash, fund, option, privateAsset, stock } from '@/test/holdings';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { betaDifference, commonSteps } from './beta-difference';
import { bookDifference } from './book-difference';
import type { Holding } from './holding';
import { marketBeta } from './market-beta';
import { portfolioEstimates } from './portfolio-estimates';
import { pairedReturns, simpleReturns } from './returns';
import { realizedVolatility } from './volatility';
import { ewmaDifference, volatilityDifference } from './volatility-difference';

const days = 700;
const axis = Int32Array.from({ length: days }, (_, i) => 18_000 + i);

function closes(seed: number, beta: number, market?: Float64Array, start = 100): Float64Array {
  const shocks = seededNormals(seed, days);
  const made = new Float64Array(days);
  made[0] = start;
  for (let i = 1; i < days; i++)
    made[i] = made[i - 1] * (1 + (market ? beta * (market[i] / market[i - 1] - 1) : 0) + 0.012 * shocks[i]);
  return made;
}

const market = closes(1, 0);
const columns = [closes(2, 1.3, market), closes(3, 0.4, market), closes(4, -0.5, market), market];
const inputs = {
  axis,
  until: days,
  columns,
  market,
  betas: columns.map((column) => marketBeta(pairedReturns(column, market))),
  volatilities: columns.map((column) => realizedVolatility(simpleReturns(column).values, 252)),
  benchmark: null,
};
const last = (column: number) => columns[column][days - 1];
const of = (column: number, quantity: number, rest: object = {}): Holding =>
  stock(`S${column}`, quantity, last(column), { column, sector: 'Energy', ...rest });
const book: Holding[] = [of(0, 10), of(1, 20), cash(500)];

describe('bookDifference', () => {
  const changed = [of(0, 4), of(1, 20), of(2, 5), cash(900)];
  const apart = bookDifference(inputs, book, changed);

  it('measures both books as each of them is measured alone', () => {
    expect(apart.before).toEqual(portfolioEstimates({ ...inputs, holdings: book }).estimates);
    expect(apart.after).toEqual(portfolioEstimates({ ...inputs, holdings: changed }).estimates);
  });

  it('says differences of the very figures that are shown, each inside its interval', () => {
    const { before, after } = apart;
    for (const [name, of] of [
      ['beta', (one: typeof before) => measuredValue(one.beta.direct90).beta],
      ['realized21d', (one: typeof before) => measuredValue(one.volatility.realized21d).volatilityAnnual],
      ['realized63d', (one: typeof before) => measuredValue(one.volatility.realized63d).volatilityAnnual],
      ['expected21d', (one: typeof before) => measuredValue(one.volatility.forecast).volatilityAnnual],
    ] as const) {
      const { difference, low, high } = measuredValue(apart[name]);
      expect(difference).toBe(of(after) - of(before));
      expect(low).toBeLessThan(difference);
      expect(high).toBeGreaterThan(difference);
    }
  });

  it('knows a difference of betas better than the two betas', () => {
    const less = bookDifference(inputs, book, [of(0, 9), of(1, 20), cash(500)]);
    const { low, high } = measuredValue(less.beta);
    const own = measuredValue(less.after.beta.direct90);
    expect(high - low).toBeLessThan(0.2 * (own.betaHigh - own.betaLow));
  });

  it('finds no difference, and no doubt of it, between a book and itself', () => {
    const same = bookDifference(inputs, book, [...book].reverse());
    for (const one of [same.beta, same.realized21d, same.realized63d, same.expected21d])
      expect(measuredValue(one)).toEqual({ difference: 0, low: 0, high: 0 });
    for (const { before, after } of same.positions) expect(after).toEqual(before);
  });

  it('lists the parts of both books, which sum to the figures', () => {
    expect(apart.positions.map(({ symbol }) => symbol).sort()).toEqual(['S0', 'S1', 'S2', 'USD']);
    const sum = (side: 'before' | 'after', of: 'toBeta' | 'toVolatility') =>
      apart.positions.reduce((total, one) => total + (one[side]?.[of] ?? 0), 0);
    for (const side of ['before', 'after'] as const) {
      expect(sum(side, 'toBeta')).toBeCloseTo(measuredValue(apart[side].beta.weighted).beta, 12);
      expect(sum(side, 'toVolatility')).toBeCloseTo(
        measuredValue(apart[side].volatility.realized252d).volatilityAnnual,
        12,
      );
    }
  });

  it('gives the change of a contribution the interval of the beta it is made of', () => {
    const { toBeta, before, after } = apart.positions.find(({ symbol }) => symbol === 'S0')!;
    const { betaLow, betaHigh, beta } = measuredValue(marketBeta(pairedReturns(columns[0], market)));
    const more = after!.weight - before!.weight;
    expect(more).toBeLessThan(0);
    expect(toBeta!.difference).toBeCloseTo(after!.toBeta! - before!.toBeta!, 14);
    expect(toBeta!.difference).toBeCloseTo(more * beta, 14);
    expect(toBeta!.low).toBeCloseTo(more * betaHigh, 14);
    expect(toBeta!.high).toBeCloseTo(more * betaLow, 14);
  });

  it('gives the change of a contribution to volatility an interval of its own, which sums to that of the whole', () => {
    // One position alone is the whole of its book.
    const alone = bookDifference(inputs, [of(0, 10)], [of(1, 10)]);
    const only = bookDifference(inputs, [of(0, 10), cash(900)], [of(0, 10), cash(2_000)]);
    const [part] = only.positions.filter(({ symbol }) => symbol === 'S0');
    const whole = only.after.volatility.realized252d;
    const was = only.before.volatility.realized252d;
    expect(part.toVolatility!.difference).toBeCloseTo(
      measuredValue(whole).volatilityAnnual - measuredValue(was).volatilityAnnual,
      12,
    );
    const returns = (weight: number) => simpleReturns(columns[0]).values.map((value) => weight * value);
    const [earlier, later] = [only.positions[0].before!.weight, only.positions[0].after!.weight];
    const { low, high } = measuredValue(volatilityDifference(returns(later), returns(earlier), 252));
    expect(part.toVolatility!.low).toBeCloseTo(low, 12);
    expect(part.toVolatility!.high).toBeCloseTo(high, 12);
    for (const { toVolatility } of alone.positions) expect(toVolatility!.low).toBeLessThan(toVolatility!.high);
    const same = bookDifference(inputs, book, book);
    for (const { symbol, toVolatility } of same.positions)
      if (symbol !== 'USD') expect(toVolatility).toEqual({ difference: 0, low: 0, high: 0 });
  });

  it('takes a new and a sold position from and to nothing, and cash as nothing at all', () => {
    const sold = bookDifference(inputs, book, [of(0, 10), of(2, 5), cash(900)]);
    const part = (symbol: string) => sold.positions.find((one) => one.symbol === symbol)!;
    expect(part('S1').after).toBeNull();
    expect(part('S1').toBeta!.difference).toBeCloseTo(-part('S1').before!.toBeta!, 14);
    expect(part('S2').before).toBeNull();
    expect(part('S2').toBeta!.difference).toBeCloseTo(part('S2').after!.toBeta!, 14);
    expect(part('USD').toBeta).toBeNull();
  });

  it('keeps a stock and a fund of one symbol, options and private assets apart', () => {
    const mixed: Holding[] = [
      of(0, 10),
      fund('S0', 3, last(0), { column: 0 }),
      option('CALL', 1, { column: 1, underlying: 'S1', underlyingPrice: last(1) }),
      privateAsset('CELLAR', 1, 300),
    ];
    const { positions } = bookDifference(inputs, book, mixed);
    expect(
      positions
        .filter(({ symbol }) => symbol === 'S0')
        .map(({ assetClass }) => assetClass)
        .sort(),
    ).toEqual(['fund', 'stock']);
    expect(positions.find(({ symbol }) => symbol === 'CELLAR')).toMatchObject({ toBeta: null, before: null });
    expect(positions.find(({ symbol }) => symbol === 'CALL')!.toBeta!.difference).not.toBe(0);
  });

  it('gives volatilities the interval of their difference, and the forecast that of its EWMA part in proportion', () => {
    const [one, two] = [
      bookDifference(inputs, [of(0, 10)], [of(1, 10)]),
      columns.map((all) => simpleReturns(all).values),
    ];
    for (const days of [21, 63] as const) {
      const { low, high } = measuredValue(one[`realized${days}d`]);
      const own = measuredValue(volatilityDifference(two[1], two[0], days));
      expect([low, high]).toEqual([expect.closeTo(own.low, 13), expect.closeTo(own.high, 13)]);
    }
    const { low, high } = measuredValue(one.expected21d);
    const [was, is] = [one.before, one.after].map((book) => measuredValue(book.volatility.forecast));
    const ewma = measuredValue(ewmaDifference(two[1], two[0]));
    // Half the volatility would have half the width.
    const width = (ewma.high - ewma.low) / (was.ewmaAnnual + is.ewmaAnnual);
    expect((high - low) / (was.volatilityAnnual + is.volatilityAnnual)).toBeCloseTo(width, 12);
  });

  it('cannot tell an interval of books that have no days in common, though each can be measured', () => {
    const only = (parity: number) => market.map((close, day) => (day % 2 === parity ? close : Number.NaN));
    const halves = { ...inputs, columns: [only(0), only(1)] };
    const apart = bookDifference(
      { ...halves, betas: halves.columns.map((column) => marketBeta(pairedReturns(column, market))) },
      [of(0, 1, { price: 90 })],
      [of(1, 1, { price: 90 })],
    );
    const short = (required: number) => ({ status: 'unavailable', reason: 'short_history', observations: 0, required });
    expect(apart.before.beta.direct90.status).toBe('measured');
    expect(apart.after.volatility.forecast.status).toBe('measured');
    expect([apart.beta, apart.realized21d, apart.realized63d, apart.expected21d]).toEqual([30, 21, 63, 63].map(short));
    for (const { toVolatility } of apart.positions) expect(toVolatility).toBeNull();
  });

  it('says nothing of the part of what has no delta, no market or too short a history', () => {
    const young = columns[0].map((close, day) => (day < days - 20 ? Number.NaN : close));
    const volatilities = [...inputs.volatilities, realizedVolatility(simpleReturns(young).values, 252)];
    const more = { ...inputs, columns: [...columns, young], volatilities };
    const betas = more.columns.map((column) => marketBeta(pairedReturns(column, market)));
    const unsure: Holding[] = [
      of(1, 20),
      stock('YOUNG', 1, 100, { column: 4 }),
      option('CALL', 1, { column: 1, underlying: 'S1', underlyingPrice: last(1), delta: null }),
      privateAsset('CELLAR', 1, 300),
    ];
    const other = [of(1, 10)];
    for (const [before, after] of [
      [unsure, other],
      [other, unsure],
      [unsure, unsure],
    ]) {
      const { positions } = bookDifference({ ...more, betas }, before, after);
      const part = (symbol: string) => positions.find((one) => one.symbol === symbol)!;
      expect(part('S1').toBeta).not.toBeNull();
      expect(part('S1').toVolatility).not.toBeNull();
      for (const symbol of ['YOUNG', 'CALL', 'CELLAR']) expect([symbol, part(symbol).toBeta]).toEqual([symbol, null]);
      for (const symbol of ['CALL', 'CELLAR']) expect([symbol, part(symbol).toVolatility]).toEqual([symbol, null]);
      expect(part('YOUNG').toVolatility).not.toBeNull();
    }
  });

  it('of nothing and a book is the book', () => {
    const found = bookDifference(inputs, [], book);
    expect(found.positions.map(({ symbol, before }) => [symbol, before])).toEqual([
      ['S0', null],
      ['S1', null],
      ['USD', null],
    ]);
    for (const one of [found.beta, found.realized21d, found.realized63d, found.expected21d])
      expect(one).toMatchObject({ status: 'unavailable', reason: 'no_positions' });
    for (const { toVolatility } of found.positions) expect(toVolatility).toBeNull();
  });

  it('a book that cannot be measured leaves the difference with its reason', () => {
    const empty = bookDifference(inputs, book, []);
    for (const one of [empty.beta, empty.realized21d, empty.expected21d])
      expect(one).toMatchObject({ status: 'unavailable', reason: 'no_positions' });
    const allCash = bookDifference(inputs, book, [cash(100)]);
    expect(allCash.beta.status).toBe('unavailable');
    expect(allCash.positions.find(({ symbol }) => symbol === 'S0')!.toBeta!.difference).toBeLessThan(0);
  });
});

describe('betaDifference', () => {
  const [a, b] = [0, 1].map((column) => pairedReturns(columns[column], market));

  it('is the difference of the slopes', () => {
    const slope = (one: typeof a) => measuredValue(marketBeta(one)).beta;
    expect(measuredValue(betaDifference(a, b)).difference).toBeCloseTo(slope(a) - slope(b), 12);
  });

  it('is of the days that both have', () => {
    const holed = columns[1].map((close, i) => (i % 7 === 3 ? Number.NaN : close));
    const thin = pairedReturns(holed, market);
    const { ofA, ofB } = commonSteps(a, thin);
    expect(ofA.length).toBe(ofB.length);
    expect(ofA.length).toBeLessThan(thin.to.length);
    for (let i = 0; i < ofA.length; i++)
      expect([a.from[ofA[i]], a.to[ofA[i]]]).toEqual([thin.from[ofB[i]], thin.to[ofB[i]]]);
    expect(betaDifference(a, thin).status).toBe('measured');
  });

  it('is nothing, surely, of a series and itself', () => {
    expect(measuredValue(betaDifference(a, a))).toEqual({ difference: 0, low: 0, high: 0 });
  });

  it('is unavailable as a beta is', () => {
    const young = columns[1].map((close, i) => (i < days - 20 ? Number.NaN : close));
    expect(betaDifference(a, pairedReturns(young, market))).toMatchObject({
      reason: 'short_history',
      observations: 19,
    });
  });
});
