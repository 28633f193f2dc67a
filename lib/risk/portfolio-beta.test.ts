import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, fund, laws, option, privateAsset, stock } from '@/test/holdings';
import { hasOracle, readOracle, relativeError } from '@/test/oracle-portfolios';
import type { Closes } from './align';
import { type Estimate, measured, unavailable } from './estimate';
import { marketBeta } from './market-beta';
import { type SecurityBeta, weightedBeta } from './portfolio-beta';
import { besideMarket, portfolioSeries } from './portfolio-series';
import type { PositionWeights } from './position-weights';
import { pairedReturns } from './returns';

const beta = (beta: number, rSquared = 0.5, observations = 90): Estimate<SecurityBeta> =>
  measured({ beta, rSquared, observations });
const short = unavailable('short_history', 12, 30);

function weighted(book: PositionWeights, betas: readonly Estimate<SecurityBeta>[]) {
  const found = weightedBeta(book, betas);
  if (found.status === 'unavailable') throw new Error(found.reason);
  return found.value;
}

describe('the weighted beta', () => {
  it('is the sum of weight × beta', () => {
    const book = bookOf([
      stock('A', 6, 10, { column: 0 }),
      stock('B', 6, 10, { column: 1 }),
      stock('C', -2, 10, { column: 2 }),
    ]);
    const found = weighted(book, [beta(1.5, 0.6, 90), beta(0.5, 0.2, 64), beta(2, 0.4, 90)]);
    expect(found.beta).toBeCloseTo(0.6 * 1.5 + 0.6 * 0.5 - 0.2 * 2, 14);
    expect(found.coverage).toBe(1);
    expect(found.observations).toBe(64);
    expect(found.rSquaredAverage).toBeCloseTo((6 * 0.6 + 6 * 0.2 + 2 * 0.4) / 14, 14);
    expect(
      found.positions.map(({ position, exposureWeight, contribution }) => [
        position.symbol,
        exposureWeight,
        contribution.toFixed(12),
      ]),
    ).toEqual([
      ['A', 0.6, '0.900000000000'],
      ['B', 0.6, '0.300000000000'],
      ['C', -0.2, '-0.400000000000'],
    ]);
    expect(found.uncovered).toEqual([]);
  });

  it('is of one long position without cash that position’s, however large it is', () => {
    expect(weighted(bookOf([stock('A', 37, 11)]), [beta(1.2345)]).beta).toBe(1.2345);
  });

  it('is diluted by cash, which is covered, and multiplied by debt', () => {
    const half = weighted(bookOf([stock('A', 1, 100), cash(100)]), [beta(1.2)]);
    expect(half).toMatchObject({ beta: 0.6, coverage: 1, observations: 90 });
    expect(weighted(bookOf([stock('A', 2, 100), cash(-100)]), [beta(1.2)]).beta).toBe(2.4);
  });

  it('is on gross, and negative, for a book that is all short', () => {
    expect(weighted(bookOf([stock('A', -1, 100)]), [beta(1.2)]).beta).toBe(-1.2);
  });

  it('leaves out what has no beta and says what, why and how much', () => {
    const book = bookOf([
      stock('A', 1, 100, { column: 0 }),
      stock('N', 1, 100, { column: 1 }),
      stock('U', -1, 50, { column: null }),
      privateAsset('P', 1, 150),
      cash(100),
      option('A C', 1, { price: 1, delta: null }),
    ]);
    const found = weighted(book, [beta(1.5), short]);
    expect(found.beta).toBeCloseTo((100 / 500) * 1.5, 14);
    expect(found.coverage).toBeCloseTo(200 / 600, 14);
    expect(found.uncovered.map(({ position, absence }) => [position.symbol, absence])).toEqual([
      ['A C', unavailable('no_delta', 0, 1)],
      ['N', short],
      ['P', unavailable('private_asset', 0, 1)],
      ['U', unavailable('no_prices', 0, 1)],
    ]);
  });

  it('takes an option’s delta-adjusted exposure with its underlying’s beta', () => {
    const book = bookOf([stock('B', 95, 100, { column: 1 }), option('A P', 1, { price: 5, delta: -0.4, column: 0 })]);
    const found = weighted(book, [beta(1.5), beta(1)]);
    // Equity 10,000; the put is worth 500 and moves like −0.4 × 100 × 100.
    expect(found.beta).toBeCloseTo(0.95 - 0.4 * 1.5, 14);
    expect(found.coverage).toBe(1);
    expect(found.positions[0]).toMatchObject({ exposureWeight: -0.4, contribution: expect.closeTo(-0.6, 14) });
  });

  it('averages R² by market value, also where an option has no exposure', () => {
    const book = bookOf([stock('B', 5, 100, { column: 1 }), option('A C', 1, { price: 5, delta: 0, column: 0 })]);
    expect(weighted(book, [beta(1.5, 0.2), beta(1, 0.6)]).rSquaredAverage).toBeCloseTo(0.4, 14);
    expect(weighted(bookOf([option('A C', 1, { delta: 0 })]), [beta(1.5, 0.2)])).toMatchObject({
      beta: 0,
      rSquaredAverage: expect.closeTo(0.2, 14),
    });
  });

  it('does not count what nets to nothing', () => {
    const netted = [stock('A', 1, 10, { id: '1', column: 1 }), stock('A', -1, 10, { id: '2', column: 1 })];
    const found = weighted(bookOf([...netted, fund('F', 1, 10, { column: 0 })]), [beta(1), beta(3, 0.5, 31)]);
    expect(found).toMatchObject({ beta: 1, observations: 90 });
  });

  it('is unavailable where nothing is covered, for the reason of the heaviest position', () => {
    expect(weightedBeta(bookOf([stock('A', 1, 10)]), [short])).toEqual(short);
    expect(weightedBeta(bookOf([stock('A', 1, 10), privateAsset('P', 2, 10)]), [short])).toEqual(
      unavailable('private_asset', 0, 1),
    );
    expect(weightedBeta(bookOf([option('A C', -1, { delta: null })]), [])).toEqual(unavailable('no_delta', 0, 1));
    expect(weightedBeta(bookOf([cash(100)]), [])).toEqual(unavailable('no_positions', 0, 1));
  });

  it('refuses a column without an estimate', () => {
    expect(() => weightedBeta(bookOf([stock('A', 1, 10, { column: 2 })]), [beta(1), beta(1)])).toThrow(
      new RangeError('weightedBeta: needs a beta for column 2, got 2'),
    );
  });
});

/** The weighted beta and the slope of the book's own series, from the same closes. */
function both(book: PositionWeights, columns: readonly Closes[], market: Closes, coverage?: number) {
  const until = market.length;
  const series = portfolioSeries(book, columns, { until, calendar: market, coverage });
  if (series.status === 'unavailable') throw new Error(series.reason);
  const direct = marketBeta(besideMarket(series.value, market));
  if (direct.status === 'unavailable') throw new Error(direct.reason);
  return {
    direct: direct.value,
    weighted: weighted(
      book,
      columns.map((closes) => marketBeta(pairedReturns(closes, market))),
    ),
  };
}

describe('laws of the portfolio beta', () => {
  const returns = fc.array(fc.double({ min: -0.08, max: 0.09, noNaN: true }), { minLength: 95, maxLength: 95 });
  const walk = (steps: readonly number[]) => {
    let level = 50;
    return Float64Array.from(steps, (step) => (level *= 1 + step));
  };

  it('all covered and no day renormalised: Σ weight × beta is the slope of the book’s series', () => {
    const quantity = fc.integer({ min: -20, max: 40 }).filter((quantity) => quantity !== 0);
    fc.assert(
      fc.property(
        fc.tuple(returns, returns, returns, returns),
        fc.tuple(quantity, quantity, quantity),
        fc.integer({ min: -500, max: 500 }),
        ([first, ...others], quantities, money) => {
          const market = walk(first);
          const columns = others.map(walk);
          const holdings = quantities.map((quantity, i) => stock(`S${i}`, quantity, 10, { column: i }));
          const book = bookOf([...holdings, cash(money)]);
          let pair: ReturnType<typeof both>;
          try {
            pair = both(book, columns, market);
          } catch (absent) {
            // Shrunken walks stand still; they have no slope at all.
            return fc.pre(!/flat|stale/.test(String(absent)));
          }
          const scale = pair.weighted.positions.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
          expect(Math.abs(pair.weighted.beta - pair.direct.beta)).toBeLessThanOrEqual(1e-12 * Math.max(scale, 1));
        },
      ),
      laws,
    );
  });
});

describe.skipIf(!hasOracle)('betas of the oracle’s portfolios, by mpmath (needs ../shared/oracle)', () => {
  const { columns, market, portfolios } = readOracle();

  it.each(portfolios)('$name', ({ holdings, expected }) => {
    const book = bookOf(holdings, expected.net > 0 ? 'equity' : 'gross');
    const { weighted, direct } = both(book, columns, market, 1);
    expect(relativeError(weighted.beta, expected.weighted_sum_position_beta90)).toBeLessThan(1e-11);
    expect(relativeError(direct.beta, expected.constant_current_weights.beta_90td.beta)).toBeLessThan(1e-11);
    expect(relativeError(weighted.beta, direct.beta)).toBeLessThan(1e-12);
    // An average of R² is no R²: of several stocks it is far from the book's.
    if (holdings.length > 1) expect(Math.abs(weighted.rSquaredAverage - direct.rSquared)).toBeGreaterThan(0.01);
  });
});
