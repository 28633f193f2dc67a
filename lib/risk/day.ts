import { kept } from './kept';

/**
 * Calendar days as whole numbers (days since 1970-01-01), so that a date can be kept in an Int32Array, compared and
 * subtracted without a time zone ever coming near it. Outside the columns a date is a `YYYY-MM-DD` string.
 */
const millisecondsPerDay = 86_400_000;

/** Years below 100 are read as 19xx by `Date.UTC`, and 30 February as a day of March. */
function readDay(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match) {
    const milliseconds = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    // A date that does not come back unchanged was never one.
    if (new Date(milliseconds).toISOString().startsWith(date)) return milliseconds / millisecondsPerDay;
  }
  throw new RangeError(`dayNumber: needs a calendar date YYYY-MM-DD, got ${JSON.stringify(date)}`);
}

const nameDay = (day: number): string => new Date(day * millisecondsPerDay).toISOString().slice(0, 10);

/**
 * The day number of a `YYYY-MM-DD` date. Throws `RangeError` where the calendar has no such day (2025-02-30).
 * A book asks for the same few days for each of its lots.
 */
export const dayNumber = kept(20_000, readDay);

/**
 * The `YYYY-MM-DD` date of a day number.
 * A history has some thousand days, and each is named in every window that begins or ends with it.
 */
export const isoDate = kept(50_000, nameDay);
