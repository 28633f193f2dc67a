import type { Book } from '../db/book';
import type { ContractLot, RunPosition, RunResults, RunSeries, SnapshotColumns } from '../db/runs';
import type { Axis, Closes } from '../risk/align';
import { isoDate } from '../risk/day';
import { andThen, type Estimate, type Reason } from '../risk/estimate';
import { gicsSector } from '../risk/gics-sectors';
import { type Holding, marketValue } from '../risk/holding';
import { optionExposure } from '../risk/option-exposure';
import { type WeightedBeta, weightedBeta } from '../risk/portfolio-beta';
import { type PortfolioEstimates, type PortfolioMeasurement, portfolioEstimates } from '../risk/portfolio-estimates';
import { besideMarket } from '../risk/portfolio-series';
import { positionWeights } from '../risk/position-weights';
import { rollingBeta } from '../risk/rolling-beta';
import { rollingVolatility } from '../risk/rolling-volatility';
import { type SectorBenchmark, sectorBenchmark } from '../risk/sector-benchmark';
import { stalePrices } from '../risk/staleness';
import { volatilityCone } from '../risk/volatility-cone';
import { ewmaSeries } from './ewma-series';
import type { DayInputs } from './load-inputs';
import type { MeasuredSecurity, SecurityHashes } from './measure-securities';

/** How many points a chart of the past has: a year of trading days. */
const seriesLength = 252;
/** How many returns are kept: as many as a beta of 252 returns needs to have a year of its own past. */
const returnsLength = 504;

/** A day to be measured: the columns as its month sees them, and how many of their days it may know. */
export type DayPlace = {
  readonly axis: Axis;
  readonly adjusted: readonly Closes[];
  readonly market: Closes;
  readonly until: number;
  readonly date: string;
};

/** What of a day's inputs its measures look at: of the lots their securities, all else of them being in the holdings. */
export type HeldDay = Pick<DayInputs, 'benchmark'> & {
  readonly book: Omit<Book, 'lots'>;
  readonly securityIds: readonly (number | null)[];
};

/** What a portfolio takes from a column's security on the day. */
export type DaySecurity = Pick<MeasuredSecurity, 'beta' | 'volatility'> & { readonly hashes: SecurityHashes };

export const benchmarkOf = (inputs: Pick<DayInputs, 'benchmark'>): SectorBenchmark | null =>
  inputs.benchmark === null
    ? null
    : sectorBenchmark(
        inputs.benchmark.asOf,
        inputs.benchmark.dataSource,
        Object.entries(inputs.benchmark.weights).map(([name, weight]) => ({ sector: gicsSector(name)!, weight })),
      );

const valueIn = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);

/** Why a lot as a whole has no numbers; null where its security decides. */
function lotReason(holding: Holding): Reason | null {
  if (holding.assetClass === 'cash') return null;
  if (marketValue(holding) === null) return 'no_prices';
  if (holding.assetClass === 'private') return 'private_asset';
  if (holding.column === null) return 'no_prices';
  if (holding.assetClass === 'option' && holding.delta === null) return 'no_delta';
  return null;
}

/** What moves with the market: the value, for an option the delta-adjusted one. */
const exposureOf = (holding: Holding): number | null =>
  holding.assetClass === 'option' ? valueIn(optionExposure(holding)) : marketValue(holding);

const keyOf = ({ symbol, assetClass }: Pick<Holding, 'symbol' | 'assetClass'>): string => `${assetClass} ${symbol}`;

/**
 * Why the weighted beta leaves a lot out with its whole position, by the lot's id: one lot without a delta does, so that
 * what the lots add is what the portfolio has.
 */
function absences(weighted: Estimate<WeightedBeta>): ReadonlyMap<string, Reason> {
  const found = new Map<string, Reason>();
  for (const { position, absence } of valueIn(weighted)?.uncovered ?? [])
    for (const { id } of position.lots) found.set(id, absence.reason);
  return found;
}

const columnOf = (holding: Holding): number | null => ('column' in holding ? holding.column : null);

/** Why a lot has no beta and no volatility though its security may have; null where its security's are the lot's own. */
function reasonOf(
  holding: Holding,
  securities: readonly DaySecurity[],
  absent: ReadonlyMap<string, Reason>,
): Reason | null {
  const column = columnOf(holding);
  const hasBeta = column !== null && securities[column].beta.status === 'measured';
  return lotReason(holding) ?? (hasBeta ? (absent.get(holding.id) ?? null) : null);
}

/** The lots that their security's estimates hold for: known before the portfolio is measured, and cheap to tell. */
export function contractLots(
  { securityIds }: HeldDay,
  holdings: readonly Holding[],
  securities: readonly DaySecurity[],
): ContractLot[] {
  const betas = securities.map(({ beta }) => beta);
  const absent = absences(andThen(positionWeights(holdings), (weights) => weightedBeta(weights, betas)));
  return holdings.flatMap((holding, i) => {
    const column = columnOf(holding);
    if (column === null || reasonOf(holding, securities, absent) !== null) return [];
    const { beta, volatility } = securities[column].hashes;
    return [{ positionId: holding.id, securityId: securityIds[i], betaHash: beta, volatilityHash: volatility }];
  });
}

function runPositions(
  securityIds: HeldDay['securityIds'],
  holdings: readonly Holding[],
  securities: readonly DaySecurity[],
  { book, weighted, series, volatilityContributions }: PortfolioMeasurement,
): RunPosition[] {
  const weights = valueIn(book);
  const contributions = valueIn(volatilityContributions);
  // A position's contribution is split among its lots by their part in its value.
  const positionOf = new Map(
    weights?.positions.flatMap((position) => position.lots.map((lot) => [lot.id, position] as const)),
  );
  // In the order of the series; a stock and a fund may go by one symbol.
  const componentOf = new Map(
    valueIn(series)?.priced.map((position, i) => [keyOf(position), contributions?.positions[i].component] as const),
  );
  const hasSum = weighted.status === 'measured';
  const absent = absences(weighted);
  return holdings.map((holding, i) => {
    const value = marketValue(holding);
    const exposure = exposureOf(holding);
    const position = positionOf.get(holding.id);
    const column = columnOf(holding);
    const security = column === null ? null : securities[column];
    const beta = security && valueIn(security.beta);
    const component =
      position && (holding.assetClass === 'stock' || holding.assetClass === 'fund')
        ? componentOf.get(keyOf(position))
        : undefined;
    const isCovered = hasSum && value !== null && exposure !== null && !absent.has(holding.id);
    return {
      positionId: holding.id,
      securityId: securityIds[i],
      quantity: holding.quantity,
      marketValue: value,
      exposure,
      weight: weights && value !== null ? value / weights.denominator : null,
      betaContribution: weights && beta && isCovered ? (exposure / weights.denominator) * beta.beta : null,
      volatilityContribution:
        component !== undefined && value !== null && position!.value !== 0
          ? (component * value) / position!.value
          : null,
      reason: reasonOf(holding, securities, absent),
      betaHash: security?.hashes.beta ?? null,
      volatilityHash: security?.hashes.volatility ?? null,
    };
  });
}

function runSeries({ series, seriesWithMarket }: PortfolioMeasurement, { axis, market }: DayPlace): RunSeries[] {
  const dates = (indexes: Int32Array) => Array.from(indexes, (index) => isoDate(axis[index]));
  const made: RunSeries[] = [];
  const own = valueIn(series);
  for (const days of own ? [21, 63] : []) {
    const { axisIndexes, volatilityAnnual } = rollingVolatility(own!, days);
    const from = Math.max(0, axisIndexes.length - seriesLength);
    if (axisIndexes.length > 0)
      made.push({
        name: `realized_volatility_${days}d`,
        dates: dates(axisIndexes.subarray(from)),
        values: [...volatilityAnnual.subarray(from)],
      });
  }
  const ewma = own && ewmaSeries(own, axis, seriesLength);
  if (ewma) made.push(ewma);
  const withMarket = valueIn(seriesWithMarket);
  if (!withMarket) return made;
  const pairs = besideMarket(withMarket, market);
  const beta = valueIn(rollingBeta(pairs, { points: seriesLength }));
  if (beta && beta.axisIndexes.length > 0)
    made.push({
      name: 'market_beta_90d',
      dates: dates(beta.axisIndexes),
      values: [...beta.beta],
      low: [...beta.low],
      high: [...beta.high],
    });
  const from = Math.max(0, pairs.to.length - returnsLength);
  if (pairs.to.length > 0)
    for (const [name, values] of [
      ['portfolio_return', pairs.asset],
      ['market_return', pairs.market],
    ] as const)
      made.push({ name, dates: dates(pairs.to.subarray(from)), values: [...values.subarray(from)] });
  return made;
}

/** The cone belongs to a stored day alone: nobody who tries out a book waits for it. */
function withCone({ estimates, series }: PortfolioMeasurement): PortfolioEstimates {
  const own = valueIn(series);
  if (own === null || stalePrices(own, own.values.length, 1)) return estimates;
  return { ...estimates, volatilityCone: volatilityCone(own.values) };
}

function snapshotColumns(estimates: PortfolioEstimates, positions: readonly RunPosition[]): SnapshotColumns {
  const value = valueIn(estimates.value);
  const weighted = valueIn(estimates.beta.weighted);
  const direct = valueIn(estimates.beta.direct90);
  const sectors = valueIn(estimates.sectors);
  const concentration = valueIn(estimates.concentration);
  const { volatility } = estimates;
  return {
    equityValue: value?.equity ?? null,
    grossValue: value?.gross ?? null,
    positionsTotal: positions.length,
    positionsCovered: positions.filter((one) => one.betaContribution !== null).length,
    marketBetaWeighted: weighted?.beta ?? null,
    marketBetaRSquared: direct?.rSquared ?? null,
    marketBetaObservations: weighted?.observations ?? null,
    marketBetaDirect: direct?.beta ?? null,
    sectorExposure: sectors && Object.fromEntries(Object.entries(sectors.rows).map(([row, { net }]) => [row, net])),
    hhi: concentration?.hhi ?? null,
    effectiveNumPositions: concentration?.effectivePositions ?? null,
    top3Concentration: concentration?.top3 ?? null,
    top10Concentration: concentration?.top10 ?? null,
    realizedVolatility21d: valueIn(volatility.realized21d)?.volatilityAnnual ?? null,
    realizedVolatility63d: valueIn(volatility.realized63d)?.volatilityAnnual ?? null,
    expectedVolatility21d: valueIn(volatility.forecast)?.volatilityAnnual ?? null,
    volatilityTrend: valueIn(volatility.trend)?.label ?? null,
    volatilityPercentile: valueIn(volatility.percentile)?.percentile ?? null,
  };
}

/** What was found out about a portfolio on a day, its estimates as what they are. */
export type DayResults = RunResults & { readonly estimates: PortfolioEstimates };

/** Measures a portfolio on one day from what was loaded; pure arithmetic, the same for the same inputs. */
export function measureDay(
  place: DayPlace,
  day: HeldDay,
  holdings: readonly Holding[],
  securities: readonly DaySecurity[],
): DayResults {
  const measurement = portfolioEstimates({
    axis: place.axis,
    until: place.until,
    columns: place.adjusted,
    market: place.market,
    holdings,
    betas: securities.map(({ beta }) => beta),
    volatilities: securities.map(({ volatility }) => volatility),
    benchmark: benchmarkOf(day),
  });
  const positions = runPositions(day.securityIds, holdings, securities, measurement);
  return {
    estimates: withCone(measurement),
    snapshot: snapshotColumns(measurement.estimates, positions),
    positions,
    series: runSeries(measurement, place),
  };
}
