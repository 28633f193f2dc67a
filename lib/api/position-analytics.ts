import { z } from 'zod';
import { absenceSchema, analyticsQuerySchema, envelope } from './analytics';
import { findingSchema } from './finding';
import { pageQuery } from './page';
import { currencyCode, day, decimalText, fraction, statistic } from './wire';

export const positionsQuerySchema = analyticsQuerySchema.extend(pageQuery).strict();

/** What a lot is, wherever numbers of it are answered. */
const lot = {
  position_id: z.uuid(),
  symbol: z.string(),
  name: z.string().nullable(),
  asset_class: z.enum(['stock', 'fund', 'option', 'private', 'cash']),
  sector: z.string().nullable(),
  underlying: z.string().nullable(),
  weight: fraction.nullable(),
};

const page = { page: z.object({ next_cursor: z.string().nullable() }).strict() };

/** The beta of the security that moves a lot, by OLS over 90 returns, with errors by HC3. */
const positionBeta = z
  .object({
    beta: z.number(),
    standard_error: statistic,
    ci95_low: statistic,
    ci95_high: statistic,
    r_squared: statistic,
    p_value: statistic,
    observations: z.number().int(),
    dropped: z.number().int(),
    first_date: day.nullable(),
    last_date: day.nullable(),
  })
  .strict();

/** The volatility of the security that moves a lot, fractions a year. */
const positionVolatility = z
  .object({
    realized_volatility_21d: statistic,
    realized_volatility_63d: statistic,
    expected_volatility_21d: statistic,
    expected_volatility_21d_low: statistic,
    expected_volatility_21d_high: statistic,
    expected_volatility_21d_method: z.enum(['HAR_EWMA', 'EWMA']).nullable(),
    volatility_trend: z.enum(['increasing', 'decreasing', 'stable']).nullable(),
    trend_z: statistic,
    volatility_percentile: statistic,
    observations: z.number().int(),
  })
  .strict();

export const positionMeasuresSchema = envelope(
  z
    .object({
      positions: z.array(
        z
          .object({
            ...lot,
            quantity: decimalText,
            market_value: decimalText.nullable(),
            market_beta: positionBeta.nullable(),
            volatility: positionVolatility.nullable(),
            unavailable: z
              .record(z.string(), absenceSchema)
              .meta({ description: 'why `market_beta`, `volatility` or a field of it is null, by its name' }),
            findings: z.array(findingSchema).meta({
              description:
                'what is to be known of the data of the security that moves it: mild ones annotate the figures that they affect, grave ones have withheld them',
            }),
          })
          .strict(),
      ),
    })
    .strict(),
  {
    ...page,
    currency: currencyCode.nullable(),
    market_index_findings: z
      .array(findingSchema)
      .meta({ description: 'those of the index that bear on beta, and so on every beta' }),
  },
);

export const contributionsSchema = envelope(
  z
    .object({
      positions: z.array(
        z
          .object({
            ...lot,
            beta_contribution: statistic.meta({ description: 'weight × beta; they sum to `market_beta_weighted`' }),
            volatility_contribution: statistic.meta({
              description: 'fractions a year; they sum to the volatility of what is owned now, over 252 returns',
            }),
            reason: absenceSchema.shape.reason.nullable(),
          })
          .strict(),
      ),
    })
    .strict(),
  { ...page, market_beta_weighted: statistic, beta_contributions: statistic, volatility_contributions: statistic },
);
