import { tradingDaysPerYear } from './annualise';
import type { ForecastRecord } from './forecast-scoreboard';

/**
 * A forecast as it was stored on its day, beside what came: volatilities a year, null where there was none. The outcome
 * is √(252 · mean squared return) of the 21 returns that followed.
 */
export type StoredForecast = {
  /** The place of its day among trading days: the next day's is one more. */
  readonly origin: number;
  readonly headline: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly last21Days: number | null;
  readonly ewma: number | null;
  readonly har: number | null;
  readonly outcome: number | null;
};

const names = ['headline', 'low', 'high', 'last21Days', 'ewma', 'har', 'outcome'] as const;

const isWhole = (forecast: StoredForecast): boolean =>
  names.every((name) => {
    const value = forecast[name];
    return value !== null && value > 0 && value < Number.POSITIVE_INFINITY;
  });

/**
 * Stored forecasts whose 21 days have passed as the record that `forecastScoreboard` scores: there is no look ahead by
 * construction, since each was stored before what came.
 *
 *   daily variance = volatility² / 252
 *
 * A forecast that lacks one of its rivals, its band or its outcome is left out and counted: all are scored on the same
 * occasions. `forecasts`: oldest first, one a day.
 */
export function forecastRecord(forecasts: readonly StoredForecast[]): ForecastRecord {
  const whole = forecasts.filter(isWhole);
  const annual = (name: (typeof names)[number]) => Float64Array.from(whole, (one) => one[name]!);
  const daily = (name: (typeof names)[number]) => annual(name).map((value) => (value * value) / tradingDaysPerYear);
  return {
    origins: Int32Array.from(whole, ({ origin }) => origin),
    variances: {
      headline: daily('headline'),
      last21Days: daily('last21Days'),
      ewma: daily('ewma'),
      har: daily('har'),
    },
    lowAnnual: annual('low'),
    highAnnual: annual('high'),
    outcomes: daily('outcome'),
    excluded: forecasts.length - whole.length,
  };
}
