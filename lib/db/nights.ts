import 'server-only';
import type { Queryable } from './client';
import type { Owner } from './owner';

/** Takes a night for this transaction; false where another has had it, or has it just now and keeps it. */
export async function takeNight(client: Queryable, tradingDay: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO nights (trading_day) VALUES ($1) ON CONFLICT (trading_day) DO NOTHING`,
    [tradingDay],
  );
  return rowCount === 1;
}

/** Whether the night has been: asked often, so that it is not tried in vain. */
export async function hasNightBeen(client: Queryable, tradingDay: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM nights WHERE trading_day = $1`, [tradingDay]);
  return rows.length > 0;
}

export async function countRecalculations(client: Queryable, tradingDay: string, count: number): Promise<void> {
  await client.query(`UPDATE nights SET recalculations = $2 WHERE trading_day = $1`, [tradingDay, count]);
}

/** A portfolio with lots, the newest day it was measured on and the oldest that history has changed under. */
export type NightPortfolio = {
  readonly id: string;
  readonly owner: Owner;
  readonly latestSnapshot: string | null;
  readonly firstStale: string | null;
};

/** Every portfolio that holds something, whoever owns it. */
export async function nightPortfolios(client: Queryable): Promise<NightPortfolio[]> {
  const { rows } = await client.query(
    `SELECT p.id, p.owner_id AS owner,
            (SELECT max(snapshot_date) FROM portfolio_snapshots s WHERE s.portfolio_id = p.id) AS "latestSnapshot",
            (SELECT min(snapshot_date) FROM portfolio_snapshots s
              WHERE s.portfolio_id = p.id AND s.stale_since IS NOT NULL) AS "firstStale"
       FROM portfolios p
      WHERE EXISTS (SELECT FROM positions q WHERE q.portfolio_id = p.id AND q.removed_at IS NULL)
      ORDER BY p.created_at, p.id`,
  );
  return rows;
}
