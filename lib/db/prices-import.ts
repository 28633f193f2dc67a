import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { replaceOtherSources } from './price-sources';
import { applyReportedSplits } from './reported-splits';
import { ensureSecurities } from './securities';

/**
 * A price to be stored; decimals are text. What is null the file does not say: it leaves what is known. An adjusted
 * close that is neither said nor known is the raw one.
 */
export type NewPrice = {
  readonly symbol: string;
  readonly date: string;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly close: string;
  readonly adjClose: string | null;
  readonly volume: string | null;
};

/** A value in COPY's text form: `\N` is NULL. What is written here has no tab, newline or backslash in it. */
const field = (value: string | number | null): string => (value === null ? '\\N' : String(value));

function* copyText(batches: Iterable<readonly NewPrice[]>, ids: ReadonlyMap<string, number>): Generator<string> {
  for (const batch of batches) {
    // An empty line would be a row without its numbers.
    if (batch.length === 0) continue;
    yield batch
      .map((row) =>
        [
          ids.get(row.symbol)!,
          row.date,
          field(row.open),
          field(row.high),
          field(row.low),
          row.close,
          field(row.adjClose),
          field(row.volume),
        ].join('\t'),
      )
      .join('\n')
      .concat('\n');
  }
}

/** A day's range is taken whole from the file or left whole as it is known: halves of two could contradict each other. */
const inTheRange = (name: 'open' | 'high' | 'low') =>
  `CASE WHEN num_nonnulls(g.open, g.high, g.low) > 0 THEN g.${name} ELSE known.${name} END`;

/**
 * Writes prices: streamed into a temporary table, then put in place by one statement. A day that is there already and
 * says the same is left alone, so the same file twice writes nothing. A raw close without an adjusted one keeps the
 * adjustment that is known of its day.
 * @param batches one price a symbol and day over all of them.
 */
export async function savePrices(
  client: pg.PoolClient,
  symbols: readonly string[],
  batches: Iterable<readonly NewPrice[]>,
  source: string,
): Promise<{ added: number; changed: number }> {
  const ids = await ensureSecurities(
    client,
    symbols.map((symbol) => ({ symbol })),
  );
  await client.query(
    `CREATE TEMPORARY TABLE given_prices (security_id int, date date, open numeric(20,8), high numeric(20,8),
       low numeric(20,8), close numeric(20,8), adj_close numeric(20,8), volume bigint) ON COMMIT DROP`,
  );
  await pipeline(Readable.from(copyText(batches, ids)), client.query(copyFrom('COPY given_prices FROM STDIN')));
  await replaceOtherSources(client, source);
  // The rows are counted inside the database: a file has up to two million.
  const { rows } = await client.query(
    `WITH written AS (
       INSERT INTO daily_prices AS p (security_id, date, open, high, low, close, adj_close, volume, source)
       SELECT security_id, date, m.*, $1 FROM given_prices g LEFT JOIN daily_prices known USING (security_id, date)
        CROSS JOIN LATERAL (
          SELECT ${inTheRange('open')}, ${inTheRange('high')}, ${inTheRange('low')}, g.close,
                 coalesce(g.adj_close,
                          CASE known.close WHEN g.close THEN known.adj_close
                            ELSE round(g.close * known.adj_close / known.close, 8) END,
                          g.close),
                 coalesce(g.volume, known.volume)) AS m (open, high, low, close, adj_close, volume)
        WHERE known.close IS NULL OR (known.open, known.high, known.low, known.close, known.adj_close, known.volume)
              IS DISTINCT FROM (m.open, m.high, m.low, m.close, m.adj_close, m.volume)
       ON CONFLICT (security_id, date) DO UPDATE
          SET open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
              adj_close = excluded.adj_close, volume = excluded.volume, source = excluded.source, retrieved_at = now()
        WHERE (p.open, p.high, p.low, p.close, p.adj_close, p.volume) IS DISTINCT FROM
              (excluded.open, excluded.high, excluded.low, excluded.close, excluded.adj_close, excluded.volume)
       RETURNING (xmax = 0) AS added)
     SELECT count(*) FILTER (WHERE added)::int AS added, count(*) FILTER (WHERE NOT added)::int AS changed FROM written`,
    [source],
  );
  await client.query(
    `UPDATE securities SET price_source = $1 WHERE price_source IS DISTINCT FROM $1
        AND id IN (SELECT security_id FROM given_prices)`,
    [source],
  );
  await client.query('DROP TABLE given_prices');
  // Splits may have been reported before the prices came that they are in.
  await applyReportedSplits(client, [...ids.values()]);
  return rows[0];
}
