import 'server-only';
import { pool, type Queryable } from './client';

/** A remembered fact about this installation, null where it was never written. */
export async function readSetting(key: string, client: Queryable = pool()): Promise<unknown> {
  const { rows } = await client.query(`SELECT value FROM settings WHERE key = $1`, [key]);
  return rows.length === 0 ? null : rows[0].value;
}

export async function writeSetting(key: string, value: unknown, client: Queryable = pool()): Promise<void> {
  await client.query(
    `INSERT INTO settings (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [key, JSON.stringify(value)],
  );
}
