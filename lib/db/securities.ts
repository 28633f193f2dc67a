import 'server-only';
import { pool, type Queryable } from './client';

/** A listed security: its identity is the id, its symbol is what it is called now. */
export type Security = {
  readonly id: number;
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'index';
  readonly sector: string | null;
  /** What its prices are in; null where nobody has said. */
  readonly currency: string | null;
  readonly isSimulated: boolean;
};

const columns = `id, symbol, name, asset_class AS "assetClass", sector, currency, is_simulated AS "isSimulated"`;

export async function securityBySymbol(symbol: string): Promise<Security | null> {
  const { rows } = await pool().query(`SELECT ${columns} FROM securities WHERE symbol = $1`, [symbol]);
  return rows[0] ?? null;
}

export type NewSecurity = {
  readonly symbol: string;
  readonly name?: string | null;
  readonly assetClass?: string | null;
  readonly sector?: string | null;
  readonly currency?: string | null;
  readonly isSimulated?: boolean;
};

/**
 * Makes the securities that do not exist yet and answers the ids of all of them by symbol. What exists is left as it
 * is: a holdings file that calls something a stock does not overrule what is known about it. A currency that nobody has
 * said yet is taken down.
 */
export async function ensureSecurities(
  client: Queryable,
  wanted: readonly NewSecurity[],
): Promise<Map<string, number>> {
  const bySymbol = new Map(wanted.map((one) => [one.symbol, one]));
  // Sorted, so that two imports that make the same securities wait for each other instead of deadlocking.
  const rows = [...bySymbol.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  await client.query(
    `INSERT INTO securities AS s (symbol, name, asset_class, sector, currency, is_simulated)
     SELECT symbol, name, coalesce(asset_class, 'stock'), sector, currency, simulated
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[])
         AS given (symbol, name, asset_class, sector, currency, simulated)
     ON CONFLICT (symbol) DO UPDATE SET currency = excluded.currency, updated_at = now()
      WHERE s.currency IS NULL AND excluded.currency IS NOT NULL`,
    [
      rows.map((row) => row.symbol),
      rows.map((row) => row.name ?? null),
      rows.map((row) => row.assetClass ?? null),
      rows.map((row) => row.sector ?? null),
      rows.map((row) => row.currency ?? null),
      rows.map((row) => row.isSimulated ?? false),
    ],
  );
  const { rows: ids } = await client.query(`SELECT id, symbol FROM securities WHERE symbol = ANY($1)`, [
    [...bySymbol.keys()],
  ]);
  return new Map(ids.map((row) => [row.symbol as string, row.id as number]));
}

/**
 * Writes what a file says of securities; where it says nothing of a field, what is known stays. A sector that a file
 * gives is a person's word as much as one set by hand: no provider overrules it.
 */
export async function saveSecurities(
  client: Queryable,
  rows: readonly {
    readonly symbol: string;
    readonly name: string | null;
    readonly sector: string | null;
    readonly assetClass: string | null;
  }[],
): Promise<{ added: number; changed: number }> {
  const { rows: written } = await client.query(
    `INSERT INTO securities AS s (symbol, name, sector, asset_class, sector_source)
     SELECT symbol, name, sector, coalesce(asset_class, 'stock'), CASE WHEN sector IS NOT NULL THEN 'CSV' END
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given (symbol, name, sector, asset_class)
      ORDER BY symbol
     ON CONFLICT (symbol) DO UPDATE
        SET name = coalesce(excluded.name, s.name), sector = coalesce(excluded.sector, s.sector),
            sector_source = coalesce(excluded.sector_source, s.sector_source),
            asset_class = CASE WHEN excluded.symbol = ANY($5) THEN excluded.asset_class ELSE s.asset_class END,
            updated_at = now()
      WHERE (s.name, s.sector, s.asset_class) IS DISTINCT FROM
            (coalesce(excluded.name, s.name), coalesce(excluded.sector, s.sector),
             CASE WHEN excluded.symbol = ANY($5) THEN excluded.asset_class ELSE s.asset_class END)
     RETURNING (xmax = 0) AS added`,
    [
      rows.map(({ symbol }) => symbol),
      rows.map(({ name }) => name),
      rows.map(({ sector }) => sector),
      rows.map(({ assetClass }) => assetClass),
      rows.filter(({ assetClass }) => assetClass !== null).map(({ symbol }) => symbol),
    ],
  );
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added };
}

/**
 * Renames securities, and the lots of them, that were stored with a share class behind a dash when files kept it there
 * (BRK-B is BRK.B). One whose proper name is taken keeps its own. Answers how many there were.
 */
export async function respellShareClasses(client: Queryable): Promise<number> {
  const spelled = String.raw`regexp_replace(symbol, '^([A-Z]{1,6})-([A-EG-KM-SUW-Z])$', '\1.\2')`;
  const { rows } = await client.query(
    `UPDATE securities s SET symbol = ${spelled}, updated_at = now()
      WHERE symbol <> ${spelled} AND NOT EXISTS (SELECT FROM securities o WHERE o.symbol = ${spelled.replaceAll('symbol', 's.symbol')})
     RETURNING id, symbol`,
  );
  if (rows.length > 0)
    await client.query(
      `UPDATE positions q SET symbol = s.symbol FROM securities s
        WHERE s.id = q.security_id AND s.id = ANY($1) AND q.asset_class IN ('stock', 'fund') AND q.symbol <> s.symbol`,
      [rows.map((row) => row.id)],
    );
  return rows.length;
}
