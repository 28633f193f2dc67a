import { day, percent, percentInterval } from '@/lib/format';
import { type ForecastOutcome, outcomeWords } from './forecast-outcome';
import type { TimeSeries } from './time-rows';

/** What is expected of the coming days: a yearly volatility and, where it is known, its 90 % band. */
export type ExpectedVolatility = {
  readonly volatilityAnnual: number;
  readonly low: number | null;
  readonly high: number | null;
};

/** What a look at a volatility chart tells, in one sentence. */
export function volatilitySummary(
  realized: TimeSeries,
  expected: ExpectedVolatility | null,
  name = 'Realized 21-day',
  outcome: ForecastOutcome | null = null,
): string {
  const forecast = expected
    ? `the next 21 trading days are expected at ${percent(expected.volatilityAnnual)}${
        expected.low !== null && expected.high !== null
          ? `, nine times in ten from ${percentInterval(expected.low, expected.high)}`
          : ''
      }`
    : 'there is no forecast';
  const came = outcome
    ? ` What they brought was ${percent(outcome.realized)} by ${day(outcome.until)}: ${outcomeWords(outcome)}.`
    : '';
  const { dates, values } = realized;
  if (values.length === 0) return `There is no 21-day volatility yet; ${forecast}.${came}`;
  const last = values.length - 1;
  let least = 0;
  let greatest = 0;
  for (let i = 1; i <= last; i++) {
    if (values[i] < values[least]) least = i;
    if (values[i] > values[greatest]) greatest = i;
  }
  const range =
    last > 0
      ? ` (since ${day(dates[0])} between ${percent(values[least])} on ${day(dates[least])} and ${percent(values[greatest])} on ${day(dates[greatest])})`
      : '';
  return `${name} volatility is ${percent(values[last])} on ${day(dates[last])}${range}; ${forecast}.${came}`;
}
