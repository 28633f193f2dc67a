import 'server-only';
import { calendarVersion, unscheduledClosings, unscheduledEarlyCloses } from './nyse-exceptions';

export { calendarVersion };

/**
 * The sessions of the New York Stock Exchange, 1990 to 2050: holidays by the exchange's rules with the years in which
 * each began, the exceptions as data. Announced by the exchange up to 2028; later years follow the rules of today.
 */
const firstYear = 1990;
const lastYear = 2050;

const millisecondsPerDay = 86_400_000;
const [sunday, monday, wednesday, thursday, friday, saturday] = [0, 1, 3, 4, 5, 6];
const ordinaryClose = '16:00';

const instantOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);
const isoDate = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const weekdayOf = (instant: number): number => new Date(instant).getUTCDay();

/** The n-th such weekday of a month. */
function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = instantOf(year, month, 1);
  return first + (((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1)) * millisecondsPerDay;
}

/** The last Monday of May. */
function memorialDay(year: number): number {
  const last = instantOf(year, 5, 31);
  return last - ((weekdayOf(last) - monday + 7) % 7) * millisecondsPerDay;
}

/** Two days before Easter Sunday, by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function goodFriday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return instantOf(year, Math.floor(n / 31), (n % 31) + 1) - 2 * millisecondsPerDay;
}

/** A holiday of fixed date: on a Saturday it is observed the Friday before, on a Sunday the Monday after. */
function observed(instant: number): number {
  const weekday = weekdayOf(instant);
  if (weekday === saturday) return instant - millisecondsPerDay;
  return weekday === sunday ? instant + millisecondsPerDay : instant;
}

function holidays(year: number): readonly number[] {
  const days = [
    nthWeekday(year, 2, monday, 3),
    goodFriday(year),
    memorialDay(year),
    observed(instantOf(year, 7, 4)),
    nthWeekday(year, 9, monday, 1),
    nthWeekday(year, 11, thursday, 4),
    observed(instantOf(year, 12, 25)),
  ];
  // The Friday before would be the last day of the old year, when books close: the exchange stays open and the
  // holiday is lost (NYSE Rule 7.2).
  const newYear = instantOf(year, 1, 1);
  if (weekdayOf(newYear) !== saturday) days.push(observed(newYear));
  if (year >= 1998) days.push(nthWeekday(year, 1, monday, 3));
  if (year >= 2022) days.push(observed(instantOf(year, 6, 19)));
  return days;
}

/** The days on which the exchange closes early by rule: 14:00 until 1992, 13:00 since. */
function earlyCloses(year: number): readonly number[] {
  const days: number[] = [];
  if (year >= 1992) days.push(nthWeekday(year, 11, thursday, 4) + millisecondsPerDay);
  const christmasEve = instantOf(year, 12, 24);
  if (weekdayOf(christmasEve) >= monday && weekdayOf(christmasEve) <= thursday) days.push(christmasEve);
  const thirdOfJuly = instantOf(year, 7, 3);
  const weekday = weekdayOf(thirdOfJuly);
  // A Thursday holiday used to shorten the Friday after it, since 2013 it shortens the Wednesday before.
  if (weekday === wednesday) {
    if (year >= 2013) days.push(thirdOfJuly);
    else if (year >= 1996) days.push(instantOf(year, 7, 5));
  } else if (year >= 1995 && weekday >= monday && weekday < friday) days.push(thirdOfJuly);
  return days;
}

const closings = new Set(unscheduledClosings.map(({ date }) => date));
const sessions: string[] = [];
const shortSessions = new Map(unscheduledEarlyCloses.map(({ date, close }) => [date, close]));

for (let year = firstYear; year <= lastYear; year++) {
  for (const day of holidays(year)) closings.add(isoDate(day));
  for (const day of earlyCloses(year)) shortSessions.set(isoDate(day), year < 1993 ? '14:00' : '13:00');
  for (let day = instantOf(year, 1, 1); day < instantOf(year + 1, 1, 1); day += millisecondsPerDay) {
    const date = isoDate(day);
    if (weekdayOf(day) !== saturday && weekdayOf(day) !== sunday && !closings.has(date)) sessions.push(date);
  }
}

/** Where the date is among the sessions, or where it would be: the number of sessions before it. */
function sessionsBefore(caller: string, date: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls 30 February over into March; a date that does not come back unchanged was never one.
  if (Number.isNaN(instant) || isoDate(instant) !== date)
    throw new RangeError(`${caller}: needs a calendar date YYYY-MM-DD, got ${JSON.stringify(date)}`);
  const year = Number(date.slice(0, 4));
  if (year < firstYear || year > lastYear)
    throw new RangeError(`${caller}: needs a date from ${firstYear} to ${lastYear}, got ${date}`);
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sessions[middle] < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sessionAt(caller: string, index: number, date: string): string {
  if (index < 0 || index >= sessions.length)
    throw new RangeError(
      `${caller}: needs a date with a session of ${firstYear} to ${lastYear} beyond it, got ${date}`,
    );
  return sessions[index];
}

/** Whether the exchange holds a session that day, half days included. Throws `RangeError` outside 1990 to 2050. */
export function isTradingDay(date: string): boolean {
  return sessions[sessionsBefore('isTradingDay', date)] === date;
}

/** The last session before the date, itself never. Throws `RangeError` where the calendar has none. */
export function previousTradingDay(date: string): string {
  return sessionAt('previousTradingDay', sessionsBefore('previousTradingDay', date) - 1, date);
}

/** The first session after the date, itself never. Throws `RangeError` where the calendar has none. */
export function nextTradingDay(date: string): string {
  const index = sessionsBefore('nextTradingDay', date);
  return sessionAt('nextTradingDay', sessions[index] === date ? index + 1 : index, date);
}

/** The sessions from the one date to the other, both included, oldest first; none where `from` is after `to`. */
export function tradingDays(from: string, to: string): readonly string[] {
  const end = sessionsBefore('tradingDays', to);
  return sessions.slice(sessionsBefore('tradingDays', from), sessions[end] === to ? end + 1 : end);
}

/**
 * The last `count` sessions on or before the date, oldest first. Throws `RangeError` where the calendar does not
 * reach back that far.
 */
export function lastTradingDays(date: string, count: number): readonly string[] {
  const before = sessionsBefore('lastTradingDays', date);
  const end = sessions[before] === date ? before + 1 : before;
  if (!Number.isInteger(count) || count < 0 || count > end)
    throw new RangeError(`lastTradingDays: needs a count of sessions from 0 to ${end} until ${date}, got ${count}`);
  return sessions.slice(end - count, end);
}

/** Whether the session of that day ends before 16:00 in New York. A half day is a full observation all the same. */
export function isHalfDay(date: string): boolean {
  return isTradingDay(date) && shortSessions.has(date);
}

const hourInNewYork = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hour: 'numeric',
  hourCycle: 'h23',
});

/**
 * The instant at which the session of that day ends, RFC 3339 in UTC: 16:00 in New York, on half days earlier.
 * Throws `RangeError` for a day without a session.
 */
export function sessionClose(date: string): string {
  if (!isTradingDay(date)) throw new RangeError(`sessionClose: needs a trading day, got ${date}`);
  const [hour, minute] = (shortSessions.get(date) ?? ordinaryClose).split(':').map(Number);
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Clocks change on Sundays, so the offset at noon is the offset at the close.
  const hoursBehind = 12 - Number(hourInNewYork.format(midnight + millisecondsPerDay / 2));
  return new Date(midnight + ((hour + hoursBehind) * 60 + minute) * 60_000).toISOString().replace('.000Z', 'Z');
}

/**
 * The newest session that has ended at the instant `now`: the newest day for which a close can exist.
 * The clock is the caller's. Throws `RangeError` for an invalid date and outside 1990 to 2050.
 */
export function lastClosedTradingDay(now: Date): string {
  if (Number.isNaN(now.getTime())) throw new RangeError('lastClosedTradingDay: needs a valid date, got an invalid one');
  // The day in London has begun when the session it names ends, so the date in UTC is never behind that session.
  const date = now.toISOString().slice(0, 10);
  let day = isTradingDay(date) ? date : previousTradingDay(date);
  while (Date.parse(sessionClose(day)) > now.getTime()) day = previousTradingDay(day);
  return day;
}
