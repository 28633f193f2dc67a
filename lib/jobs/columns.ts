import 'server-only';
import type { SecurityCloses } from '../db/closes';
import { tradingDays } from '../market/calendar';
import { type Axis, type Closes, closesOnAxis, type DatedCloses } from '../risk/align';
import { dayNumber, isoDate } from '../risk/day';
import { type FingerprintSums, fingerprintSums } from '../risk/fingerprint';
import { kept } from '../risk/kept';

/** The closes of a run of days laid out for the library: one axis, one column a security. */
export type Columns = {
  readonly axis: Axis;
  /** Which column a security is in; none where it has no closes. */
  readonly columnOf: ReadonlyMap<number, number>;
  readonly securityIds: readonly number[];
  readonly adjusted: readonly Closes[];
  readonly raw: readonly Closes[];
  /** Running fingerprints: of the adjusted closes as an asset's (made when asked for), as a market's, and of the axis itself. */
  readonly assetSums: (column: number) => FingerprintSums;
  readonly marketSums: FingerprintSums | null;
  readonly axisSums: FingerprintSums;
};

const calendarFrom = dayNumber('1990-01-01');
const calendarTo = dayNumber('2050-12-31');
const isWeekday = (day: number) => (day + 4) % 7 !== 0 && (day + 4) % 7 !== 6;

/** The calendar of some months is asked for again by every recalculation of them. */
const knownDays = new Map<string, readonly number[]>();
const calendarsKept = 64;

function exchangeDays(from: number, to: number): readonly number[] {
  const key = `${from} ${to}`;
  const days = knownDays.get(key) ?? daysOfExchange(from, to);
  if (knownDays.size >= calendarsKept) knownDays.clear();
  knownDays.set(key, days);
  return days;
}

/** The days of the exchange from one day number to another; where its calendar does not reach, weekdays. */
function daysOfExchange(from: number, to: number): number[] {
  const days: number[] = [];
  for (let day = from; day <= Math.min(to, calendarFrom - 1); day++) if (isWeekday(day)) days.push(day);
  const [first, last] = [Math.max(from, calendarFrom), Math.min(to, calendarTo)];
  if (first <= last) for (const date of tradingDays(isoDate(first), isoDate(last))) days.push(dayNumber(date));
  for (let day = Math.max(from, calendarTo + 1); day <= to; day++) if (isWeekday(day)) days.push(day);
  return days;
}

/**
 * The trading days of a calculation: the exchange's sessions, and the days on which the index has a close. What else is
 * loaded plays no part, so that a security's halts and staleness are the same whoever holds it beside what.
 */
export function axisOf(index: DatedCloses | undefined, from: string, to: string): Axis {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const days = new Set(exchangeDays(first, last));
  for (const day of index?.days ?? []) if (day >= first && day <= last) days.add(day);
  return Int32Array.from(days).sort();
}

/** The places of the days that are on the axis; all of them is the rule, a weekend's closes are the exception. */
function placesOnAxis(axis: Axis, days: Int32Array): number[] | null {
  const off = new Set<number>();
  for (let i = 0, at = 0; i < days.length; i++) {
    while (at < axis.length && axis[at] < days[i]) at++;
    if (axis[at] !== days[i]) off.add(i);
  }
  return off.size === 0 ? null : [...days.keys()].filter((i) => !off.has(i));
}

/** The days that were asked about last: securities with the same days share one array of them (`loadCloses`). */
let latest: { readonly axis: Axis; readonly days: Int32Array; readonly isOnEach: boolean } | null = null;

/** Whether a series has a close on each day of the axis and on no other, which is the rule. */
function isOnEachDay(axis: Axis, { days }: DatedCloses): boolean {
  if (latest?.axis !== axis || latest.days !== days)
    latest = { axis, days, isOnEach: days.length === axis.length && days.every((day, i) => day === axis[i]) };
  return latest.isOnEach;
}

/** Closes laid onto the axis. Those that lie on it already are taken as they are: nobody writes into a column. */
function laid(axis: Axis, series: DatedCloses): Closes {
  if (!isOnEachDay(axis, series)) return closesOnAxis(axis, series);
  const { closes } = series;
  // By index: an iterator makes an object of each number.
  for (let i = 0; i < closes.length; i++)
    if (!(closes[i] > 0 && closes[i] < Number.POSITIVE_INFINITY)) return closesOnAxis(axis, series);
  return closes;
}

/** Closes without those on days that are not on the axis. */
function ofAxis(axis: Axis, series: SecurityCloses): SecurityCloses {
  if (isOnEachDay(axis, series)) return series;
  const kept = placesOnAxis(axis, series.days);
  if (kept === null) return series;
  return {
    securityId: series.securityId,
    days: Int32Array.from(kept, (i) => series.days[i]),
    closes: Float64Array.from(kept, (i) => series.closes[i]),
    rawCloses: Float64Array.from(kept, (i) => series.rawCloses[i]),
  };
}

/** The closes of a security on an axis, as traded and adjusted; those of other days are left out. */
export function pricesOnAxis(axis: Axis, series: SecurityCloses): { readonly raw: Closes; readonly adjusted: Closes } {
  const { days, closes, rawCloses } = ofAxis(axis, series);
  return { raw: closesOnAxis(axis, { days, closes: rawCloses }), adjusted: closesOnAxis(axis, { days, closes }) };
}

/** The roles in a fingerprint: an asset, the market it is held against, and the days themselves. */
export const roles = { asset: 0, market: 1, axis: 2 } as const;

/**
 * Lays out closes from `from` to `to`. `indexId`: the security that is the market; null where there is none.
 * @param from `YYYY-MM-DD`, as `to`.
 */
export function columnsOf(
  closes: ReadonlyMap<number, SecurityCloses>,
  indexId: number | null,
  from: string,
  to: string,
): Columns {
  const index = indexId === null ? undefined : closes.get(indexId);
  const axis = axisOf(index, from, to);
  const all = [...closes.values()].sort((a, b) => a.securityId - b.securityId);
  const securityIds: number[] = [];
  const columnOf = new Map<number, number>();
  const adjusted: Closes[] = [];
  const raw: Closes[] = [];
  // In a loop: what a function made for this call alone does a thousand times is compiled anew after each collection.
  for (const one of all) {
    const { securityId, days, closes, rawCloses } = ofAxis(axis, one);
    columnOf.set(securityId, adjusted.length);
    securityIds.push(securityId);
    adjusted.push(laid(axis, { days, closes }));
    raw.push(laid(axis, { days, closes: rawCloses }));
  }
  return {
    axis,
    columnOf,
    securityIds,
    adjusted,
    raw,
    assetSums: kept(all.length, (column) => fingerprintSums(axis, adjusted[column], roles.asset)),
    marketSums: index ? fingerprintSums(axis, adjusted[columnOf.get(index.securityId)!], roles.market) : null,
    axisSums: fingerprintSums(axis, new Float64Array(axis.length).fill(1), roles.axis),
  };
}
