import { day, percent } from '@/lib/format';
import type { TimeSeries } from './time-rows';

/** What a look at one estimator's past tells, in one sentence. */
export function estimatorSummary(name: string, { dates, values }: TimeSeries): string {
  const last = values.length - 1;
  if (last < 0) return `There is no volatility by ${name} yet.`;
  const least = values.reduce((so, value, i) => (value < values[so] ? i : so), 0);
  const greatest = values.reduce((so, value, i) => (value > values[so] ? i : so), 0);
  return `Volatility by ${name} is ${percent(values[last])} on ${day(dates[last])}; since ${day(dates[0])} between ${percent(values[least])} (${day(dates[least])}) and ${percent(values[greatest])} (${day(dates[greatest])}).`;
}
