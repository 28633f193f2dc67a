import { z } from 'zod';
import { forecasters } from '../risk/forecast-scoreboard';
import { envelope } from './analytics';
import { day, fraction, statistic } from './wire';

const forecaster = z
  .enum(forecasters)
  .meta({ description: '`headline` is the forecast that is served; the others are what it is held against' });

const score = z
  .object({
    forecaster,
    qlike: z.number().meta({ description: 'mean loss p/f − ln(p/f) − 1; lower is better, 0 is perfect' }),
    /** Mean forecast less mean realised volatility, a fraction a year. */
    bias: fraction,
    mincer_zarnowitz_slope: statistic,
    mincer_zarnowitz_r_squared: statistic,
    /** The headline against this one: negative is in the headline's favour. Null for the headline itself. */
    diebold_mariano_t: statistic,
    diebold_mariano_p: statistic,
  })
  .strict();

const outcome = z
  .object({
    made: day,
    due: day,
    expected: fraction,
    low: statistic,
    high: statistic,
    realized: fraction,
  })
  .strict();

/** How the forecasts did that had come due by a day. */
export const forecastsSchema = envelope(
  z
    .object({
      best: forecaster,
      observations: z.number().int(),
      first_date: day,
      last_date: day,
      /** How often what came lay in the headline's 90 % band. */
      band_coverage: fraction,
      scores: z.array(score),
    })
    .strict(),
  {
    /** Forecasts that came due and are not scored: the book became another, or something was missing. */
    excluded: z.number().int().nullable(),
    excluded_other_book: z.number().int().nullable(),
    /** The newest forecasts of which it is known what came, newest first, 100 at most. */
    outcomes: z.array(outcome),
  },
);
