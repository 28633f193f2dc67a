import { describe, expect, it } from 'vitest';
import { bookOf, stock } from '@/test/holdings';
import { hasOracle, readOracle, relativeError } from '@/test/oracle-portfolios';
import * as witnessed from '@/test/witnessed-portfolio';
import type { Closes } from './align';
import { diversificationRatio } from './diversification-ratio';
import { measured, unavailable } from './estimate';
import { portfolioSeries } from './portfolio-series';
import { type PricedPosition, pricedPositions } from './priced-positions';
import { simpleReturns } from './returns';
import { realizedVolatility } from './volatility';

const volatility = (volatilityAnnual: number) => measured({ volatilityAnnual });
const short = unavailable('short_history', 5, 63);
const closes = Float64Array.of(1, 2);

const priced = (...quantities: number[]): readonly PricedPosition[] => {
  const book = bookOf(quantities.map((quantity, column) => stock(`S${column}`, quantity, 10, { column })));
  return pricedPositions(
    book,
    quantities.map(() => closes),
    2,
  ).priced;
};

describe('the diversification ratio', () => {
  it('is what the positions’ volatilities add up to over the portfolio’s', () => {
    const found = diversificationRatio(priced(6, 4), [volatility(0.2), volatility(0.3)], volatility(0.16));
    expect(found).toEqual(
      measured({
        ratio: expect.closeTo(1.5, 14),
        undiversifiedVolatilityAnnual: expect.closeTo(0.24, 14),
        coverage: 1,
      }),
    );
  });

  it('adds shorts up by their size', () => {
    const found = diversificationRatio(priced(15, -5), [volatility(0.2), volatility(0.2)], volatility(0.2));
    expect(found).toMatchObject({ value: { ratio: expect.closeTo(2, 14) } });
  });

  it('of one position is 1', () => {
    expect(diversificationRatio(priced(3), [volatility(0.37)], volatility(0.37))).toMatchObject({
      value: { ratio: 1 },
    });
  });

  it('lets 80 % of gross value stand for the rest', () => {
    const found = diversificationRatio(priced(8, 2), [volatility(0.2), short], volatility(0.1));
    expect(found).toEqual(
      measured({ ratio: expect.closeTo(2, 14), undiversifiedVolatilityAnnual: expect.closeTo(0.2, 14), coverage: 0.8 }),
    );
  });

  it('is unavailable below, saying how many positions have a volatility', () => {
    expect(diversificationRatio(priced(79, 11, 10), [volatility(0.2), short, short], volatility(0.1))).toEqual(
      unavailable('short_history', 1, 3),
    );
  });

  it('refuses a column without an estimate', () => {
    expect(() => diversificationRatio(priced(1, 1), [volatility(0.2)], volatility(0.1))).toThrow(
      new RangeError('diversificationRatio: needs a volatility for column 1, got 1'),
    );
  });

  it('is unavailable where the portfolio’s volatility is, and without positions', () => {
    expect(diversificationRatio(priced(1), [volatility(0.2)], short)).toEqual(short);
    expect(diversificationRatio([], [], volatility(0.2))).toEqual(unavailable('no_positions', 0, 1));
  });
});

function ratioOf(book: ReturnType<typeof bookOf>, columns: readonly Closes[], days: number, coverage?: number) {
  const series = portfolioSeries(book, columns, { until: columns[0].length, coverage });
  if (series.status === 'unavailable') throw new Error(series.reason);
  const volatilities = columns.map((closes) => realizedVolatility(simpleReturns(closes).values, days));
  return diversificationRatio(series.value.priced, volatilities, realizedVolatility(series.value.values, days));
}

it('agrees on a book with gaps with mpmath (fixtures/portfolio.py)', () => {
  const { book, columns, expected } = witnessed;
  expect(ratioOf(book, columns, 63)).toEqual(
    measured({
      ratio: expect.closeTo(expected.diversificationRatio, 12),
      undiversifiedVolatilityAnnual: expect.closeTo(expected.undiversified, 13),
      coverage: 1,
    }),
  );
});

describe.skipIf(!hasOracle)('diversification of the oracle’s portfolios, by mpmath (needs ../shared/oracle)', () => {
  const { columns, portfolios } = readOracle();

  it.each(portfolios)('$name', ({ holdings, expected }) => {
    const found = ratioOf(bookOf(holdings, 'gross'), columns, 21, 1);
    if (found.status === 'unavailable') throw new Error(found.reason);
    const undiversified = expected.weighted_avg_position_vol21_WRONG;
    const portfolio = expected.constant_current_weights_on_gross.realized_vol.rv21_sample_ddof1;
    expect(relativeError(found.value.undiversifiedVolatilityAnnual, undiversified)).toBeLessThan(1e-11);
    expect(relativeError(found.value.ratio, undiversified / portfolio)).toBeLessThan(1e-11);
    expect(found.value.ratio).toBeGreaterThan(1 - 1e-12);
  });
});
