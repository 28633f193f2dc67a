import { daysUntil } from '../risk/align';
import { dayNumber } from '../risk/day';
import type { Columns } from './columns';

/**
 * The unit of measuring. All days of a calendar month are measured in one pass over the same closes, and a rolling
 * measure begins with the month: so a day's numbers follow from the day and its closes alone, to the last bit, whether
 * it is asked for by itself or among the days of twenty years.
 */
export type Month = {
  /** `YYYY-MM`. */
  readonly name: string;
  /** The days that are wanted, oldest first. */
  readonly dates: readonly string[];
  /** Where the month's closes begin on the axis. */
  readonly start: number;
  /** How many axis days, counted from `start`, lie before the month. */
  readonly eve: number;
  /** How many axis days, counted from `start`, each of the dates may know. */
  readonly untils: readonly number[];
};

/** 1,260 returns are five years; eight months more are room for halts. */
const monthsOfCloses = 68;

/** The first day whose close a measure of the date can use: `YYYY-MM-DD`. */
export function closesFrom(date: string): string {
  const months = 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1 - monthsOfCloses;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

/** The dates by month, the newest month first: what a person looks at is there first. */
export function byMonth(dates: readonly string[]): string[][] {
  const months = new Map<string, string[]>();
  for (const date of dates) {
    const month = months.get(date.slice(0, 7));
    if (month) month.push(date);
    else months.set(date.slice(0, 7), [date]);
  }
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, ofMonth]) => ofMonth.sort());
}

/** Where dates of one month lie on the axis. */
export function monthOn({ axis }: Columns, dates: readonly string[]): Month {
  const start = daysUntil(axis, dayNumber(closesFrom(dates[0])) - 1);
  const name = dates[0].slice(0, 7);
  return {
    name,
    dates,
    start,
    eve: daysUntil(axis, dayNumber(`${name}-01`) - 1) - start,
    untils: dates.map((date) => daysUntil(axis, dayNumber(date)) - start),
  };
}

/** The columns as the month sees them, nothing copied. */
export function columnsFrom(columns: Columns, { start }: Month): Pick<Columns, 'axis' | 'adjusted' | 'raw'> {
  return {
    axis: columns.axis.subarray(start),
    adjusted: columns.adjusted.map((column) => column.subarray(start)),
    raw: columns.raw.map((column) => column.subarray(start)),
  };
}
