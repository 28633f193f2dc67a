import 'server-only';
import { pool, type Queryable } from './client';

/** A stored set of a benchmark's sector weights. */
export type StoredSectorSet = {
  readonly benchmarkCode: string;
  readonly asOf: string;
  readonly dataSource: string;
  readonly constituents: number | null;
  readonly createdAt: string;
};

/** Every stored set, newest first; the history is kept and nothing is ever removed from it. */
export async function sectorSets(client: Queryable = pool()): Promise<StoredSectorSet[]> {
  const { rows } = await client.query(
    `SELECT benchmark_code AS "benchmarkCode", asof_date AS "asOf", min(data_source) AS "dataSource",
            max(num_constituents) AS constituents, max(created_at) AS "createdAt"
       FROM benchmarks_sector_weights GROUP BY 1, 2 ORDER BY 2 DESC, 1`,
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Writes a set that was checked, whole; one of the same day is replaced. Answers how many rows are new or differ. */
export async function saveSectorSet(
  client: Queryable,
  set: {
    readonly benchmarkCode: string;
    readonly asOf: string;
    readonly dataSource: string;
    readonly constituents: number | null;
    readonly weights: Readonly<Record<string, number>>;
  },
): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO benchmarks_sector_weights AS w (benchmark_code, asof_date, sector, weight, data_source, num_constituents)
     SELECT $1, $2, sector, weight, $3, $4 FROM unnest($5::text[], $6::numeric[]) AS given (sector, weight)
     ON CONFLICT (benchmark_code, asof_date, sector) DO UPDATE
        SET weight = excluded.weight, data_source = excluded.data_source,
            num_constituents = excluded.num_constituents, updated_at = now() AT TIME ZONE 'UTC'
      WHERE (w.weight, w.data_source, w.num_constituents) IS DISTINCT FROM
            (round(excluded.weight, 6), excluded.data_source, excluded.num_constituents)`,
    [
      set.benchmarkCode,
      set.asOf,
      set.dataSource,
      set.constituents,
      Object.keys(set.weights),
      Object.values(set.weights).map(String),
    ],
  );
  return rowCount ?? 0;
}
