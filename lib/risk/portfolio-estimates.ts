import { type ActiveWeights, activeWeights, type StockRow, stockActiveWeights } from './active-weights';
import type { Axis, Closes } from './align';
import { type Concentration, concentration } from './concentration';
import { isoDate } from './day';
import { type DiversificationRatio, diversificationRatio } from './diversification-ratio';
import { andThen, type Estimate, mapped, measured, type Reason, type Unavailable } from './estimate';
import { type Exclusion, exclusions } from './exclusion';
import type { Holding } from './holding';
import { type SecurityBeta, type WeightedBeta, weightedBeta } from './portfolio-beta';
import { type PortfolioBetas, portfolioBetas } from './portfolio-betas';
import { type PortfolioLosses, portfolioLosses } from './portfolio-losses';
import { besideMarket, type PortfolioSeries, portfolioSeries } from './portfolio-series';
import { type PositionWeights, positionWeights, type WeightBasis } from './position-weights';
import { isWhole } from './returns';
import { type VolatilityContributions, volatilityContributions } from './risk-contribution';
import type { SectorBenchmark } from './sector-benchmark';
import { type SectorExposure, type SectorRow, sectorExposure } from './sector-exposure';
import { stalePrices } from './staleness';
import { trackingError } from './tracking-error';
import { type RealizedVolatility, realizedVolatility } from './volatility';
import type { ConePoint } from './volatility-cone';
import { type VolatilityEstimates, volatilityEstimates } from './volatility-estimates';

/**
 * Everything about a portfolio on a day, as it is stored, served and shown: plain values that JSON carries whole, days
 * as `YYYY-MM-DD`, fractions, and an `Estimate` wherever a number can be absent. What belongs to a single position is
 * not part of it.
 */
export type PortfolioEstimates = PortfolioLosses & {
  readonly value: Estimate<{
    readonly equity: number;
    readonly gross: number;
    readonly net: number;
    readonly basis: WeightBasis;
    readonly positions: number;
    readonly unvalued: readonly { readonly symbol: string; readonly reason: Reason }[];
  }>;
  readonly beta: PortfolioBetas;
  readonly sectors: Estimate<{
    readonly basis: WeightBasis;
    readonly rows: SectorExposure['rows'];
    readonly total: SectorExposure['total'];
    readonly lookedThrough?: SectorExposure['lookedThrough'];
    readonly active: Estimate<ActiveWeights<SectorRow>>;
    readonly stockActive: Estimate<ActiveWeights<StockRow>>;
  }>;
  readonly benchmark: SectorBenchmark | null;
  readonly concentration: Estimate<Omit<Concentration, 'weights'> & { readonly symbols: number }>;
  readonly series: Estimate<{
    readonly observations: number;
    readonly firstDate: string | null;
    readonly lastDate: string | null;
    readonly daysDropped: number;
    readonly lowestCoverage: number;
    readonly uncoveredShare: number;
    readonly excluded: readonly Exclusion[];
  }>;
  readonly volatility: VolatilityEstimates;
  /** Of stored days alone; none where prices are too old to say where volatility stands. */
  readonly volatilityCone?: readonly ConePoint[];
  readonly diversificationRatio: Estimate<DiversificationRatio>;
  readonly trackingError: Estimate<{ readonly trackingErrorAnnual: number; readonly observations: number }>;
};

export type PortfolioInputs = {
  readonly axis: Axis;
  /** How many axis days may be known. */
  readonly until: number;
  /** Adjusted closes, one column a security; holdings point into them. */
  readonly columns: readonly Closes[];
  /** The index's adjusted closes; all NaN where there are none. */
  readonly market: Closes;
  readonly holdings: readonly Holding[];
  /** The beta of each column's security against the index. */
  readonly betas: readonly Estimate<SecurityBeta>[];
  /** The realized volatility of each column's security over `diversificationWindow` returns. */
  readonly volatilities: readonly Estimate<Pick<RealizedVolatility, 'volatilityAnnual'>>[];
  readonly benchmark: SectorBenchmark | null;
};

/** The estimates, and what they were made of for whoever needs a position's part in them. */
export type PortfolioMeasurement = {
  readonly estimates: PortfolioEstimates;
  readonly book: Estimate<PositionWeights>;
  readonly weighted: Estimate<WeightedBeta>;
  readonly volatilityContributions: Estimate<VolatilityContributions>;
  /** The series of the current holdings on its own days, and on those on which the index has a close. */
  readonly series: Estimate<PortfolioSeries>;
  readonly seriesWithMarket: Estimate<PortfolioSeries>;
};

/** The window over which positions' volatilities are held against the portfolio's. */
export const diversificationWindow = 252;

/** What every volatility measure is where there is no series to measure. */
const withoutVolatility = (absence: Unavailable): VolatilityEstimates => ({
  realized21d: absence,
  realized63d: absence,
  realized252d: absence,
  forecast: absence,
  har: absence,
  trend: absence,
  percentile: absence,
});

/**
 * Measures a portfolio as a whole on the last of the first `until` axis days: every measure by its own page of this
 * folder, put together in the order in which they need each other. An absence anywhere is passed on with its reason.
 * Throws `RangeError` for what the measures refuse: impossible holdings, columns off the axis.
 */
export function portfolioEstimates(inputs: PortfolioInputs): PortfolioMeasurement {
  const { axis, until, columns, market, holdings, betas, volatilities, benchmark } = inputs;
  const book = positionWeights(holdings);
  const weighted = andThen(book, (weights) => weightedBeta(weights, betas));
  const series = andThen(book, (weights) => portfolioSeries(weights, columns, { until }));
  // A calendar that has each day takes none from the series.
  const isEveryDay = market.length === axis.length && isWhole(market, until);
  const seriesWithMarket = isEveryDay
    ? series
    : andThen(book, (weights) => portfolioSeries(weights, columns, { until, calendar: market }));
  const pairs = mapped(seriesWithMarket, (one) => besideMarket(one, market));
  const gross = book.status === 'measured' ? book.value.gross : Number.NaN;
  // What a book would have lost is no statement about today once its newest day is too old.
  const fresh = andThen(series, (one) => stalePrices(one, one.values.length, 1) ?? measured(one));
  const estimates: PortfolioEstimates = {
    value: mapped(book, (weights) => ({
      equity: weights.equity,
      gross: weights.gross,
      net: weights.net,
      basis: weights.basis,
      positions: weights.positions.length,
      unvalued: weights.unvalued.map(({ symbol, reason }) => ({ symbol, reason })),
    })),
    beta: portfolioBetas(weighted, pairs, axis, gross),
    sectors: mapped(book, (weights) => {
      const exposure = sectorExposure(weights, benchmark);
      return {
        ...exposure,
        active: activeWeights(exposure, benchmark),
        stockActive: stockActiveWeights(exposure, benchmark),
      };
    }),
    benchmark,
    concentration: andThen(book, (weights) =>
      mapped(concentration(weights), ({ weights: symbols, ...one }) => ({ ...one, symbols: symbols.length })),
    ),
    series: mapped(series, (one) => ({
      observations: one.values.length,
      firstDate: one.from.length > 0 ? isoDate(axis[one.from[0]]) : null,
      lastDate: one.to.length > 0 ? isoDate(axis[one.to[one.to.length - 1]]) : null,
      daysDropped: one.dropped.length,
      lowestCoverage: one.coverage.reduce((least, share) => Math.min(least, share), 1),
      uncoveredShare: one.uncoveredShare,
      excluded: exclusions(one.uncovered, gross),
    })),
    volatility: series.status === 'measured' ? volatilityEstimates(series.value, axis) : withoutVolatility(series),
    diversificationRatio: andThen(fresh, (one) =>
      diversificationRatio(one.priced, volatilities, realizedVolatility(one.values, diversificationWindow)),
    ),
    trackingError: andThen(pairs, (both) =>
      mapped(trackingError(both), ({ trackingErrorAnnual, observations }) => ({ trackingErrorAnnual, observations })),
    ),
    ...portfolioLosses(fresh, axis),
  };
  return {
    estimates,
    book,
    weighted,
    volatilityContributions: andThen(series, volatilityContributions),
    series,
    seriesWithMarket,
  };
}
