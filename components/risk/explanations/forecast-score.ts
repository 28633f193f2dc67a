import { count, decimal, emDash, percent, pValue, signedPoints } from '@/lib/format';
import type { Forecaster, ForecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import type { Explanation } from '../explanation';
import type { RecipeName } from '../recipes/recipes';
import { forecasterNames } from '../scoreboard-words';

const what: Readonly<Record<Forecaster, string>> = {
  headline: 'The forecast that is shown first: the geometric mean of HAR’s and EWMA’s variances.',
  last21Days: 'What everybody has: the realized volatility of the 21 days before, taken for the next 21.',
  ewma: 'The exponentially weighted volatility alone.',
  har: 'The regression on a day, a week and a month alone.',
};

const recipes: Readonly<Record<Forecaster, RecipeName>> = {
  headline: 'forecast_score_headline',
  last21Days: 'forecast_score_last_21_days',
  ewma: 'forecast_score_ewma',
  har: 'forecast_score_har',
};

/** How one forecaster did on the forecasts that have come due; of a security where `symbol` names one. */
export function forecastScoreExplanation(
  board: ForecastScoreboard,
  who: Forecaster,
  id: string,
  /** From the day of the oldest of them to that of the newest. */
  made: string | null,
  symbol?: string,
): Explanation {
  const { qlike, biasAnnual, mincerZarnowitz } = board.scores[who];
  const against = who === 'headline' ? null : board.comparisons[who];
  return {
    id,
    title: `${forecasterNames[who]}: how it forecast`,
    recipe: { name: recipes[who], symbol },
    words: `${what[who]} Every forecast was stored on its day, before what it is judged by had happened. Forecasts of days in a row share 20 of their 21 days, so that they hold about ${count(Math.round(board.observations / 21))} independent months.`,
    formula: 'QLIKE = p/f − ln(p/f) − 1,  f the forecast variance, p the mean squared return of the 21 days after',
    method:
      'Bias: mean forecast less mean realized volatility. Mincer–Zarnowitz: the line of outcomes on forecasts, 1 is right. Diebold–Mariano: whether losses differ by more than chance, for overlapping forecasts',
    facts: [
      { term: 'Forecasts scored', value: count(board.observations) },
      ...(made === null ? [] : [{ term: 'Made', value: made }]),
      { term: 'Left out', value: count(board.excluded) },
      { term: 'Mean QLIKE', value: decimal(qlike, 4) },
      { term: 'Bias', value: signedPoints(biasAnnual, 2) },
      {
        term: 'Mincer–Zarnowitz slope',
        value: mincerZarnowitz.status === 'measured' ? decimal(mincerZarnowitz.value.slope, 3) : emDash,
      },
      {
        term: 'its R²',
        value: mincerZarnowitz.status === 'measured' ? percent(mincerZarnowitz.value.rSquared) : emDash,
      },
      ...(against === null
        ? [{ term: 'Held by the 90 % band', value: percent(board.bandCoverage) }]
        : [
            {
              term: 'Headline against it, t',
              value: against.status === 'measured' ? decimal(against.value.statistic, 2) : emDash,
            },
            { term: 'p', value: against.status === 'measured' ? pValue(against.value.pValue) : emDash },
          ]),
    ],
  };
}
