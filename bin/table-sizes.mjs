const tradingDaysPerYear = 252;

/**
 * @typedef {object} TableSize
 * @property {string} table
 * @property {number} rows
 * @property {number} bytes
 * @property {number | null} days
 * @property {number | null} bytesPerDay
 * @property {number | null} bytesPerYear
 */

/**
 * What each table of the schema holds and weighs, largest first. Bytes are those of the table with its indexes and its out-of-line values. A table that grows by
 * the trading day has a day in one of its indexes; `days` counts its different ones, and the per-day figures are null
 * for the other tables and for an empty one. A year is 252 trading days.
 *
 * @param {import('./ledger.mjs').Query} query
 * @returns {Promise<TableSize[]>}
 */
export async function tableSizes(query) {
  const tables = await query(`
    SELECT c.relname::text AS table, pg_total_relation_size(c.oid)::float8 AS bytes, (
      SELECT a.attname::text FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1])
      WHERE i.indrelid = c.oid AND a.atttypid = 'date'::regtype AND a.attnotnull
      ORDER BY i.indisunique DESC, a.attnum LIMIT 1
    ) AS day
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY bytes DESC, 1`);
  const sizes = [];
  for (const { table, bytes, day } of tables) {
    const [counted] = await query(
      `SELECT count(*)::float8 AS rows, ${countOfDays(table, day)}::float8 AS days FROM ${quoted(table)}`,
    );
    const bytesPerDay = counted.days ? bytes / counted.days : null;
    const bytesPerYear = bytesPerDay && bytesPerDay * tradingDaysPerYear;
    sizes.push({ table, rows: counted.rows, bytes, days: counted.days, bytesPerDay, bytesPerYear });
  }
  return sizes;
}

/**
 * What counts the different days of a table. `close_quarters` has those of a quarter in a row, four bytes each, and most
 * securities have the same ones: different bytes are taken apart, not each row's.
 */
function countOfDays(table, day) {
  if (table === 'close_quarters')
    return `(SELECT count(DISTINCT substring(days FROM 4 * i + 1 FOR 4))
               FROM (SELECT DISTINCT days FROM close_quarters) AS quarters, generate_series(0, length(days) / 4 - 1) AS i)`;
  return day ? `count(DISTINCT ${quoted(day)})` : 'NULL';
}

/** Bytes with three digits and the unit a person reads easily. */
export function humanBytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${units[power]}`;
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
