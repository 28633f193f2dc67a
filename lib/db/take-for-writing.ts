import 'server-only';
import { pool, type Queryable } from './client';

/** This moment: whatever is committed after it has not been read by then. */
export async function currentMoment(): Promise<string> {
  const { rows } = await pool().query(`SELECT pg_current_snapshot()::text AS moment`);
  return rows[0].moment;
}

/** What a portfolio's numbers are made from, for asking whether it is still so. */
export type InputsRead = {
  readonly portfolioId: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly looksThrough?: boolean;
  readonly holdingsVersion: number;
  readonly securityIds: readonly number[];
  /** Symbols that play a part whether or not they were there: the pairs of currencies. */
  readonly symbols: readonly string[];
  readonly moment: string;
};

/**
 * Takes the portfolio for one writer until the transaction ends and answers whether its lots, its settings and the past
 * of its securities are still what they were at the moment of reading: results made from older inputs are never stored
 * over newer ones. A change that commits later waits for this transaction, and then marks what it stored as stale.
 *
 * `busy`: somebody is marking its snapshots or writing them. It is not waited for, since whoever it is may want the row
 * that is locked here: the transaction has to be given up and tried again.
 */
export async function takeForWriting(client: Queryable, inputs: InputsRead): Promise<'current' | 'changed' | 'busy'> {
  // First the row, then the lock: what locks the row is not taken apart, and done before anything is made of it.
  const { rows } = await client.query({
    name: 'take for writing',
    text: `SELECT pg_try_advisory_xact_lock(hashtextextended('ballast run ' || $1::text, 0)) AS taken
             FROM (SELECT FROM portfolios WHERE id = $1::text::uuid AND holdings_version = $2 AND currency = $3
                      AND market_index = $4 AND benchmark_code = $5 AND looks_through = $6 FOR SHARE) AS held`,
    values: [
      inputs.portfolioId,
      inputs.holdingsVersion,
      inputs.currency,
      inputs.marketIndex,
      inputs.benchmarkCode,
      inputs.looksThrough ?? false,
    ],
  });
  if (rows.length === 0) return 'changed';
  if (!rows[0].taken) return 'busy';
  // A statement of its own, which sees what was committed before the lock was there. A transaction number that is still
  // to come was written by another server, before a restore.
  const { rows: changed } = await client.query({
    name: 'changed since',
    text: `SELECT FROM securities
      WHERE (id = ANY($1) OR symbol = ANY($3)) AND history_changed > 0
        AND history_changed < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND NOT pg_visible_in_snapshot(history_changed::text::xid8, $2::pg_snapshot) LIMIT 1`,
    values: [inputs.securityIds, inputs.moment, [inputs.marketIndex, ...inputs.symbols]],
  });
  return changed.length === 0 ? 'current' : 'changed';
}
