import type { ForecastOutcome } from '@/components/charts/forecast-outcome';

type Judged = {
  readonly date: string;
  readonly until: string;
  readonly headline: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly outcome: number | null;
};

/** The forecasts of which it is known what came, as charts show them. */
export const outcomesOf = (forecasts: readonly Judged[]): ForecastOutcome[] =>
  forecasts.flatMap(({ date, until, headline, low, high, outcome }) =>
    headline === null || outcome === null
      ? []
      : [{ made: date, until, expected: headline, low, high, realized: outcome }],
  );

const isKnown = ({ headline, outcome }: Judged): boolean => headline !== null && outcome !== null;

/** The day the first forecast of each stretch came due of which it is not known what came. */
export const gapsOf = (forecasts: readonly Judged[]): string[] =>
  forecasts.filter((one, i) => !isKnown(one) && (i === 0 || isKnown(forecasts[i - 1]))).map(({ until }) => until);
