import { tradingDays } from './calendar';
import { simulatedActions, simulatedBars, simulatedStart } from './simulated';
import { weekdayNumber } from './simulated-days';
import { newcomers } from './simulated-newcomers';
import { haltedSymbols, halts, splittingSymbols } from './simulated-schedule';

/** Who plays which part in the demonstration of a day. The parts are always filled, the players change. */
export type Cast = {
  /** Listed a few weeks ago: no beta yet. */
  readonly newest: string;
  /** Listed about five months ago: a beta, but no forecast from a model and no percentile. */
  readonly young: string;
  /** Left the market weeks ago: its prices are stale. */
  readonly gone: string;
  /** Was halted for three weeks within the last quarter or so. */
  readonly halted: string;
  /** Split its shares within the last ten months; `splitDate` is the ex-date. */
  readonly split: string;
  readonly splitDate: string;
};

const closesOfNewest = 6;
const closesOfYoung = 100;
const sessionsGone = 30;
const sessionsSinceHalt = 6;
const sessionsSinceSplit = 5;

const closesUntil = (symbol: string, asOf: string): number => simulatedBars(symbol, simulatedStart, asOf).length;

function required<T>(part: string, asOf: string, found: T | undefined): T {
  if (found === undefined)
    throw new RangeError(`demonstrationCast: needs a day on which there is ${part}, got ${asOf}`);
  return found;
}

/** The company of the latest split that is not quite new. */
function latestSplit(asOf: string): { symbol: string; date: string } | undefined {
  return splittingSymbols
    .flatMap((symbol) =>
      simulatedActions(symbol, simulatedStart, asOf)
        .filter(({ split }) => split !== 1)
        .map(({ date }) => ({ symbol, date })),
    )
    .filter(({ date }) => tradingDays(date, asOf).length > sessionsSinceSplit)
    .sort((a, b) => a.date.localeCompare(b.date))
    .at(-1);
}

/** The company of the latest halt that is over for a while. */
function latestHalted(day: number): string | undefined {
  return haltedSymbols
    .flatMap((symbol) => halts(symbol).map(({ to }) => ({ symbol, to })))
    .filter(({ to }) => to + sessionsSinceHalt < day)
    .sort((a, b) => a.to - b.to)
    .at(-1)?.symbol;
}

/**
 * The securities of the simulated market that show, on that day, what the product does with a young listing, a
 * departed one, a halt and a split. Depends on the day alone.
 * Throws `RangeError` for a day too early for one of the parts (before the summer of 2021).
 */
export function demonstrationCast(asOf: string): Cast {
  const day = weekdayNumber(asOf);
  const listed = newcomers.filter(({ firstDay }) => firstDay <= day);
  const withCloses = (needed: number) => listed.findLast(({ symbol }) => closesUntil(symbol, asOf) >= needed)?.symbol;
  const gone = listed.findLast(({ symbol, lastDay }) => {
    if (lastDay >= day) return false;
    const last = simulatedBars(symbol, simulatedStart, asOf).at(-1);
    return last !== undefined && tradingDays(last.date, asOf).length > sessionsGone;
  });
  const split = required('a split', asOf, latestSplit(asOf));
  return {
    newest: required('a new listing', asOf, withCloses(closesOfNewest)),
    young: required('a young listing', asOf, withCloses(closesOfYoung)),
    gone: required('a departed company', asOf, gone?.symbol),
    halted: required('a past halt', asOf, latestHalted(day)),
    split: split.symbol,
    splitDate: split.date,
  };
}
