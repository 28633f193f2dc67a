import { z } from 'zod';
import { reasons } from '../risk/estimate';
import { isoDate } from './iso-date';
import { day, fraction, instant, statistic } from './wire';

/** `as_of` asks for the snapshot of that day; without it, for the newest. */
export const analyticsQuerySchema = z.object({ as_of: isoDate.optional() }).strict();

/** Why there is no number: from the closed list of the library, or because nothing has been calculated. */
export const reasonSchema = z.enum([...reasons, 'no_snapshot']);

export const absenceSchema = z
  .object({ reason: reasonSchema, observations: z.number().int().nullable(), required: z.number().int().nullable() })
  .strict();

export type Absence = z.infer<typeof absenceSchema>;

export const staleSchema = z
  .object({
    since: instant,
    reason: z.enum(['prices', 'actions', 'holdings', 'securities', 'sector_weights', 'settings']),
  })
  .strict()
  .nullable();

/** What every answer says about where its numbers come from. */
const metadata = {
  run_id: z.uuid().nullable(),
  calculated_at: instant.nullable(),
  method_version: z.number().int().nullable(),
  input_hash: z.string().nullable(),
  /** Since when and why the numbers are no longer those of what is known; null while they are. */
  stale: staleSchema,
  market_index: z.string(),
  benchmark_code: z.string(),
  /** Why `data` is null, or the fields of it that are; keyed by field, `data` for all of it. */
  unavailable: z.record(z.string(), absenceSchema),
};

/** The envelope that every analytics endpoint answers in. */
export const envelope = <D extends z.ZodType, M extends z.ZodRawShape>(data: D, more: M) =>
  z
    .object({
      available: z.boolean(),
      portfolio_id: z.uuid(),
      calculation_date: day.nullable(),
      data: data.nullable(),
      metadata: z.object({ ...metadata, ...more }).strict(),
    })
    .strict();

const maybe = statistic;
const window = z
  .object({
    observations: z.number().int(),
    dropped: z.number().int(),
    first_date: day,
    last_date: day,
  })
  .strict()
  .nullable();

export const volatilitySchema = envelope(
  z
    .object({
      realized_volatility_21d: maybe,
      realized_volatility_63d: maybe,
      expected_volatility_21d: maybe,
      volatility_trend: z.enum(['increasing', 'decreasing', 'stable']).nullable(),
      volatility_percentile: maybe,
    })
    .strict(),
  {
    realized_volatility_252d: maybe,
    realized_volatility_21d_standard_error: maybe,
    expected_volatility_21d_method: z.enum(['HAR_EWMA', 'EWMA']).nullable(),
    expected_volatility_21d_low: maybe,
    expected_volatility_21d_high: maybe,
    ewma_volatility_21d: maybe,
    har_volatility_21d: maybe,
    har_r_squared: maybe,
    trend_z: maybe,
    trend_p_value: maybe,
    trend_ratio: maybe,
    percentile_observations: z.number().int().nullable(),
    window_21d: window,
    window_forecast: window,
  },
);

export const marketBetaSchema = envelope(
  z
    .object({
      market_beta_weighted: maybe,
      market_beta_r_squared: maybe,
      market_beta_observations: z.number().int().nullable(),
      market_beta_direct: maybe,
    })
    .strict(),
  {
    coverage: maybe,
    r_squared_average: maybe,
    direct_standard_error: maybe,
    direct_hc3_standard_error: maybe,
    direct_ci95_low: maybe,
    direct_ci95_high: maybe,
    direct_p_value: maybe,
    direct_252d: maybe,
    welch: maybe,
    up: maybe,
    down: maybe,
    window_direct: window,
    excluded: z.array(z.object({ symbol: z.string(), reason: z.enum(reasons), share: z.number() }).strict()),
  },
);

const weights = z.record(z.string(), z.number());
const extreme = z.object({ sector: z.string(), active_weight: z.number() }).strict().nullable();

export const sectorExposureSchema = envelope(
  z
    .object({
      portfolio_weights: weights,
      benchmark_weights: weights.nullable(),
      over_underweight: weights.nullable(),
      largest_overweight: extreme,
      largest_underweight: extreme,
    })
    .strict(),
  {
    weights_on: z.enum(['equity', 'gross']).nullable(),
    long_weights: weights.nullable(),
    short_weights: weights.nullable(),
    gross_weights: weights.nullable(),
    active_share: maybe,
    stock_over_underweight: weights.nullable(),
    looked_through: z.array(z.object({ symbol: z.string(), weight: fraction }).strict()).meta({
      description:
        'the funds that are the benchmark in one share and stand in its sectors in place of `Funds`, with their weight in the portfolio',
    }),
    benchmark_date: day.nullable(),
    benchmark_source: z.string().nullable(),
  },
);

export const concentrationSchema = envelope(
  z
    .object({
      hhi: z.number(),
      effective_num_positions: z.number(),
      top_3_concentration: z.number(),
      top_10_concentration: z.number(),
      total_positions: z.number().int(),
      /** |market value| by symbol / gross, the largest first. */
      position_weights: z.array(z.object({ symbol: z.string(), weight: z.number() }).strict()),
    })
    .strict(),
  {
    hhi_normalised: maybe,
    entropy_effective_num_positions: maybe,
    hhi_net: maybe,
    effective_num_positions_net: maybe,
  },
);

export type VolatilityDocument = z.infer<typeof volatilitySchema>;
export type MarketBetaDocument = z.infer<typeof marketBetaSchema>;
export type SectorExposureDocument = z.infer<typeof sectorExposureSchema>;
export type ConcentrationDocument = z.infer<typeof concentrationSchema>;
