import 'server-only';
import type { DatedCloses } from '../risk/align';
import { pool, type Queryable } from './client';

/**
 * The closes of some securities over some years, in columns.
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

/** So many securities are read by one statement; more are read by several at once. */
const readTogether = 250;

/**
 * The closes of each security from day to day, both included, by security id; nothing of one that has none.
 * @param from `YYYY-MM-DD`, as `to`; nothing outside is read.
 */
export async function loadCloses(
  securityIds: readonly number[],
  from: string,
  to: string,
): Promise<Map<number, SecurityCloses>> {
  const parts: (readonly number[])[] = [];
  for (let i = 0; i < securityIds.length; i += readTogether) parts.push(securityIds.slice(i, i + readTogether));
  const loaded = new Map<number, SecurityCloses>();
  // Four at a time leave connections for everything else.
  for (let i = 0; i < parts.length; i += 4)
    for (const rows of await Promise.all(parts.slice(i, i + 4).map((part) => closesOf(part, from, to))))
      for (const row of rows)
        loaded.set(row.id, {
          securityId: row.id,
          days: int32s(row.days),
          closes: float64s(row.closes),
          rawCloses: float64s(row.raw_closes),
        });
  return loaded;
}

type ClosesRow = { readonly id: number; readonly days: Buffer; readonly closes: Buffer; readonly raw_closes: Buffer };

async function closesOf(securityIds: readonly number[], from: string, to: string): Promise<ClosesRow[]> {
  const { rows } = await pool().query<ClosesRow>(
    `SELECT s.id,
            string_agg(int4send(p.date - DATE '1970-01-01'), ''::bytea ORDER BY p.date) AS days,
            string_agg(float8send(p.adj_close::float8), ''::bytea ORDER BY p.date) AS closes,
            string_agg(float8send(p.close::float8), ''::bytea ORDER BY p.date) AS raw_closes
       FROM unnest($1::int[]) AS s (id)
      CROSS JOIN LATERAL (
        SELECT date, close, adj_close FROM daily_prices
         WHERE security_id = s.id AND date BETWEEN $2 AND $3 ORDER BY date) AS p
      GROUP BY s.id`,
    [securityIds, from, to],
  );
  return rows;
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
