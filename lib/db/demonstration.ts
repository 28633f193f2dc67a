import 'server-only';
import { recordEvent } from './audit';
import { inTransaction, pool, type Queryable } from './client';
import type { Owner } from './owner';
import { readSetting, writeSetting } from './settings';

const key = 'demonstration';

/** Whether the demonstration was never put in, is there, or was removed for good. */
export type DemonstrationState = 'never' | 'present' | 'removed';

export async function demonstrationState(client: Queryable = pool()): Promise<DemonstrationState> {
  const setting = (await readSetting(key, client)) as { state: DemonstrationState } | null;
  return setting?.state ?? 'never';
}

export const rememberDemonstration = (client: Queryable, state: DemonstrationState): Promise<void> =>
  writeSetting(key, { state }, client);

/** One seeder at a time; held until the transaction ends. */
export async function lockDemonstration(client: Queryable): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ballast demonstration', 0))`);
}

/**
 * Removes the owner's demonstration portfolios and every simulated security that nothing else holds, held or was
 * measured against. For good: it is remembered, and no later start puts them back.
 */
export async function removeDemonstration(owner: Owner): Promise<void> {
  await inTransaction(async (client) => {
    await lockDemonstration(client);
    await client.query(`DELETE FROM portfolios WHERE owner_id = $1 AND is_demonstration`, [owner]);
    await client.query(
      `DELETE FROM securities s WHERE s.is_simulated
          AND NOT EXISTS (SELECT FROM positions q WHERE q.security_id = s.id)
          AND NOT EXISTS (SELECT FROM portfolios p WHERE p.market_index = s.symbol)
          AND NOT EXISTS (SELECT FROM runs r WHERE r.market_index = s.symbol)`,
    );
    await rememberDemonstration(client, 'removed');
    await recordEvent(client, owner, 'demonstration_removed');
  });
}

/**
 * The demonstration's portfolios, and the newest day the simulated index has a price of; null where a portfolio has been
 * set against an index of its owner's, after which it follows that one.
 */
export async function demonstrationPortfolios(
  client: Queryable = pool(),
): Promise<{ readonly id: string; readonly owner: Owner; readonly latestClose: string | null }[]> {
  const { rows } = await client.query(
    `SELECT p.id, p.owner_id AS owner, (
        SELECT max(d.date) FROM daily_prices d JOIN securities s ON s.id = d.security_id
         WHERE s.symbol = p.market_index AND s.is_simulated) AS "latestClose"
       FROM portfolios p WHERE p.is_demonstration ORDER BY p.created_at, p.id`,
  );
  return rows;
}
