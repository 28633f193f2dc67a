import 'server-only';
import { Refused } from './absence';
import type { Queryable } from './client';

/** Of how many stored days a file may lack one and still take their place. */
const mostMissing = 0.02;

/**
 * Makes way for the rows of `given_prices` where a symbol's stored prices come from another source: two sources side by
 * side would put two scales into one series. Where the file has the days that are stored, the series before goes to
 * `price_changes` and its rows are removed; where it does not, nothing is and the file is refused by name.
 */
export async function replaceOtherSources(client: Queryable, source: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT s.id, s.symbol, s.price_source AS "oldSource", stored.count, stored.missing
       FROM securities s
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS count, (count(*) FILTER (WHERE g.date IS NULL))::int AS missing
          FROM daily_prices p LEFT JOIN given_prices g ON g.security_id = s.id AND g.date = p.date
         WHERE p.security_id = s.id) AS stored
      WHERE s.id IN (SELECT DISTINCT security_id FROM given_prices)
        AND s.price_source IS NOT NULL AND s.price_source <> $1 AND stored.count > 0
      ORDER BY s.symbol FOR UPDATE OF s`,
    [source],
  );
  const partial = rows.filter((row) => row.missing > row.count * mostMissing);
  if (partial.length > 0) {
    const [{ symbol, oldSource, count, missing }] = partial;
    const others = partial.length > 1 ? `; the same goes for ${partial.length - 1} more` : '';
    throw new Refused(
      'other_source',
      '/symbol',
      `${symbol} has ${count} days of prices from ${oldSource}, ${missing} of which this file does not have: prices of two sources are not mixed, so a file takes their place whole or not at all${others}`,
    );
  }
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await client.query(
    `INSERT INTO price_changes (security_id, kind, old_source, new_source, dates, closes, adj_closes, actions)
     SELECT p.security_id, 'source_changed', s.price_source, $2, array_agg(p.date ORDER BY p.date),
            array_agg(p.close::float8 ORDER BY p.date), array_agg(p.adj_close::float8 ORDER BY p.date), (
              SELECT jsonb_agg(jsonb_build_object('date', a.date, 'dividend', a.dividend, 'split', a.split) ORDER BY a.date)
                FROM corporate_actions a WHERE a.security_id = p.security_id)
       FROM daily_prices p JOIN securities s ON s.id = p.security_id
      WHERE p.security_id = ANY($1) GROUP BY p.security_id, s.price_source`,
    [ids, source],
  );
  await client.query(`DELETE FROM daily_prices WHERE security_id = ANY($1)`, [ids]);
}

/** Those of the symbols whose prices come from somebody else than `source`. */
export async function pricedByOthers(
  client: Queryable,
  symbols: readonly string[],
  source: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query(`SELECT symbol FROM securities WHERE symbol = ANY($1) AND price_source <> $2`, [
    symbols,
    source,
  ]);
  return new Set(rows.map((row) => row.symbol));
}

/** A series that was replaced: when, by what, and what it was. */
export type PriceChange = {
  readonly kind: 'restated' | 'corrected' | 'source_changed';
  readonly oldSource: string;
  readonly newSource: string;
  readonly changedAt: string;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly days: number;
};

/** The series a security had before, newest first, without their numbers. */
export async function priceChanges(client: Queryable, securityId: number, limit: number): Promise<PriceChange[]> {
  const { rows } = await client.query(
    `SELECT kind, old_source AS "oldSource", new_source AS "newSource", changed_at AS "changedAt",
            dates[1] AS "firstDate", dates[cardinality(dates)] AS "lastDate", cardinality(dates) AS days
       FROM price_changes WHERE security_id = $1 ORDER BY changed_at DESC, id DESC LIMIT $2`,
    [securityId, limit],
  );
  return rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }));
}
