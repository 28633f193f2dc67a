import { beta, day, interval } from '@/lib/format';
import type { TimeSeries } from './time-rows';

/** What a look at a rolling beta tells, in one sentence. */
export function rollingBetaSummary({ dates, values, low, high }: TimeSeries, windowDays: number): string {
  if (values.length === 0) return `There is no ${windowDays}-day beta yet.`;
  const last = values.length - 1;
  const band = low && high ? ` ${interval(low[last], high[last])}` : '';
  const now = `${beta(values[last])}${band} on ${day(dates[last])}`;
  if (last === 0) return `The ${windowDays}-day beta is ${now}.`;
  let least = 0;
  let greatest = 0;
  for (let i = 1; i <= last; i++) {
    if (values[i] < values[least]) least = i;
    if (values[i] > values[greatest]) greatest = i;
  }
  return `The ${windowDays}-day beta is ${now}; since ${day(dates[0])}, when it was ${beta(values[0])}, it has been as low as ${beta(values[least])} (${day(dates[least])}) and as high as ${beta(values[greatest])} (${day(dates[greatest])}).`;
}
