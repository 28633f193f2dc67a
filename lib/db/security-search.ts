import 'server-only';
import { pool } from './client';
import type { Security } from './securities';

const columns = `s.id, s.symbol, s.name, s.asset_class AS "assetClass", s.sector, s.currency,
  s.is_simulated AS "isSimulated"`;

/** Text as LIKE takes it literally. */
const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

/**
 * Securities that have a close on or before `until` and whose symbol or name begins with the text, or whose name has a
 * word that does; what is meant most likely first. Without text, the first by symbol.
 */
export async function searchSecurities(text: string, until: string, limit: number): Promise<Security[]> {
  const { rows } = await pool().query(
    `SELECT ${columns} FROM securities s
      WHERE (upper(s.symbol) LIKE upper($1) || '%' OR s.name ILIKE $1 || '%' OR s.name ILIKE '% ' || $1 || '%')
        AND EXISTS (SELECT FROM daily_prices p WHERE p.security_id = s.id AND p.date <= $2)
      ORDER BY upper(s.symbol) = upper($4) DESC, upper(s.symbol) LIKE upper($1) || '%' DESC, s.symbol COLLATE "C"
      LIMIT $3`,
    [literal(text), until, limit, text],
  );
  return rows;
}

/** The securities of some symbols, by symbol; those nobody has heard of are not among them. */
export async function securitiesNamed(symbols: readonly string[]): Promise<Map<string, Security>> {
  const { rows } = await pool().query<Security>(`SELECT ${columns} FROM securities s WHERE s.symbol = ANY($1)`, [
    symbols,
  ]);
  return new Map(rows.map((row) => [row.symbol, row]));
}
