import 'server-only';
import { pool, type Queryable } from './client';

/** Sector weights of a benchmark on one date: eleven GICS sectors, fractions that sum to 1. */
export type SectorWeights = {
  readonly benchmarkCode: string;
  readonly asOf: string;
  readonly dataSource: string;
  readonly weights: Readonly<Record<string, number>>;
};

/**
 * The sets that are the newest on some day from `from` to `to`, oldest first: a day takes the newest that is dated on or
 * before it, never a mix of two dates.
 */
export async function sectorWeightsOver(
  benchmarkCode: string,
  from: string,
  to: string,
  client: Queryable = pool(),
): Promise<SectorWeights[]> {
  const { rows } = await client.query({
    name: 'sector weights over',
    text: `SELECT asof_date AS "asOf", max(data_source) AS "dataSource",
            json_object_agg(sector, weight::float8 ORDER BY sector) AS weights
       FROM benchmarks_sector_weights
      WHERE benchmark_code = $1 AND asof_date <= $3 AND asof_date >= coalesce((
        SELECT max(asof_date) FROM benchmarks_sector_weights WHERE benchmark_code = $1 AND asof_date <= $2), $2)
      GROUP BY asof_date ORDER BY asof_date`,
    values: [benchmarkCode, from, to],
  });
  return rows.map((row) => ({ benchmarkCode, ...row }));
}

/** The newest set dated on or before `asOf`; null where there is none. */
export const latestSectorWeights = async (
  benchmarkCode: string,
  asOf: string,
  client: Queryable = pool(),
): Promise<SectorWeights | null> => (await sectorWeightsOver(benchmarkCode, asOf, asOf, client)).at(-1) ?? null;

export type SectorWeightRow = {
  readonly asOf: string;
  readonly sector: string;
  /** Decimal text, so that the stored weight is the file's to the last digit. */
  readonly weight: string;
  readonly dataSource: string;
};

/** Writes whole sets: a date that is there already is replaced. Answers how many rows were new and how many differed. */
export async function saveSectorWeights(
  client: Queryable,
  benchmarkCode: string,
  rows: readonly SectorWeightRow[],
): Promise<{ added: number; changed: number }> {
  const { rows: written } = await client.query(
    `INSERT INTO benchmarks_sector_weights (benchmark_code, asof_date, sector, weight, data_source)
     SELECT $1, asof_date, sector, weight, data_source
       FROM unnest($2::date[], $3::text[], $4::numeric[], $5::text[]) AS given (asof_date, sector, weight, data_source)
     ON CONFLICT (benchmark_code, asof_date, sector) DO UPDATE
        SET weight = excluded.weight, data_source = excluded.data_source, updated_at = now() AT TIME ZONE 'UTC'
      WHERE (benchmarks_sector_weights.weight, benchmarks_sector_weights.data_source)
            IS DISTINCT FROM (excluded.weight, excluded.data_source)
     RETURNING (xmax = 0) AS added`,
    [
      benchmarkCode,
      rows.map((row) => row.asOf),
      rows.map((row) => row.sector),
      rows.map((row) => row.weight),
      rows.map((row) => row.dataSource),
    ],
  );
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added };
}

/** Who said the weights of a benchmark, by their date. */
export async function sectorWeightSources(client: Queryable, benchmarkCode: string): Promise<Map<string, string>> {
  const { rows } = await client.query(
    `SELECT asof_date AS date, min(data_source) AS source FROM benchmarks_sector_weights
      WHERE benchmark_code = $1 GROUP BY asof_date`,
    [benchmarkCode],
  );
  return new Map(rows.map((row) => [row.date, row.source]));
}
