import 'server-only';
import { bookOn } from '../db/book';
import type { Owner } from '../db/owner';
import { isoDate } from '../risk/day';
import type { Estimate } from '../risk/estimate';
import { marketBeta } from '../risk/market-beta';
import { positionExposure } from '../risk/option-exposure';
import { diversificationWindow } from '../risk/portfolio-estimates';
import { besideMarket, type PortfolioSeries, portfolioSeries } from '../risk/portfolio-series';
import { type PositionWeights, positionWeights } from '../risk/position-weights';
import { pairedReturns, simpleReturn, simpleReturns } from '../risk/returns';
import { contributionWindow } from '../risk/risk-contribution';
import { sectorExposure, sectorRowOf } from '../risk/sector-exposure';
import { realizedVolatility } from '../risk/volatility';
import { type WhatIfInputs, whatIfInputs } from './what-if-inputs';

/** What a measure can be made from, a file each. */
export type InputFile =
  | 'returns'
  | 'paired_returns'
  | 'positions'
  | 'sectors'
  | 'position_returns'
  | 'security_returns'
  | 'security_paired_returns';

/** A table of inputs: text and full doubles, nothing where there is nothing. */
export type InputTable = {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

const valueIn = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);

const empty = (heads: readonly string[]): InputTable => ({ heads, rows: [] });

/** What a portfolio's returns are, each with the part of the book that had one. */
function returnsTable(series: PortfolioSeries | null, { axis }: WhatIfInputs): InputTable {
  const heads = ['date', 'portfolio_return', 'coverage'];
  if (series === null) return empty(heads);
  return { heads, rows: Array.from(series.to, (to, i) => [isoDate(axis[to]), series.values[i], series.coverage[i]]) };
}

/** The same beside those of the index, on days on which the index has a close. */
function pairedTable(book: PositionWeights | null, { columns, until, market, axis }: WhatIfInputs): InputTable {
  const heads = ['date', 'portfolio_return', 'market_return'];
  const series = book && valueIn(portfolioSeries(book, columns, { until, calendar: market }));
  if (!series) return empty(heads);
  const pairs = besideMarket(series, market);
  return { heads, rows: Array.from(pairs.to, (to, i) => [isoDate(axis[to]), pairs.asset[i], pairs.market[i]]) };
}

/** One row a position: what it is worth, how it weighs, and what its security was measured to be. */
function positionsTable(book: PositionWeights | null, { columns, until, market }: WhatIfInputs): InputTable {
  const heads = [
    'symbol',
    'asset_class',
    'counts_under',
    'market_value',
    'weight',
    'exposure_weight',
    'beta',
    'volatility_252d',
    'sector',
  ];
  if (book === null) return empty(heads);
  return {
    heads,
    rows: book.positions.map((position) => {
      const { symbol, assetClass, issuer, value, weight, column } = position;
      const closes = column === null || assetClass === 'private' ? null : columns[column];
      const exposure = assetClass === 'cash' ? null : valueIn(positionExposure(position));
      const beta = closes && valueIn(marketBeta(pairedReturns(closes, market, until)));
      const isListed = assetClass === 'stock' || assetClass === 'fund';
      const volatility =
        closes && isListed
          ? valueIn(realizedVolatility(simpleReturns(closes, until).values, diversificationWindow))
          : null;
      return [
        symbol,
        assetClass,
        issuer,
        value,
        weight,
        exposure === null ? null : exposure / book.denominator,
        beta?.beta ?? null,
        volatility?.volatilityAnnual ?? null,
        sectorRowOf(position),
      ];
    }),
  };
}

/** Net weights by sector, and the benchmark's. */
function sectorsTable(book: PositionWeights | null, { benchmark }: WhatIfInputs): InputTable {
  const heads = ['sector', 'is_sector', 'net_weight', 'benchmark_weight'];
  if (book === null) return empty(heads);
  const weights: Readonly<Record<string, number>> = benchmark?.weights ?? {};
  return {
    heads,
    rows: Object.entries(sectorExposure(book).rows).map(([row, { net }]) => [
      row,
      row in weights ? 1 : 0,
      net,
      benchmark === null ? null : (weights[row] ?? 0),
    ]),
  };
}

/**
 * What each position added to the portfolio's return on each of the last 252 days: weight × its return / the day's
 * coverage, nothing where it had none. The cells of a day sum to the portfolio's return.
 */
function positionReturnsTable(series: PortfolioSeries | null, { axis }: WhatIfInputs): InputTable {
  const heads = ['date', 'portfolio_return'];
  if (series === null) return empty(heads);
  const first = Math.max(0, series.values.length - contributionWindow.window);
  const names = series.priced.map(({ symbol, assetClass }) => `${symbol} ${assetClass}`);
  const rows = Array.from(series.to.subarray(first), (to, k) => {
    const i = first + k;
    const parts = series.priced.map(({ weight, closes }) => {
      const change = simpleReturn(closes[series.from[i]], closes[to]);
      return Number.isFinite(change) ? (weight * change) / series.coverage[i] : 0;
    });
    return [isoDate(axis[to]), series.values[i], ...parts];
  });
  return { heads: [...heads, ...names], rows };
}

/** The returns of one of the book's securities, alone or beside the index. */
function securityTable(inputs: WhatIfInputs, symbol: string, isPaired: boolean): InputTable | null {
  const { holdings, columns, until, market, axis } = inputs;
  const holding = holdings.find((one) => one.symbol === symbol && 'column' in one && one.column !== null);
  if (!holding || !('column' in holding) || holding.column === null) return null;
  const closes = columns[holding.column];
  if (isPaired) {
    const { to, asset, market: index } = pairedReturns(closes, market, until);
    return {
      heads: ['date', 'security_return', 'market_return'],
      rows: Array.from(to, (day, i) => [isoDate(axis[day]), asset[i], index[i]]),
    };
  }
  const { to, values } = simpleReturns(closes, until);
  return {
    heads: ['date', 'security_return'],
    rows: Array.from(to, (day, i) => [isoDate(axis[day]), values[i]]),
  };
}

/**
 * The inputs of a day's measures as a table: what a recalculation of the day would measure them from, in full digits.
 * Null where `symbol` names no security of the book.
 */
export async function measureInputs(
  owner: Owner,
  portfolioId: string,
  asOf: string,
  file: InputFile,
  symbol?: string,
): Promise<InputTable | null> {
  const inputs = await whatIfInputs(await bookOn(owner, portfolioId, asOf), asOf);
  if (file === 'security_returns' || file === 'security_paired_returns')
    return securityTable(inputs, symbol ?? '', file === 'security_paired_returns');
  const book = valueIn(positionWeights(inputs.holdings));
  const series = book && valueIn(portfolioSeries(book, inputs.columns, { until: inputs.until }));
  switch (file) {
    case 'returns':
      return returnsTable(series, inputs);
    case 'paired_returns':
      return pairedTable(book, inputs);
    case 'positions':
      return positionsTable(book, inputs);
    case 'sectors':
      return sectorsTable(book, inputs);
    default:
      return positionReturnsTable(series, inputs);
  }
}
