import { createHash } from 'node:crypto';
import type { BookLot } from '../db/book';
import type { NewRun, RunPosition, RunSeries, SnapshotColumns } from '../db/runs';
import type { SymbolBeta, SymbolVolatility } from '../db/symbol-measures';
import { daysUntil } from '../risk/align';
import { dayNumber, isoDate } from '../risk/day';
import type { Estimate, Reason } from '../risk/estimate';
import { gicsSector } from '../risk/gics-sectors';
import { type Holding, marketValue } from '../risk/holding';
import { methodVersion } from '../risk/method-version';
import { optionExposure } from '../risk/option-exposure';
import { type PortfolioEstimates, type PortfolioMeasurement, portfolioEstimates } from '../risk/portfolio-estimates';
import { besideMarket } from '../risk/portfolio-series';
import { rollingBeta } from '../risk/rolling-beta';
import { rollingVolatility } from '../risk/rolling-volatility';
import { type SectorBenchmark, sectorBenchmark } from '../risk/sector-benchmark';
import { asUuid, type Columns, closesHash } from './columns';
import { holdingsOf } from './holdings';
import type { DayInputs, Inputs } from './load-inputs';
import { type MeasuredSecurity, measureSecurity } from './measure-securities';

/** How many points a chart of the past has: a year of trading days. */
const seriesLength = 252;

/** A day's run, and the rows of the securities it is made from. */
export type MeasuredDay = {
  readonly run: Omit<NewRun, 'recalculationId'>;
  readonly betaRows: readonly SymbolBeta[];
  readonly volatilityRows: readonly SymbolVolatility[];
};

/** Everything a day's numbers follow from, as one hash: the same hash means the same numbers to the last bit. */
export function inputHash({ book, benchmark }: DayInputs, { splits }: Inputs, columns: Columns, date: string): string {
  const until = daysUntil(columns.axis, dayNumber(date));
  const hash = createHash('sha256');
  const { marketIndexId, holdingsVersion, ...what } = book;
  const ids = new Set(book.lots.flatMap(({ securityId }) => (securityId === null ? [] : [securityId])));
  if (marketIndexId !== null) ids.add(marketIndexId);
  const securities = [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const column = columns.columnOf.get(id);
      if (column === undefined) return [id];
      return [
        id,
        closesHash(columns.axis, columns.adjusted[column], until),
        closesHash(columns.axis, columns.raw[column], until),
        splits.get(id) ?? [],
      ];
    });
  hash.update(JSON.stringify([methodVersion, date, what, benchmark, securities]));
  return asUuid(hash.digest());
}

const benchmarkOf = (inputs: DayInputs): SectorBenchmark | null =>
  inputs.benchmark === null
    ? null
    : sectorBenchmark(
        inputs.benchmark.asOf,
        inputs.benchmark.dataSource,
        Object.entries(inputs.benchmark.weights).map(([name, weight]) => ({ sector: gicsSector(name)!, weight })),
      );

const valueOf = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);

/** Why a lot as a whole has no numbers; null where its security decides. */
function lotReason(holding: Holding): Reason | null {
  if (holding.assetClass === 'cash') return null;
  if (holding.assetClass === 'private') return holding.price === null ? 'no_prices' : 'private_asset';
  if (holding.column === null) return 'no_prices';
  if (holding.assetClass === 'option' && holding.delta === null) return 'no_delta';
  return null;
}

/** What moves with the market: the value, for an option the delta-adjusted one. */
const exposureOf = (holding: Holding): number | null =>
  holding.assetClass === 'option' ? valueOf(optionExposure(holding)) : marketValue(holding);

function runPositions(
  lots: readonly BookLot[],
  holdings: readonly Holding[],
  securities: readonly MeasuredSecurity[],
  { book, volatilityContributions }: PortfolioMeasurement,
): RunPosition[] {
  const weights = valueOf(book);
  const contributions = valueOf(volatilityContributions);
  // A position's contribution is split among its lots by their part in its value.
  const positionOf = new Map(
    weights?.positions.flatMap((position) => position.lots.map((lot) => [lot.id, position] as const)),
  );
  const componentOf = new Map(contributions?.positions.map((one) => [one.symbol, one.component]));
  return holdings.map((holding, i) => {
    const value = marketValue(holding);
    const exposure = exposureOf(holding);
    const position = positionOf.get(holding.id);
    const column = 'column' in holding ? holding.column : null;
    const security = column === null ? null : securities[column];
    const beta = security && valueOf(security.beta);
    const component =
      position && (holding.assetClass === 'stock' || holding.assetClass === 'fund')
        ? componentOf.get(holding.symbol)
        : undefined;
    return {
      positionId: lots[i].id,
      securityId: lots[i].securityId,
      quantity: holding.quantity,
      marketValue: value,
      exposure,
      weight: weights && value !== null ? value / weights.denominator : null,
      betaContribution: weights && beta && exposure !== null ? (exposure / weights.denominator) * beta.beta : null,
      volatilityContribution:
        component !== undefined && value !== null && position!.value !== 0
          ? (component * value) / position!.value
          : null,
      reason: lotReason(holding),
      betaHash: security?.betaHash ?? null,
      volatilityHash: security?.volatilityHash ?? null,
    };
  });
}

function runSeries(
  { series, seriesWithMarket }: PortfolioMeasurement,
  columns: Columns,
  market: Float64Array,
): RunSeries[] {
  const dates = (indexes: Int32Array) => Array.from(indexes, (index) => isoDate(columns.axis[index]));
  const made: RunSeries[] = [];
  const own = valueOf(series);
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
  const withMarket = valueOf(seriesWithMarket);
  if (!withMarket) return made;
  const pairs = besideMarket(withMarket, market);
  const beta = valueOf(rollingBeta(pairs, { points: seriesLength }));
  if (beta && beta.axisIndexes.length > 0)
    made.push({
      name: 'market_beta_90d',
      dates: dates(beta.axisIndexes),
      values: [...beta.beta],
      low: [...beta.low],
      high: [...beta.high],
    });
  const from = Math.max(0, pairs.to.length - seriesLength);
  if (pairs.to.length > 0)
    for (const [name, values] of [
      ['portfolio_return', pairs.asset],
      ['market_return', pairs.market],
    ] as const)
      made.push({ name, dates: dates(pairs.to.subarray(from)), values: [...values.subarray(from)] });
  return made;
}

function snapshotColumns(estimates: PortfolioEstimates, positions: readonly RunPosition[]): SnapshotColumns {
  const value = valueOf(estimates.value);
  const weighted = valueOf(estimates.beta.weighted);
  const direct = valueOf(estimates.beta.direct90);
  const sectors = valueOf(estimates.sectors);
  const concentration = valueOf(estimates.concentration);
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
    realizedVolatility21d: valueOf(volatility.realized21d)?.volatilityAnnual ?? null,
    realizedVolatility63d: valueOf(volatility.realized63d)?.volatilityAnnual ?? null,
    expectedVolatility21d: valueOf(volatility.forecast)?.volatilityAnnual ?? null,
    volatilityTrend: valueOf(volatility.trend)?.label ?? null,
    volatilityPercentile: valueOf(volatility.percentile)?.percentile ?? null,
  };
}

/** Measures a portfolio on one day from what was loaded; pure arithmetic, the same for the same inputs. */
export function measureDay(date: string, day: DayInputs, inputs: Inputs, columns: Columns, hash: string): MeasuredDay {
  const { book } = day;
  const until = daysUntil(columns.axis, dayNumber(date));
  const indexColumn = book.marketIndexId === null ? undefined : columns.columnOf.get(book.marketIndexId);
  const market =
    indexColumn === undefined ? new Float64Array(columns.axis.length).fill(Number.NaN) : columns.adjusted[indexColumn];
  const securities = columns.adjusted.map((closes, column) =>
    measureSecurity(columns.axis, closes, market, until, {
      securityId: columns.securityIds[column],
      indexId: book.marketIndexId,
      asOf: date,
    }),
  );
  const holdings = holdingsOf(book, columns, inputs.splits, until, date);
  const measurement = portfolioEstimates({
    axis: columns.axis,
    until,
    columns: columns.adjusted,
    market,
    holdings,
    betas: securities.map(({ beta }) => beta),
    volatilities: securities.map(({ volatility }) => volatility.realized252d),
    benchmark: benchmarkOf(day),
  });
  const positions = runPositions(book.lots, holdings, securities, measurement);
  return {
    run: {
      portfolioId: book.portfolioId,
      snapshotDate: date,
      marketIndex: book.marketIndex,
      marketIndexId: book.marketIndexId,
      benchmarkCode: book.benchmarkCode,
      holdingsVersion: book.holdingsVersion,
      methodVersion,
      inputHash: hash,
      estimates: measurement.estimates,
      snapshot: snapshotColumns(measurement.estimates, positions),
      positions,
      series: runSeries(measurement, columns, market),
    },
    betaRows: securities.flatMap(({ betaRows }) => betaRows),
    volatilityRows: securities.map(({ volatilityRow }) => volatilityRow),
  };
}
