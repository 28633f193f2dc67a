import 'server-only';
import type { Absence } from '../risk/estimate';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import type { SnapshotColumns } from './runs';
import type { DatedPart } from './security-reads';
import type { StaleReason } from './snapshots';
import { isUuid } from './uuid';

/** A snapshot as the contract's table has it, rounded to its types, with the reasons of what is not there. */
export type ListedSnapshot = Omit<SnapshotColumns, 'equityValue' | 'grossValue'> & {
  readonly date: string;
  readonly currency: string;
  /** Money is text: a double would not keep each of its digits. */
  readonly equityValue: string | null;
  readonly grossValue: string | null;
  readonly runId: string | null;
  readonly methodVersion: number | null;
  readonly inputHash: string | null;
  readonly calculatedAt: string | null;
  readonly stale: { readonly since: string; readonly reason: StaleReason } | null;
  /** By the measure's place in the estimates. */
  readonly absences: Readonly<Record<string, Absence | null>>;
};

/** The measures that can be missing, by where the estimates have them. */
const measures = {
  value: '{value}',
  weighted: '{beta,weighted}',
  direct: '{beta,direct90}',
  sectors: '{sectors}',
  concentration: '{concentration}',
  realized21d: '{volatility,realized21d}',
  realized63d: '{volatility,realized63d}',
  forecast: '{volatility,forecast}',
  trend: '{volatility,trend}',
  percentile: '{volatility,percentile}',
} as const;

const absences = Object.entries(measures)
  .map(
    ([name, place]) =>
      `'${name}', CASE WHEN e.estimates #>> '${place.replace('}', ',status}')}' = 'unavailable'
                       THEN (e.estimates #> '${place}') - 'status' END`,
  )
  .join(', ');

/** The snapshots of a portfolio, newest first; of those before the day `after`. */
export async function listSnapshots(owner: Owner, portfolioId: string, part: DatedPart): Promise<ListedSnapshot[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT s.snapshot_date AS date, p.currency, trim_scale(s.equity_value)::text AS "equityValue",
            trim_scale(s.gross_value)::text AS "grossValue", s.positions_total AS "positionsTotal",
            s.positions_covered AS "positionsCovered", s.market_beta_weighted::float8 AS "marketBetaWeighted",
            s.market_beta_r_squared::float8 AS "marketBetaRSquared",
            s.market_beta_observations AS "marketBetaObservations",
            s.market_beta_direct::float8 AS "marketBetaDirect", s.sector_exposure AS "sectorExposure",
            s.hhi::float8 AS hhi, s.effective_num_positions::float8 AS "effectiveNumPositions",
            s.top_3_concentration::float8 AS "top3Concentration",
            s.top_10_concentration::float8 AS "top10Concentration",
            s.realized_volatility_21d::float8 AS "realizedVolatility21d",
            s.realized_volatility_63d::float8 AS "realizedVolatility63d",
            s.expected_volatility_21d::float8 AS "expectedVolatility21d", s.volatility_trend AS "volatilityTrend",
            s.volatility_percentile::float8 AS "volatilityPercentile", s.run_id AS "runId",
            r.method_version AS "methodVersion", r.input_hash AS "inputHash", r.created_at AS "calculatedAt",
            s.stale_since AS "staleSince", s.stale_reason AS "staleReason", json_build_object(${absences}) AS absences
       FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
       LEFT JOIN runs r ON r.id = s.run_id LEFT JOIN portfolio_estimates e ON e.run_id = s.run_id
      WHERE p.id = $1 AND p.owner_id = $2 AND ($3::date IS NULL OR s.snapshot_date >= $3)
        AND ($4::date IS NULL OR s.snapshot_date <= $4) AND ($5::date IS NULL OR s.snapshot_date < $5)
      ORDER BY s.snapshot_date DESC LIMIT $6`,
    [portfolioId, owner, part.from ?? null, part.to ?? null, part.after ?? null, part.limit],
  );
  return rows.map(({ calculatedAt, staleSince, staleReason, ...row }) => ({
    ...row,
    calculatedAt: calculatedAt?.toISOString() ?? null,
    stale: staleSince === null ? null : { since: staleSince.toISOString(), reason: staleReason },
  }));
}
