import { longestGap } from '@/lib/risk/returns';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';

/**
 * The window of the newest `returns` daily returns of a security, by the days on which it has a close and the sessions
 * of the exchange: from the close before the first of them to the newest. A step over more than five sessions without a
 * close is a halt, dropped and counted. Undefined where there are not so many. Both lists oldest first.
 */
export function recentWindow(
  closeDates: readonly string[],
  sessions: readonly string[],
  returns: number,
): DatedWindow | undefined {
  const placeOf = new Map(sessions.map((date, place) => [date, place]));
  const days = closeDates.filter((date) => placeOf.has(date));
  let observations = 0;
  let dropped = 0;
  for (let i = days.length - 1; i > 0; i--) {
    if (placeOf.get(days[i])! - placeOf.get(days[i - 1])! - 1 > longestGap) dropped++;
    else observations++;
    if (observations === returns)
      return { observations, dropped, firstDate: days[i - 1], lastDate: days[days.length - 1] };
  }
  return undefined;
}
