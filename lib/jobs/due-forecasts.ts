import type { SecurityDay } from '../db/security-days';
import type { StoredForecast } from '../risk/stored-forecasts';

/** A stored forecast of a security whose 21 sessions have passed. */
export type DueSecurityForecast = StoredForecast & { readonly date: string; readonly until: string };

/** The days a forecast speaks of. */
const horizon = 21;

/**
 * The forecasts of a security that have come due, oldest first, each with what came: the root mean square of the 21
 * returns that is stored with the day on which they had passed. It is known where that day is stored and the security
 * had a close on each of the sessions, so that its last 21 returns are those after the forecast and no other.
 *
 * `days` as they are stored, oldest first; `sessions` and `closes`: the exchange's days and the security's, from the
 * first of them to the last.
 */
export function dueForecasts(
  days: readonly Pick<
    SecurityDay,
    'date' | 'expected21d' | 'expectedLow' | 'expectedHigh' | 'realized21d' | 'ewma21d' | 'har21d' | 'meanSquare21d'
  >[],
  sessions: readonly string[],
  closes: readonly string[],
): DueSecurityForecast[] {
  const place = new Map(sessions.map((date, i) => [date, i]));
  const stored = new Map(days.map((one) => [one.date, one]));
  const priced = new Set(closes);
  return days.flatMap((one) => {
    const origin = place.get(one.date);
    const until = origin === undefined ? undefined : sessions[origin + horizon];
    if (origin === undefined || until === undefined) return [];
    const isWhole = sessions.slice(origin, origin + horizon + 1).every((date) => priced.has(date));
    return [
      {
        date: one.date,
        until,
        origin,
        headline: one.expected21d,
        low: one.expectedLow,
        high: one.expectedHigh,
        last21Days: one.realized21d,
        ewma: one.ewma21d,
        har: one.har21d,
        outcome: isWhole ? (stored.get(until)?.meanSquare21d ?? null) : null,
      },
    ];
  });
}
