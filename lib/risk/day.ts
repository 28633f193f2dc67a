/**
 * Calendar days as whole numbers (days since 1970-01-01), so that a date can be kept in an Int32Array, compared and
 * subtracted without a time zone ever coming near it. Outside the columns a date is a `YYYY-MM-DD` string.
 */
const millisecondsPerDay = 86_400_000;

/** A book asks for the same few days for each of its lots. */
const dayNumbers = new Map<string, number>();
const dayNumbersKept = 20_000;

/** The day number of a `YYYY-MM-DD` date. Throws `RangeError` where the calendar has no such day (2025-02-30). */
export function dayNumber(date: string): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const day = readDay(date);
  if (dayNumbers.size < dayNumbersKept) dayNumbers.set(date, day);
  return day;
}

function readDay(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match) {
    const milliseconds = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    // Date.UTC rolls 30 February over into March and reads years below 100 as 19xx; a date that does not come back
    // unchanged was never one.
    if (new Date(milliseconds).toISOString().startsWith(date)) return milliseconds / millisecondsPerDay;
  }
  throw new RangeError(`dayNumber: needs a calendar date YYYY-MM-DD, got ${JSON.stringify(date)}`);
}

/** A history has some thousand days, and each is named in every window that begins or ends with it. */
const isoDates: Record<number, string> = {};

/** The `YYYY-MM-DD` date of a day number. */
export function isoDate(day: number): string {
  isoDates[day] ??= new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
  return isoDates[day];
}
