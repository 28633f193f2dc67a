import 'server-only';
import { type PackedValues, packed } from './binary-array';

/** A trailing series of a run; low and high are its band where it has one. */
export type RunSeries = {
  readonly name: string;
  readonly dates: readonly string[];
  readonly values: readonly number[];
  readonly low?: readonly number[];
  readonly high?: readonly number[];
};

/** A lot within a run. Null is what could not be measured; `reason` says why where the lot has no beta and no volatility. */
export type RunPosition = {
  readonly positionId: string;
  readonly securityId: number | null;
  /** In units of the day of the snapshot. */
  readonly quantity: number;
  readonly marketValue: number | null;
  readonly exposure: number | null;
  readonly weight: number | null;
  readonly betaContribution: number | null;
  readonly volatilityContribution: number | null;
  readonly reason: string | null;
  readonly betaHash: string | null;
  readonly volatilityHash: string | null;
};

/** The contract's columns of a snapshot, exact: they are rounded to their types on the way in. */
export type SnapshotColumns = {
  readonly equityValue: number | null;
  readonly grossValue: number | null;
  readonly positionsTotal: number;
  readonly positionsCovered: number;
  readonly marketBetaWeighted: number | null;
  readonly marketBetaRSquared: number | null;
  readonly marketBetaObservations: number | null;
  readonly marketBetaDirect: number | null;
  readonly sectorExposure: Readonly<Record<string, number>> | null;
  readonly hhi: number | null;
  readonly effectiveNumPositions: number | null;
  readonly top3Concentration: number | null;
  readonly top10Concentration: number | null;
  readonly realizedVolatility21d: number | null;
  readonly realizedVolatility63d: number | null;
  readonly expectedVolatility21d: number | null;
  readonly volatilityTrend: 'increasing' | 'decreasing' | 'stable' | null;
  readonly volatilityPercentile: number | null;
};

/** What a run is made from, known before anything of the portfolio is measured. */
export type RunOrigin = {
  readonly portfolioId: string;
  readonly snapshotDate: string;
  readonly marketIndex: string;
  readonly marketIndexId: number | null;
  readonly benchmarkCode: string;
  readonly holdingsVersion: number;
  readonly methodVersion: number;
  /** The inputs as a whole, and the part of them that can be told without looking at a close. */
  readonly inputHash: string;
  readonly bookHash: string;
};

/** What was found out about a portfolio on a day. */
export type RunResults = {
  /** Of the portfolio as a whole; written as JSON, which cannot carry NaN. */
  readonly estimates: object;
  readonly snapshot: SnapshotColumns;
  readonly positions: readonly RunPosition[];
  readonly series: readonly RunSeries[];
};

/** JSON of a value; throws where it holds a number that JSON would turn into null. */
export function finiteJson(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new RangeError(`runs: needs finite numbers, got ${part} for ${key}`);
    return part;
  });
}

/** The columns of `run_positions`, their types and where their values stand in a lot. */
export const positionColumns = [
  ['position_ids', 'uuid', 'positionId'],
  ['security_ids', 'int', 'securityId'],
  ['quantities', 'float8', 'quantity'],
  ['market_values', 'float8', 'marketValue'],
  ['exposures', 'float8', 'exposure'],
  ['weights', 'float8', 'weight'],
  ['beta_contributions', 'float8', 'betaContribution'],
  ['volatility_contributions', 'float8', 'volatilityContribution'],
  ['reasons', 'text', 'reason'],
  ['beta_hashes', 'uuid', 'betaHash'],
  ['volatility_hashes', 'uuid', 'volatilityHash'],
] as const;

type PackedSeries = {
  readonly name: string;
  readonly dates: PackedValues;
  readonly values: PackedValues;
  readonly low: PackedValues | null;
  readonly high: PackedValues | null;
};

/** What a run has found as it is sent: made where it is measured, so that a thread can hand it on. */
export type PackedResults = {
  readonly estimates: string;
  readonly snapshot: SnapshotColumns;
  /** In the order of the columns. */
  readonly positions: readonly PackedValues[];
  readonly series: readonly PackedSeries[];
};

/** Packs what was found; throws `RangeError` where a number is not finite. */
export function packedResults({ estimates, snapshot, positions, series }: RunResults): PackedResults {
  const itself = <T>(value: T): T => value;
  const doubles = (name: string, values: readonly number[]) => packed('float8', values, itself, `run_series ${name}`);
  // Most series of a run are of the same days.
  const days = new Map<string, PackedValues>();
  const datesOf = (dates: readonly string[]): PackedValues => {
    const key = `${dates.length} ${dates[0]} ${dates.at(-1)}`;
    const made = days.get(key) ?? packed('date', dates, itself, 'run_series dates');
    days.set(key, made);
    return made;
  };
  return {
    estimates: finiteJson(estimates),
    snapshot,
    positions: positionColumns.map(([name, type, value]) =>
      packed(type, positions, (position) => position[value], `run_positions.${name}`),
    ),
    series: series.map(({ name, dates, values, low, high }) => ({
      name,
      dates: datesOf(dates),
      values: doubles(name, values),
      low: low ? doubles(name, low) : null,
      high: high ? doubles(name, high) : null,
    })),
  };
}

/** A lot whose security's estimates are a lot's own: what the contract's rows of the lot are looked up by. */
export type ContractLot = Pick<RunPosition, 'positionId' | 'securityId' | 'betaHash' | 'volatilityHash'>;

/** The columns in which such lots are sent. */
export const contractLotColumns = [
  ['position_id', 'uuid', 'positionId'],
  ['security_id', 'int', 'securityId'],
  ['beta_hash', 'uuid', 'betaHash'],
  ['volatility_hash', 'uuid', 'volatilityHash'],
] as const;

/** In the order of the columns. */
export const packedContractLots = (lots: readonly ContractLot[]): readonly PackedValues[] =>
  contractLotColumns.map(([name, type, value]) => packed(type, lots, (lot) => lot[value], `contract lots ${name}`));
