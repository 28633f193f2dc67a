import 'server-only';
import { type PackedResults, packedResults } from '../db/runs';
import { type PackedRows, packedBetas, packedVolatilities } from '../db/symbol-measures';
import type { Axis, Closes } from '../risk/align';
import type { Holding } from '../risk/holding';
import { type DayResults, type DaySecurity, type HeldDay, measureDay } from './measure-day';
import { type MeasuredSecurity, measureSecurity, type SecurityHashes } from './measure-securities';
import type { Month } from './month';

/** Columns of closes one after another in memory that threads share: handing them on costs nothing. */
export type SharedColumns = {
  readonly axis: Axis;
  readonly closes: Float64Array;
  readonly count: number;
  /** The index's column; null where there is none. */
  readonly index: number | null;
};

/** What a month sees of them: from the axis day `start` on. */
export type MonthColumns = SharedColumns & { readonly start: number };

/** Lays columns into shared memory. */
export function sharedColumns(axis: Axis, columns: readonly Closes[], index: number | undefined): SharedColumns {
  const sharedAxis = new Int32Array(new SharedArrayBuffer(4 * axis.length));
  sharedAxis.set(axis);
  const closes = new Float64Array(new SharedArrayBuffer(8 * axis.length * columns.length));
  for (const [i, column] of columns.entries()) closes.set(column, i * axis.length);
  return { axis: sharedAxis, closes, count: columns.length, index: index ?? null };
}

const columnOf = ({ axis, closes, start }: MonthColumns, column: number): Closes =>
  closes.subarray(column * axis.length + start, (column + 1) * axis.length);

const marketOf = (columns: MonthColumns): Closes =>
  columns.index === null
    ? new Float64Array(columns.axis.length - columns.start).fill(Number.NaN)
    : columnOf(columns, columns.index);

/** Some securities to be measured on a month's days. */
export type SecuritiesTask = {
  readonly columns: MonthColumns;
  readonly month: Month;
  readonly indexId: number | null;
  readonly securities: readonly {
    readonly securityId: number;
    readonly column: number;
    readonly hashes: readonly SecurityHashes[];
    /** The days that see the same closes; null where these are the columns' own. */
    readonly parts: readonly {
      readonly days: readonly number[];
      readonly closes: Closes | null;
      readonly market: Closes | null;
    }[];
  }[];
};

export type MeasuredSecurities = {
  /** Of each security, of each day. */
  readonly measures: readonly (readonly Pick<MeasuredSecurity, 'beta' | 'volatility'>[])[];
  readonly betaRows: PackedRows;
  readonly volatilityRows: PackedRows;
};

function securities({ columns, month, indexId, securities: all }: SecuritiesTask): MeasuredSecurities {
  const axis = columns.axis.subarray(columns.start);
  const index = marketOf(columns);
  const measured = all.map(({ securityId, column, hashes, parts }) => {
    const ofDays: MeasuredSecurity[] = new Array(month.dates.length);
    for (const { days, closes, market } of parts) {
      const ofPart = { ...month, dates: days.map((i) => month.dates[i]), untils: days.map((i) => month.untils[i]) };
      const own = closes ?? columnOf(columns, column);
      const place = { securityId, indexId };
      const ofHashes = days.map((i) => hashes[i]);
      for (const [at, one] of measureSecurity(axis, own, market ?? index, ofPart, place, ofHashes).entries())
        ofDays[days[at]] = one;
    }
    return ofDays;
  });
  return {
    measures: measured.map((ofDays) => ofDays.map(({ beta, volatility }) => ({ beta, volatility }))),
    betaRows: packedBetas(measured.flatMap((ofDays) => ofDays.flatMap(({ betaRows }) => betaRows))),
    volatilityRows: packedVolatilities(measured.flatMap((ofDays) => ofDays.map(({ volatilityRow }) => volatilityRow))),
  };
}

/** A portfolio to be measured on a day. */
export type DayTask = {
  readonly columns: MonthColumns;
  /** What of the columns the day sees otherwise. */
  readonly gated: readonly (readonly [column: number, closes: Closes])[];
  readonly market: Closes | null;
  readonly until: number;
  readonly date: string;
  readonly day: HeldDay;
  readonly holdings: readonly Holding[];
  readonly securities: readonly DaySecurity[];
};

function day({ columns, gated, market, until, date, day: inputs, holdings, securities: ofDay }: DayTask): DayResults {
  const adjusted = Array.from({ length: columns.count }, (_, column) => columnOf(columns, column));
  for (const [column, closes] of gated) adjusted[column] = closes;
  const place = {
    axis: columns.axis.subarray(columns.start),
    adjusted,
    market: market ?? marketOf(columns),
    until,
    date,
  };
  return measureDay(place, inputs, holdings, ofDay);
}

/** The same as it is sent to the database: a tenth of the objects to hand over. */
const packedDay = (task: DayTask): PackedResults => packedResults(day(task));

/** The arithmetic of a recalculation in pieces that know nothing of each other, wherever they are done. */
export const measuringWork = { securities, day, packedDay };
