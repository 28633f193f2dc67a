import 'server-only';
import type { DatedCloses } from '../risk/align';
import { pool, type Queryable } from './client';

/**
 * The newest closes of some securities up to a day, in columns.
 *
 * Each security's days and closes come as two binary strings made in the database (one row a security), because a row
 * a close costs ten times as much to send and to read. The strings are big-endian; a Float64Array is not.
 */
export type SecurityCloses = DatedCloses & {
  readonly securityId: number;
  /** The raw closes of the same days: what the security traded at, which values a lot. */
  readonly rawCloses: Float64Array;
};

/** A copy at the start of memory of its own: a typed array must begin on a multiple of its element's size. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  bytes.copy(copy);
  return copy;
}

function int32s(bytes: Buffer): Int32Array {
  const copy = copyOf(bytes).swap32();
  return new Int32Array(copy.buffer, copy.byteOffset, copy.length / 4);
}

function float64s(bytes: Buffer): Float64Array {
  const copy = copyOf(bytes).swap64();
  return new Float64Array(copy.buffer, copy.byteOffset, copy.length / 8);
}

/**
 * The last `count` adjusted closes on or before `asOf` of each security that has any, by security id.
 * @param asOf `YYYY-MM-DD`; nothing after it is read.
 */
export async function loadCloses(
  securityIds: readonly number[],
  asOf: string,
  count: number,
  client: Queryable = pool(),
): Promise<Map<number, SecurityCloses>> {
  const { rows } = await client.query(
    `SELECT s.id,
            string_agg(int4send(p.date - DATE '1970-01-01'), ''::bytea ORDER BY p.date) AS days,
            string_agg(float8send(p.adj_close::float8), ''::bytea ORDER BY p.date) AS closes,
            string_agg(float8send(p.close::float8), ''::bytea ORDER BY p.date) AS raw_closes
       FROM unnest($1::int[]) AS s (id)
      CROSS JOIN LATERAL (
        SELECT date, close, adj_close FROM daily_prices
         WHERE security_id = s.id AND date <= $2 ORDER BY date DESC LIMIT $3) AS p
      GROUP BY s.id`,
    [securityIds, asOf, count],
  );
  return new Map(
    rows.map((row) => [
      row.id as number,
      {
        securityId: row.id as number,
        days: int32s(row.days),
        closes: float64s(row.closes),
        rawCloses: float64s(row.raw_closes),
      },
    ]),
  );
}

export type DatedSplit = { readonly securityId: number; readonly date: string; readonly ratio: number };

/** The splits of the securities, oldest first. */
export async function loadSplits(securityIds: readonly number[], client: Queryable = pool()): Promise<DatedSplit[]> {
  const { rows } = await client.query(
    `SELECT security_id AS "securityId", date, split::float8 AS ratio FROM corporate_actions
      WHERE security_id = ANY($1) AND split <> 1 ORDER BY security_id, date`,
    [securityIds],
  );
  return rows;
}

/** The newest day on or before `until` on which the security has a close; null where it has none. */
export async function latestCloseDate(securityId: number, until: string): Promise<string | null> {
  const { rows } = await pool().query(
    `SELECT max(date) AS date FROM daily_prices WHERE security_id = $1 AND date <= $2`,
    [securityId, until],
  );
  return rows[0].date;
}
