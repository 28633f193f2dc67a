import 'server-only';
import { isTradingDay, lastClosedTradingDay } from './calendar';
import { providerFault } from './fetch-json';
import type { CorporateAction, DailyBar, DailyBars, RejectedRow, Rejection } from './provider';

/** A session as a vendor gave it, with this project's names; nothing of it is believed yet. */
export type VendorBar = {
  readonly date: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly adjustedClose: number | null;
  readonly volume: number | null;
};

const isoShape = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day the calendar has, from 1900 on. */
export function isCalendarDay(text: string): boolean {
  const instant = isoShape.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls 30 February over into March.
  return !Number.isNaN(instant) && text >= '1900-01-01' && new Date(instant).toISOString().slice(0, 10) === text;
}

/**
 * Whether a symbol trades on New York's calendar: a plain ticker, with or without a share class. A suffix (VOD.L), a
 * pair (EURUSD=X, BTC-USD) or a caret (^FTSE) means another market or none.
 */
export const tradesInNewYork = (symbol: string): boolean => /^[A-Z]{1,6}([.-][A-EG-KM-SUW-Z])?$/.test(symbol);

/** The pair of two currencies: EURUSD=X is what one EUR costs in USD. */
export const isCurrencyPair = (symbol: string): boolean => /^[A-Z]{6}=X$/.test(symbol);

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

function canTradeOn(symbol: string, date: string): boolean {
  if (tradesInNewYork(symbol) && date >= '1990-01-01') return isTradingDay(date);
  // A weekend is none of any stock exchange's days that are covered here; coins never rest.
  const isCoin = /^[A-Z0-9]+-[A-Z]{3}$/.test(symbol);
  return isCoin || (weekday(date) !== 0 && weekday(date) !== 6);
}

const hour = 3_600_000;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/**
 * The newest day of which a final close can exist at the instant `now`. Vendors give the session under way as if it
 * were over; New York's end is known to the minute, other exchanges have closed by 22:00 UTC, and a day of currencies
 * and coins is final when it is over.
 */
export function newestFinalDay(symbol: string, now: Date): string {
  if (tradesInNewYork(symbol) || symbol.startsWith('^')) return lastClosedTradingDay(now);
  const neverRests = isCurrencyPair(symbol) || /^[A-Z0-9]+-[A-Z]{3}$/.test(symbol);
  return dayOf(now.getTime() - (neverRests ? 24 : 22) * hour);
}

/** The largest price the columns hold. */
const largestPrice = 1e12;

const prices = ['open', 'high', 'low', 'close', 'adjustedClose'] as const;

/** Why a row cannot be taken; null where it can. */
function rejectionOf(symbol: string, bar: VendorBar, latest: string): Rejection | null {
  if (!isCalendarDay(bar.date)) return 'invalid_date';
  if (bar.date > latest) return 'future_date';
  if (bar.close === null) return 'no_close';
  if (bar.adjustedClose === null) return 'no_adjusted_close';
  for (const name of prices) {
    const value = bar[name];
    if (value === null) continue;
    if (!Number.isFinite(value) || value >= largestPrice) return 'not_finite';
    // Stored with eight decimals: what rounds to zero there is zero.
    if (value < 5e-9) return 'not_positive';
  }
  if (bar.volume !== null && !(Number.isFinite(bar.volume) && bar.volume >= 0 && bar.volume <= Number.MAX_SAFE_INTEGER))
    return 'not_finite';
  if (bar.high !== null && bar.low !== null && bar.high < bar.low) return 'range_reversed';
  return canTradeOn(symbol, bar.date) ? null : 'not_a_session';
}

const sameBar = (a: VendorBar, b: VendorBar): boolean =>
  a.volume === b.volume && prices.every((name) => a[name] === b[name]);

const rowText = (row: object): string => JSON.stringify(row).slice(0, 400);

/** From how large a share of rows on days without a session the dates of all of them are in doubt. */
const shiftedShare = 0.05;

/** A split counts as not applied where the adjusted closes still step by about as much, in logarithms. */
const splitTolerance = 0.25;
const visibleSplit = Math.log(1.35);

/**
 * Whether the adjusted closes still have the step of a split: the last close before its day and the first on or after
 * it differ as the raw ones do.
 */
export function hasUnappliedSplit(bars: readonly DailyBar[], actions: readonly CorporateAction[]): boolean {
  return actions.some(({ date, split }) => {
    const expected = -Math.log(split);
    if (Math.abs(expected) < visibleSplit) return false;
    const after = bars.findIndex((bar) => bar.date >= date);
    if (after < 1) return false;
    const step = Math.log(bars[after].adjustedClose / bars[after - 1].adjustedClose);
    return Math.abs(step - expected) < splitTolerance;
  });
}

/**
 * What of a vendor's rows may be stored: those of the span, oldest first, one a date, each of which can be; the others
 * with the reason. The same row twice is one row; two rows that contradict each other are both left out, because
 * nothing says which is right.
 *
 * Throws `ProviderFault` where the answer as a whole is not to be believed: many rows on days without a session (its
 * dates have slipped), or adjusted closes that a reported split is not in yet.
 */
export function cleanBars(
  vendor: string,
  symbol: string,
  rows: readonly VendorBar[],
  actions: readonly CorporateAction[],
  span: { readonly from: string; readonly to: string; readonly now: Date },
): DailyBars {
  const newest = newestFinalDay(symbol, span.now);
  const to = [span.to, newest].sort()[0];
  // It is tomorrow already in the east.
  const latest = dayOf(span.now.getTime() + 14 * hour);
  const rejected: RejectedRow[] = [];
  const byDate = new Map<string, VendorBar[]>();
  let strays = 0;
  for (const row of rows) {
    const reason = rejectionOf(symbol, row, latest);
    if (reason === 'not_a_session') strays++;
    if (reason === null) byDate.set(row.date, [...(byDate.get(row.date) ?? []), row]);
    // What lies outside the span was not asked for and is nobody's fault, but a date that is none lies nowhere.
    else if (reason === 'invalid_date' || reason === 'future_date' || (row.date >= span.from && row.date <= to))
      rejected.push({ date: row.date.slice(0, 32), reason, row: rowText(row) });
  }
  if (strays > 1 && strays > shiftedShare * rows.length) throw providerFault(vendor, 'shifted_dates');

  const bars: DailyBar[] = [];
  for (const [date, same] of byDate) {
    if (date < span.from || date > to) continue;
    if (same.every((row) => sameBar(row, same[0])))
      bars.push({ ...same[0], close: same[0].close!, adjustedClose: same[0].adjustedClose! });
    else for (const row of same) rejected.push({ date, reason: 'contradicting_duplicates', row: rowText(row) });
  }
  bars.sort((a, b) => (a.date < b.date ? -1 : 1));

  const byDay = new Map<string, CorporateAction>();
  for (const action of actions) {
    const { date, dividend, split } = action;
    if (!isCalendarDay(date) || !(dividend >= 0 && dividend < largestPrice) || !(split > 0 && split < 1e6)) {
      rejected.push({ date: date.slice(0, 32), reason: 'invalid_action', row: rowText(action) });
      continue;
    }
    if (date < span.from || date > to || (dividend === 0 && split === 1)) continue;
    const other = byDay.get(date);
    byDay.set(date, other ? merged(other, action) : action);
  }
  const happened = [...byDay.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  if (hasUnappliedSplit(bars, happened)) throw providerFault(vendor, 'split_not_applied');
  return { bars, actions: happened, rejected };
}

/** Two payments of a day add up; the same payment or split told twice is one. */
const merged = (a: CorporateAction, b: CorporateAction): CorporateAction => ({
  date: a.date,
  dividend: a.dividend === b.dividend ? a.dividend : a.dividend + b.dividend,
  split: a.split === 1 ? b.split : a.split,
});
