import 'server-only';
import type { CorporateAction, DailyBar, DailyBars, Provider, SecurityProfile } from './provider';
import { sessionByWeekday, simulatedStart, weekdayNumber } from './simulated-days';
import { simulatedPath } from './simulated-path';
import { allSimulatedSecurities, simulatedSecurity } from './simulated-securities';

export { simulatedStart };

/** The symbol of the simulated market's index. */
export const simulatedIndexSymbol = 'SIM500';

/** Whether a symbol belongs to the simulated market: no exchange writes a digit or `.SIM` into a ticker. */
export const isSimulatedSymbol = (symbol: string): boolean => simulatedSecurity(symbol) !== null;

const isDate = /^\d{4}-\d{2}-\d{2}$/;

function simulatedHistory(caller: string, symbol: string, from: string, to: string): DailyBars {
  const security = simulatedSecurity(symbol);
  if (!security) throw new RangeError(`${caller}: needs a simulated symbol, got ${JSON.stringify(symbol)}`);
  for (const date of [from, to])
    if (!isDate.test(date)) throw new RangeError(`${caller}: needs dates YYYY-MM-DD, got ${JSON.stringify(date)}`);
  const { bars, actions } = simulatedPath(security, weekdayNumber(to));
  return {
    bars: bars.filter(({ date }) => date >= from && date <= to),
    actions: actions.filter(({ date }) => date >= from && date <= to),
    rejected: [],
  };
}

/**
 * The sessions of a simulated security from one day to the other, both included, oldest first. A day of it is a
 * function of symbol and date alone: whatever else is asked for, earlier or later, it is the same.
 * Prices in cents of the day, as they would have been traded; the adjusted close anchored at the first session.
 * Throws `RangeError` for a symbol that is not simulated and for malformed dates.
 */
export const simulatedBars = (symbol: string, from: string, to: string): readonly DailyBar[] =>
  simulatedHistory('simulatedBars', symbol, from, to).bars;

/** Dividends and splits of a simulated security from one day to the other, both included, by ex-date, oldest first. */
export const simulatedActions = (symbol: string, from: string, to: string): readonly CorporateAction[] =>
  simulatedHistory('simulatedActions', symbol, from, to).actions;

/** How long a security that has left the market is still listed among its securities, in weekdays. */
const rememberedDays = 261;

/**
 * The securities of the simulated market on a day: those that have traded by then, without those that left the market
 * more than a year before. The index comes first, then companies, then funds.
 */
export function simulatedSecurities(asOf: string): readonly SecurityProfile[] {
  const day = weekdayNumber(asOf);
  return allSimulatedSecurities
    .filter(({ firstDay, lastDay }) => firstTradedDay(firstDay) <= day && day <= lastDay + rememberedDays)
    .map(({ profile }) => profile);
}

/** The weekday number of the first session on or after one. */
function firstTradedDay(day: number): number {
  let at = day;
  while (sessionByWeekday[at] === undefined) at++;
  return at;
}

/** The market of the demonstration: no network, no key, the same on every machine. */
export const simulated: Provider = {
  id: 'simulated',
  name: 'Simulated market',
  dailyBars: async (symbol, from, to) =>
    isSimulatedSymbol(symbol) ? simulatedHistory('dailyBars', symbol, from, to) : null,
  securityProfile: async (symbol) => simulatedSecurity(symbol)?.profile ?? null,
};
