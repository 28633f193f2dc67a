import { tradingDays } from './calendar';

/** The first session of the simulated market. */
export const simulatedStart = '2019-01-02';

/** The last session the calendar knows, and so the last of the simulated market. */
const simulatedEnd = '2050-12-30';

/** Weekdays in a year: the simulated market moves on each of them. */
export const weekdaysPerYear = 261;

const mondayBeforeStart = Date.parse('2018-12-31T00:00:00Z') / 86_400_000;

/**
 * The weekdays since Monday, 2018-12-31, by which the simulated market counts its time; a Saturday and a Sunday count
 * as the Friday before them.
 */
export function weekdayNumber(date: string): number {
  const days = Date.parse(`${date}T00:00:00Z`) / 86_400_000 - mondayBeforeStart;
  const week = Math.floor(days / 7);
  return week * 5 + Math.min(days - week * 7, 4);
}

export const firstWeekday = weekdayNumber(simulatedStart);
export const lastWeekday = weekdayNumber(simulatedEnd);

/** By weekday number: the date of the session held that day, undefined where the exchange is closed. */
export const sessionByWeekday: readonly (string | undefined)[] = (() => {
  const dates: (string | undefined)[] = new Array(lastWeekday + 1).fill(undefined);
  for (const date of tradingDays(simulatedStart, simulatedEnd)) dates[weekdayNumber(date)] = date;
  return dates;
})();
