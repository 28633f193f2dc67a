import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, fund, laws, option, privateAsset, stock } from '@/test/holdings';
import { hasOracle, readOracle, relativeError } from '@/test/oracle-portfolios';
import * as witnessed from '@/test/witnessed-portfolio';
import type { Closes } from './align';
import { marketBeta } from './market-beta';
import { besideMarket, type PortfolioSeriesRules, portfolioSeries, requiredCoverage } from './portfolio-series';
import type { PositionWeights } from './position-weights';
import { pairedReturns, simpleReturns } from './returns';
import { realizedVolatility } from './volatility';

const none = Number.NaN;
const column = (...closes: number[]): Closes => Float64Array.from(closes);

function seriesOf(book: PositionWeights, columns: readonly Closes[], rules: Partial<PortfolioSeriesRules> = {}) {
  const found = portfolioSeries(book, columns, { until: columns[0].length, ...rules });
  if (found.status === 'unavailable') throw new Error(found.reason);
  return found.value;
}

/** Five stocks worth 100 each, in columns 0–4. */
const five = bookOf([0, 1, 2, 3, 4].map((i) => stock(`S${i}`, 1, 100, { column: i })));

describe('the series of current holdings', () => {
  it('weighs each day’s returns with today’s weights, whatever the prices were then', () => {
    const book = bookOf([stock('A', 1, 75, { column: 0 }), stock('B', 1, 25, { column: 1 })]);
    const series = seriesOf(book, [column(10, 11, 22), column(8, 10, 5)]);
    expect(Array.from(series.values, (value) => value.toFixed(12))).toEqual(
      [0.75 * 0.1 + 0.25 * 0.25, 0.75 * 1 - 0.25 * 0.5].map((value) => value.toFixed(12)),
    );
    expect([...series.from]).toEqual([0, 1]);
    expect([...series.to]).toEqual([1, 2]);
    expect([...series.coverage]).toEqual([1, 1]);
    expect(series).toMatchObject({ lastClose: 2, until: 3, uncovered: [], uncoveredShare: 0 });
    expect(series.dropped).toHaveLength(0);
    expect(series.halts).toHaveLength(0);
    expect(series.priced.map(({ symbol }) => symbol)).toEqual(['A', 'B']);
  });

  it('gains where a short falls', () => {
    const book = bookOf([stock('A', 2, 100, { column: 0 }), stock('B', -1, 100, { column: 1 })]);
    expect(seriesOf(book, [column(1, 1), column(10, 9)]).values[0]).toBeCloseTo(0.1, 14);
  });

  it('earns nothing on cash, and is leveraged by debt', () => {
    const closes = [column(10, 11)];
    expect(seriesOf(bookOf([stock('A', 1, 100), cash(300)]), closes).values[0]).toBeCloseTo(0.025, 14);
    expect(seriesOf(bookOf([stock('A', 1, 100), cash(-50)]), closes).values[0]).toBeCloseTo(0.2, 14);
  });

  it('lets a covered 80 % stand for the rest, and drops the day below', () => {
    expect(requiredCoverage).toBe(0.8);
    const up = () => column(10, 11, 12.1);
    const series = seriesOf(five, [up(), up(), up(), up(), column(none, 7, 8.4)]);
    // On the first day four of five have a return of 10 %: their sum .08 over .8.
    expect(series.values[0]).toBeCloseTo(0.1, 14);
    expect([...series.coverage]).toEqual([0.8, 1]);
    expect(series.values[1]).toBeCloseTo(0.8 * 0.1 + 0.2 * 0.2, 14);
    expect(series.dropped).toHaveLength(0);

    const thin = seriesOf(five, [up(), up(), up(), column(none, 7, 7), column(none, 7, 8.4)]);
    expect([...thin.to]).toEqual([2]);
    expect([...thin.dropped]).toEqual([0]);
  });

  it('measures coverage by gross value, so that a short counts by its size', () => {
    const book = bookOf([stock('A', 4, 100, { column: 0 }), stock('B', -1, 100, { column: 1 })]);
    expect(seriesOf(book, [column(10, 11), column(none, 1)]).coverage[0]).toBe(0.8);
  });

  it('steps from one well covered day to the next, over those between', () => {
    const rest = () => column(10, none, 12);
    const series = seriesOf(five, [rest(), rest(), rest(), rest(), column(5, 6, 9)]);
    expect([...series.from]).toEqual([0]);
    expect([...series.to]).toEqual([2]);
    expect(series.values[0]).toBeCloseTo(0.8 * 0.2 + 0.2 * 0.8, 14);
    // Only one of five had a close on the day between.
    expect([...series.dropped]).toEqual([1]);
  });

  it('drops a step of two well covered days whose holdings are not the same', () => {
    const full = () => column(10, 11, 12, 13);
    const series = seriesOf(five, [full(), full(), full(), column(10, none, 12, 13), column(10, 11, none, 13)]);
    // Days 1 and 2 have four of five closes each, and only three of five on both.
    expect([...series.to]).toEqual([1, 3]);
    expect([...series.dropped]).toEqual([2]);
    expect([...series.coverage]).toEqual([0.8, 0.8]);
  });

  it('does not count days on which nothing of the book has a close', () => {
    const closes = () => column(none, none, 10, none, 11);
    const series = seriesOf(five, [closes(), closes(), closes(), closes(), closes()]);
    expect([...series.to]).toEqual([4]);
    expect(series.dropped).toHaveLength(0);
  });

  it('excludes a return across more than five missing days', () => {
    const halted = (missing: number) => column(10, 11, ...Array(missing).fill(none), 12, 13);
    const book = bookOf([stock('A', 1, 10)]);
    expect([...seriesOf(book, [halted(5)]).to]).toEqual([1, 7, 8]);
    const series = seriesOf(book, [halted(6)]);
    expect([...series.to]).toEqual([1, 9]);
    expect([...series.halts]).toEqual([8]);
    expect(series.dropped).toHaveLength(0);
  });

  it('with a calendar counts only its days: what trades at the weekend has its Monday over three', () => {
    const market = column(100, none, none, 101);
    const series = seriesOf(bookOf([stock('BTC', 1, 10)]), [column(10, 12, 9, 11), market], { calendar: market });
    expect([...series.from]).toEqual([0]);
    expect([...series.to]).toEqual([3]);
    expect(series.values[0]).toBeCloseTo(0.1, 14);
    expect(series.dropped).toHaveLength(0);
  });

  it('with a calendar drops only days that are in it', () => {
    const up = () => column(10, none, none, 11, 12);
    const calendar = column(1, none, 1, 1, 1);
    const closes = [up(), up(), up(), up(), column(5, 6, 7, 8, 9)];
    expect([...seriesOf(five, closes, { calendar }).dropped]).toEqual([2]);
    expect([...seriesOf(five, closes).dropped]).toEqual([1, 2]);
  });

  it('with a required coverage of 1 uses the days on which every priced holding has a close', () => {
    const book = bookOf([stock('A', 999, 1, { column: 0 }), stock('B', 1, 1, { column: 1 })]);
    const closes = [column(10, 11, 12, 13), column(5, none, 7, 8)];
    expect([...seriesOf(book, closes, { coverage: 1 }).from]).toEqual([0, 2]);
    expect([...seriesOf(book, closes).from]).toEqual([0, 1, 2]);
  });

  it('looks no further than as-of: what comes after changes nothing', () => {
    const known = [column(10, 11, 12), column(5, 6, 5)];
    const later = [column(10, 11, 12, 99, none), column(5, 6, 5, none, 1)];
    const book = bookOf([stock('A', 1, 12, { column: 0 }), stock('B', 1, 5, { column: 1 })]);
    const { priced: _, ...before } = seriesOf(book, known);
    const { priced: __, ...after } = seriesOf(book, later, { until: 3 });
    expect(after).toEqual(before);
  });

  it('states what has no past: private assets, options and securities without closes', () => {
    const book = bookOf([
      stock('A', 1, 100, { column: 0 }),
      stock('N', 1, 50, { column: null }),
      stock('L', 1, 50, { column: 1 }),
      option('A C', 1, { price: 1, underlying: 'A', column: 0 }),
      privateAsset('P', 1, 100),
      cash(100),
    ]);
    // L is listed the day after as-of.
    const series = seriesOf(book, [column(10, 11, 12), column(none, none, 7)], { until: 2 });
    expect(series.uncovered.map(({ position, absence }) => [position.symbol, absence])).toEqual(
      [
        ['A C', 'no_prices'],
        ['L', 'no_prices'],
        ['N', 'no_prices'],
        ['P', 'private_asset'],
      ].map(([symbol, reason]) => [symbol, { status: 'unavailable', reason, observations: 0, required: 1 }]),
    );
    expect(series.uncoveredShare).toBe(300 / 500);
    expect(series.values[0]).toBeCloseTo(0.02, 14);
    expect([...series.coverage]).toEqual([1]);
  });

  it('does not wait for a position that nets to nothing', () => {
    const book = bookOf([
      stock('A', 1, 10, { column: 0 }),
      stock('B', 1, 10, { id: '1', column: 1 }),
      stock('B', -1, 10, { id: '2', column: 1 }),
    ]);
    for (const closes of [column(none, none), column(5, none), column(5, 6)]) {
      const series = seriesOf(book, [column(10, 11), closes], { coverage: 1 });
      expect(series.values).toHaveLength(1);
      expect(series.priced.map(({ symbol }) => symbol)).toEqual(['A']);
      expect(series.uncovered).toEqual([]);
    }
  });

  it('takes a change that leaves the doubles for none', () => {
    const series = seriesOf(five, [1, 2, 3, 4].map(() => column(10, 11)).concat([column(1e-300, 1e300)]));
    expect(series.values[0]).toBeCloseTo(0.1, 14);
    expect(series.coverage[0]).toBe(0.8);
  });

  it('may be empty, which its measures then say', () => {
    const series = seriesOf(bookOf([stock('A', 1, 10)]), [column(none, 10)]);
    expect(series.values).toHaveLength(0);
    expect(realizedVolatility(series.values, 21)).toMatchObject({ reason: 'short_history', observations: 0 });
  });
});

describe('no series', () => {
  const absence = (...holdings: Parameters<typeof bookOf>[0]) =>
    portfolioSeries(bookOf(holdings), [column(1, 2), column(none, none)], { until: 2 });
  const unavailable = (reason: string) => ({ status: 'unavailable', reason, observations: 0, required: 1 });

  it('of cash alone', () => {
    expect(absence(cash(100))).toEqual(unavailable('no_positions'));
  });

  it('of private assets, options or unlisted stocks alone', () => {
    expect(absence(privateAsset('P', 1, 10), cash(-1))).toEqual(unavailable('private_asset'));
    expect(absence(option('A C', 1))).toEqual(unavailable('no_prices'));
    expect(absence(fund('F', 1, 10, { column: null }))).toEqual(unavailable('no_prices'));
    expect(absence(stock('A', 1, 10, { column: 1 }))).toEqual(unavailable('no_prices'));
    const once = portfolioSeries(bookOf([stock('A', 1, 10)]), [column(7, none)], { until: 2 });
    expect(once).toMatchObject({ status: 'measured', value: { lastClose: 0 } });
  });

  it('says of several the reason of the heaviest, short or long, and of equal ones of the first', () => {
    const unlisted = (quantity: number) => stock('N', quantity, 10, { column: null });
    expect(absence(unlisted(1), privateAsset('P', 2, 10))).toEqual(unavailable('private_asset'));
    expect(absence(unlisted(-3), privateAsset('P', 2, 10))).toEqual(unavailable('no_prices'));
    expect(absence(unlisted(2), privateAsset('P', 2, 10))).toEqual(unavailable('no_prices'));
  });
});

describe('a series refuses', () => {
  const book = bookOf([stock('A', 1, 10, { column: 0 })]);

  it('a required coverage outside (0, 1]', () => {
    for (const coverage of [0, -1, 1.01, none])
      expect(() => seriesOf(book, [column(1, 2)], { coverage })).toThrow(
        new RangeError(`portfolioSeries: needs a coverage above 0 and up to 1, got ${coverage}`),
      );
  });

  it('columns of different axes, and a calendar of another', () => {
    expect(() => seriesOf(book, [column(1, 2), column(1, 2, 3)])).toThrow(
      new RangeError('pricedPositions: needs columns of one axis, got lengths 2, 3'),
    );
    expect(() => seriesOf(book, [column(1, 2)], { calendar: column(1, 2, 3) })).toThrow(
      new RangeError('portfolioSeries: needs a calendar of 2 days, got 3'),
    );
  });

  it('a column that is not there', () => {
    const off = bookOf([stock('A', 1, 10, { column: 1 })]);
    expect(() => seriesOf(off, [column(1, 2)])).toThrow(
      new RangeError('pricedPositions: needs a column below 1, got 1'),
    );
  });

  it('an as-of beyond the axis', () => {
    expect(() => seriesOf(book, [column(1, 2)], { until: 3 })).toThrow(RangeError);
  });

  it('a market without a close where it takes a step', () => {
    const series = seriesOf(book, [column(1, 2, 3)]);
    expect(() => besideMarket(series, column(1, none, 3))).toThrow(
      new RangeError('besideMarket: needs a market close at every step, got none from day 0 to 1'),
    );
  });
});

describe('a series beside the market', () => {
  it('has the market’s return over each of its own steps', () => {
    const market = column(100, none, 110, 99);
    const series = seriesOf(bookOf([stock('A', 1, 10)]), [column(10, 11, 12, 15)], { calendar: market });
    const pairs = besideMarket(series, market);
    expect(Array.from(pairs.market, (value) => value.toFixed(12))).toEqual(['0.100000000000', '-0.100000000000']);
    expect(pairs.asset).toBe(series.values);
    expect(pairs).toMatchObject(series);
  });
});

describe('laws of the series', () => {
  const price = fc.double({ min: 1, max: 500, noNaN: true });
  const gappy = fc.array(fc.oneof({ weight: 4, arbitrary: price }, fc.constant(none)), {
    minLength: 12,
    maxLength: 12,
  });

  it('one long position without cash has its own returns, with gaps and halts where it has them', () => {
    fc.assert(
      fc.property(gappy, gappy, fc.integer({ min: 1, max: 1000 }), (closes, market, quantity) => {
        fc.pre(closes.some((close) => !Number.isNaN(close)));
        const columns = [Float64Array.from(closes), Float64Array.from(market)];
        const book = bookOf([stock('A', quantity, 17.3)]);
        const alone = seriesOf(book, columns);
        const own = simpleReturns(columns[0]);
        expect(alone).toMatchObject({ from: own.from, to: own.to, halts: own.halts, lastClose: own.lastClose });
        expect(alone.values).toEqual(own.values);
        const beside = besideMarket(seriesOf(book, columns, { calendar: columns[1] }), columns[1]);
        expect(beside).toMatchObject(pairedReturns(columns[0], columns[1]));
      }),
      laws,
    );
  });

  it('every day with a close is a return’s, the first, dropped or a halt’s', () => {
    fc.assert(
      fc.property(fc.array(gappy, { minLength: 5, maxLength: 5 }), (drawn) => {
        const columns = drawn.map((closes) => Float64Array.from(closes));
        fc.pre(columns.every((closes) => closes.some((close) => !Number.isNaN(close))));
        const series = seriesOf(five, columns);
        const withClose = [...columns[0].keys()].filter((day) => columns.some((closes) => !Number.isNaN(closes[day])));
        const accounted = new Set([...series.to, ...series.dropped, ...series.halts]);
        const others = withClose.filter((day) => !accounted.has(day));
        expect(others.length).toBeLessThanOrEqual(1);
        expect(series.to.filter((day) => series.dropped.includes(day) || series.halts.includes(day))).toHaveLength(0);
        expect(series.values.every(Number.isFinite)).toBe(true);
        expect(series.coverage.every((share) => share >= 0.8 && share <= 1)).toBe(true);
      }),
      laws,
    );
  });

  it('the market held is the market: beta 1, alpha 0, R² 1, also with a fifth of its days missing', () => {
    const walk = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 120, maxLength: 120 });
    const holes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 120, maxLength: 120 });
    fc.assert(
      fc.property(walk, holes, (steps, dice) => {
        let level = 100;
        const market = Float64Array.from(steps, (step) => (level *= 1 + step)).map((close, i) =>
          dice[i] === 0 ? none : close,
        );
        const series = seriesOf(bookOf([fund('INDEX', 3, 50)]), [market], { calendar: market });
        const beta = marketBeta(besideMarket(series, market));
        if (beta.status === 'unavailable') return;
        expect(beta.value).toMatchObject({ beta: 1, rSquared: 1 });
        expect(beta.value.alpha).toBeCloseTo(0, 15);
      }),
      laws,
    );
  });
});

describe('a series with gaps, by mpmath (fixtures/portfolio.py)', () => {
  const { book, columns, market, expected } = witnessed;
  const sum = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const skipped = ({ from, to }: { from: Int32Array; to: Int32Array }) => [...to].filter((day, i) => day - from[i] > 1);

  it('agrees day by day', () => {
    const series = seriesOf(book, columns);
    expect([...series.from]).toEqual(expected.series.from);
    expect([...series.to]).toEqual(expected.series.to);
    expect([...series.dropped]).toEqual(expected.series.dropped);
    expect([...series.halts]).toEqual(expected.series.halts);
    expect(series.uncoveredShare).toBeCloseTo(expected.uncoveredShare, 14);
    series.values.forEach((value, i) => {
      expect(Math.abs(value - expected.series.values[i])).toBeLessThan(1e-16 + 1e-13 * Math.abs(value));
      const thin = (expected.series.thin as Record<string, number>)[series.to[i]];
      if (thin === undefined) expect(series.coverage[i]).toBe(1);
      else expect(series.coverage[i]).toBeCloseTo(thin, 14);
    });
  });

  it.each([
    ['besideMarket', { calendar: market }],
    ['fullyCovered', { coverage: 1 }],
  ] as const)('agrees %s', (which, rules) => {
    const series = seriesOf(book, columns, rules);
    expect({ count: series.values.length, dropped: series.dropped.length, halts: [...series.halts] }).toEqual({
      count: expected[which].count,
      dropped: expected[which].dropped,
      halts: expected[which].halts,
    });
    expect(skipped(series)).toEqual(expected[which].skipped);
    expect(sum(series.values)).toBeCloseTo(expected[which].sum, 14);
    expect(series.values.at(-1)).toBeCloseTo(expected[which].last, 16);
  });

  it('has the same line on the market', () => {
    const direct = marketBeta(besideMarket(seriesOf(book, columns, { calendar: market }), market));
    if (direct.status === 'unavailable') throw new Error(direct.reason);
    expect(direct.value.beta).toBeCloseTo(expected.direct.beta, 13);
    expect(direct.value.rSquared).toBeCloseTo(expected.direct.rSquared, 13);
  });
});

describe.skipIf(!hasOracle)('series of the oracle’s portfolios, by mpmath (needs ../shared/oracle)', () => {
  const { columns, market, portfolios } = readOracle();
  const cases = portfolios.flatMap(({ name, holdings, expected }) => [
    { name, holdings, basis: expected.net > 0 ? 'equity' : 'gross', want: expected.constant_current_weights } as const,
    { name, holdings, basis: 'gross', want: expected.constant_current_weights_on_gross } as const,
  ]);

  it.each(cases)('$name on $basis', ({ holdings, basis, want }) => {
    const series = seriesOf(bookOf(holdings, basis), columns, { coverage: 1, calendar: market });
    expect(series.values).toHaveLength(want.n_returns);
    const agree = (got: number, wanted: number) => expect(relativeError(got, wanted)).toBeLessThan(1e-11);
    for (const days of [21, 63, 252] as const) {
      const wanted = want.realized_vol[`rv${days}_sample_ddof1`];
      const volatility = realizedVolatility(series.values, days);
      if (volatility.status === 'measured') agree(volatility.value.volatilityAnnual, wanted);
      else expect(wanted).toBeUndefined();
    }
    for (const window of [90, 252] as const) {
      const wanted = want[`beta_${window}td`];
      const direct = marketBeta(besideMarket(series, market), { window, minimum: window });
      if (direct.status === 'unavailable') expect(wanted).toBeUndefined();
      else {
        expect(direct.value.observations).toBe(wanted!.n);
        agree(direct.value.beta, wanted!.beta);
        agree(direct.value.rSquared, wanted!.r_squared);
      }
    }
  });
});
