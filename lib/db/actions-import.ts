import 'server-only';
import type { Connection } from './client';
import { applyReportedSplits } from './reported-splits';
import { ensureSecurities } from './securities';

export type NewAction = {
  readonly symbol: string;
  readonly date: string;
  /** Decimal text; null is none. */
  readonly dividend: string | null;
  readonly split: string | null;
};

/**
 * Writes dividends and splits; a day that is there already says what the row says from here on. Adjusted closes that lack
 * a split are restated by it.
 */
export async function saveActions(
  client: Connection,
  rows: readonly NewAction[],
  source: string,
): Promise<{ added: number; changed: number }> {
  const ids = await ensureSecurities(
    client,
    rows.map(({ symbol }) => ({ symbol })),
  );
  const { rows: written } = await client.query(
    `INSERT INTO corporate_actions AS a (security_id, date, dividend, split, source)
     SELECT security_id, date, coalesce(dividend, 0), coalesce(split, 1), $5
       FROM unnest($1::int[], $2::date[], $3::numeric[], $4::numeric[]) AS given (security_id, date, dividend, split)
      ORDER BY security_id, date
     ON CONFLICT (security_id, date) DO UPDATE
        SET dividend = excluded.dividend, split = excluded.split, source = excluded.source, retrieved_at = now()
      WHERE (a.dividend, a.split) IS DISTINCT FROM (excluded.dividend, excluded.split)
     RETURNING (xmax = 0) AS added`,
    [
      rows.map(({ symbol }) => ids.get(symbol)),
      rows.map(({ date }) => date),
      rows.map(({ dividend }) => dividend),
      rows.map(({ split }) => split),
      source,
    ],
  );
  await applyReportedSplits(client, [...ids.values()]);
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added };
}
