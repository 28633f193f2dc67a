import { z } from 'zod';
import { absenceSchema, staleSchema } from './analytics';
import { currencyCode, day, decimalText, instant, statistic } from './wire';

/** A snapshot as the contract's table has it, rounded to its types. The analytics endpoints have the exact numbers. */
export const snapshotSchema = z
  .object({
    date: day,
    currency: currencyCode,
    equity_value: decimalText.nullable(),
    gross_value: decimalText.nullable(),
    positions_total: z.number().int(),
    positions_covered: z.number().int(),
    market_beta_weighted: statistic,
    market_beta_r_squared: statistic,
    market_beta_observations: z.number().int().nullable(),
    market_beta_direct: statistic,
    sector_exposure: z.record(z.string(), z.number()).nullable(),
    hhi: statistic,
    effective_num_positions: statistic,
    top_3_concentration: statistic,
    top_10_concentration: statistic,
    realized_volatility_21d: statistic,
    realized_volatility_63d: statistic,
    expected_volatility_21d: statistic,
    volatility_trend: z.enum(['increasing', 'decreasing', 'stable']).nullable(),
    volatility_percentile: statistic,
    run_id: z.uuid().nullable(),
    method_version: z.number().int().nullable(),
    input_hash: z.string().nullable(),
    calculated_at: instant.nullable(),
    stale: staleSchema,
    unavailable: z.record(z.string(), absenceSchema).meta({ description: 'why a field is null, by its name' }),
  })
  .strict()
  .meta({ id: 'Snapshot' });

export type SnapshotDocument = z.input<typeof snapshotSchema>;

/** Which measure fills a field. */
const measureOf = {
  equity_value: 'value',
  gross_value: 'value',
  market_beta_weighted: 'weighted',
  market_beta_observations: 'weighted',
  market_beta_r_squared: 'direct',
  market_beta_direct: 'direct',
  sector_exposure: 'sectors',
  hhi: 'concentration',
  effective_num_positions: 'concentration',
  top_3_concentration: 'concentration',
  top_10_concentration: 'concentration',
  realized_volatility_21d: 'realized21d',
  realized_volatility_63d: 'realized63d',
  expected_volatility_21d: 'forecast',
  volatility_trend: 'trend',
  volatility_percentile: 'percentile',
} as const;

export function snapshotDocument(one: {
  readonly date: string;
  readonly currency: string;
  readonly equityValue: string | null;
  readonly grossValue: string | null;
  readonly positionsTotal: number;
  readonly positionsCovered: number;
  readonly marketBetaWeighted: number | null;
  readonly marketBetaRSquared: number | null;
  readonly marketBetaObservations: number | null;
  readonly marketBetaDirect: number | null;
  readonly sectorExposure: Readonly<Record<string, number>> | null;
  readonly hhi: number | null;
  readonly effectiveNumPositions: number | null;
  readonly top3Concentration: number | null;
  readonly top10Concentration: number | null;
  readonly realizedVolatility21d: number | null;
  readonly realizedVolatility63d: number | null;
  readonly expectedVolatility21d: number | null;
  readonly volatilityTrend: SnapshotDocument['volatility_trend'];
  readonly volatilityPercentile: number | null;
  readonly runId: string | null;
  readonly methodVersion: number | null;
  readonly inputHash: string | null;
  readonly calculatedAt: string | null;
  readonly stale: SnapshotDocument['stale'];
  readonly absences: Readonly<
    Record<string, { readonly reason: string; readonly observations: number; readonly required: number } | null>
  >;
}): SnapshotDocument {
  const document = {
    date: one.date,
    currency: one.currency,
    equity_value: one.equityValue,
    gross_value: one.grossValue,
    positions_total: one.positionsTotal,
    positions_covered: one.positionsCovered,
    market_beta_weighted: one.marketBetaWeighted,
    market_beta_r_squared: one.marketBetaRSquared,
    market_beta_observations: one.marketBetaObservations,
    market_beta_direct: one.marketBetaDirect,
    sector_exposure: one.sectorExposure && { ...one.sectorExposure },
    hhi: one.hhi,
    effective_num_positions: one.effectiveNumPositions,
    top_3_concentration: one.top3Concentration,
    top_10_concentration: one.top10Concentration,
    realized_volatility_21d: one.realizedVolatility21d,
    realized_volatility_63d: one.realizedVolatility63d,
    expected_volatility_21d: one.expectedVolatility21d,
    volatility_trend: one.volatilityTrend,
    volatility_percentile: one.volatilityPercentile,
    run_id: one.runId,
    method_version: one.methodVersion,
    input_hash: one.inputHash,
    calculated_at: one.calculatedAt,
    stale: one.stale,
  };
  const unavailable = Object.fromEntries(
    Object.entries(measureOf).flatMap(([field, measure]) => {
      const absence = document[field as keyof typeof measureOf] === null ? one.absences[measure] : null;
      return absence ? [[field, absence as SnapshotDocument['unavailable'][string]]] : [];
    }),
  );
  return { ...document, unavailable };
}
