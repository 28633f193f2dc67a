import { z } from 'zod';
import { envelope } from './analytics';
import { day, fraction, statistic } from './wire';

/** The days that were looked at; null in what was stored before they were kept. */
const window = { first_date: day.nullable(), last_date: day.nullable() };

const valueAtRisk = z
  .object({
    value_at_risk_daily: fraction,
    expected_shortfall_daily: fraction,
    observations: z.number().int(),
    ...window,
  })
  .strict()
  .nullable();

const backtest = z
  .object({
    exceedances: z.number().int(),
    expected: z.number(),
    observations: z.number().int(),
    likelihood_ratio: z.number(),
    p_value: z.number(),
    ...window,
  })
  .strict()
  .nullable();

/** What bad days cost: losses are positive fractions of the portfolio, of the past days of what is held now. */
export const lossesSchema = envelope(
  z
    .object({
      value_at_risk_95: valueAtRisk,
      value_at_risk_99: valueAtRisk,
      backtest_95: backtest,
      backtest_99: backtest,
      max_drawdown: z
        .object({
          drawdown: fraction,
          peak_date: day,
          trough_date: day,
          recovery_date: day.nullable(),
          observations: z.number().int(),
          first_date: day,
          last_date: day,
        })
        .strict()
        .nullable(),
      worst_days: z.array(z.object({ date: day, return: z.number() }).strict()),
    })
    .strict(),
  { tracking_error: statistic, diversification_ratio: statistic, undiversified_volatility: statistic },
);
