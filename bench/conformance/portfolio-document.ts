import type { Closes } from '../../lib/risk/align';
import { concentration } from '../../lib/risk/concentration';
import { gicsSector } from '../../lib/risk/gics-sectors';
import type { ListedHolding } from '../../lib/risk/holding';
import { marketBeta } from '../../lib/risk/market-beta';
import { weightedBeta } from '../../lib/risk/portfolio-beta';
import { besideMarket, portfolioSeries } from '../../lib/risk/portfolio-series';
import { type PositionWeights, positionWeights } from '../../lib/risk/position-weights';
import { pairedReturns } from '../../lib/risk/returns';
import { sectorExposure, sectorRows } from '../../lib/risk/sector-exposure';
import { lastCloseIndex } from '../../lib/risk/staleness';
import type { Holdings } from './read-holdings';
import type { Prices } from './read-prices';
import { Refusal } from './refusal';
import { harBlock, percentileBlock, realizedBlock } from './return-document';
import { fullBeta } from './series-document';
import { whenMeasured } from './when-measured';

/**
 * What the document says of one portfolio over the first `until` axis days. The oracle's rule: its days are those on
 * which every holding and the market have a close, whatever lies between them.
 * Throws `Refusal` for a symbol without closes.
 */
export function portfolioDocument(
  name: string,
  { portfolios, sectors }: Holdings,
  prices: Prices,
  market: Closes,
  until: number,
) {
  const shares = Object.entries(portfolios[name].shares);
  const columns = shares.map(([symbol]) => columnOf(prices, name, symbol, until));
  const holdings = shares.map(([symbol, quantity], column): ListedHolding => {
    const price = columns[column][lastCloseIndex(columns[column], until)];
    const sector = gicsSector(sectors[symbol] ?? '');
    return { id: symbol, symbol, assetClass: 'stock', quantity, price, column, sector };
  });
  const days = wholeDays([...columns, market], until);
  const shared: SharedDays = { columns: columns.map((column) => only(days, column)), market: only(days, market) };
  return whenMeasured(positionWeights(holdings, 'gross'), (onGross) => {
    const onNet = onGross.net > 0 ? positionWeights(holdings, 'equity') : positionWeights(holdings, 'gross');
    return {
      ...whenMeasured(concentration(onGross), ({ hhi, effectivePositions, top3, top10 }) => ({
        hhi_0_10000_gross: hhi,
        effective_n_gross: effectivePositions,
        top3,
        top10,
      })),
      sector_weights_gross: sectorWeights(onGross),
      weighted_sum_position_beta90: whenMeasured(onNet, (book) => sumOfBetas(book, shared)),
      constant_current_weights: whenMeasured(onNet, (book) => seriesOf(book, shared)),
      constant_current_weights_on_gross: seriesOf(onGross, shared),
    };
  });
}

function columnOf({ columns }: Prices, portfolio: string, symbol: string, until: number): Closes {
  const closes = columns.get(symbol);
  if (!closes || lastCloseIndex(closes, until) < 0)
    throw new Refusal(`portfolio ${portfolio}: ${symbol} has no close in the prices on or before the as-of date`);
  return closes;
}

/** The holdings' and the market's closes on the days on which all of them have one. */
type SharedDays = { readonly columns: readonly Closes[]; readonly market: Closes };

const wholeDays = (columns: readonly Closes[], until: number): Int32Array =>
  Int32Array.from({ length: until }, (_, day) => day).filter(
    (day) => !columns.some((column) => Number.isNaN(column[day])),
  );

const only = (days: Int32Array, closes: Closes): Closes => Float64Array.from(days, (day) => closes[day]);

/** The sectors that are held. What has no sector is called as the oracle calls it. */
const sectorWeights = (book: PositionWeights) =>
  Object.fromEntries(
    sectorRows
      .map((row) => [row === 'Unknown' ? 'Unclassified' : row, sectorExposure(book).rows[row].gross] as const)
      .filter(([, gross]) => gross > 0),
  );

function sumOfBetas(book: PositionWeights, { columns, market }: SharedDays) {
  const betas = columns.map((column) => marketBeta(pairedReturns(column, market)));
  return whenMeasured(weightedBeta(book, betas), ({ beta, coverage }) => (coverage === 1 ? beta : undefined));
}

function seriesOf(book: PositionWeights, { columns, market }: SharedDays) {
  return whenMeasured(portfolioSeries(book, columns, { until: market.length, coverage: 1 }), (series) => ({
    n_returns: series.values.length,
    realized_vol: realizedBlock(series.values),
    percentile: percentileBlock(series.values),
    har: harBlock(series.values),
    beta_90td: whenMeasured(
      fullBeta(besideMarket(series, market), 90),
      ({ observations, beta, rSquared, betaStandardError }) => ({
        n: observations,
        beta,
        r_squared: rSquared,
        se_beta: betaStandardError,
      }),
    ),
  }));
}
