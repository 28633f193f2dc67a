import 'server-only';
import { NotFound, Refused } from './absence';
import { type Connection, pool } from './client';
import { keepOldSeries } from './market-prices';

/** A smaller split is no more than what a price does by itself in a day, and cannot be seen in it. */
const visibleSplit = Math.log(1.35);
/** How far the move of the day itself may hide a split's step, in logarithms. */
const splitTolerance = 0.25;

type Split = { readonly securityId: number; readonly date: string; readonly ratio: number };

/** The splits of some securities that their adjusted closes still step by, oldest first. */
async function unappliedSplits(client: Connection, securityIds: readonly number[]): Promise<Split[]> {
  const { rows } = await client.query(
    `SELECT a.security_id AS "securityId", a.date, a.split::float8 AS ratio
       FROM corporate_actions a
      CROSS JOIN LATERAL (SELECT adj_close::float8 AS close FROM daily_prices p
                           WHERE p.security_id = a.security_id AND p.date < a.date ORDER BY date DESC LIMIT 1) AS before
      CROSS JOIN LATERAL (SELECT adj_close::float8 AS close FROM daily_prices p
                           WHERE p.security_id = a.security_id AND p.date >= a.date ORDER BY date LIMIT 1) AS after
      WHERE a.security_id = ANY($1) AND a.split <> 1 AND abs(ln(a.split::float8)) >= $2
        AND abs(ln(after.close / before.close) + ln(a.split::float8)) < $3
      ORDER BY a.security_id, a.date`,
    [securityIds, visibleSplit, splitTolerance],
  );
  return rows;
}

/** Multiplies the adjusted closes before a day; the raw ones are what was traded and stay. */
const scaleBefore = (client: Connection, securityId: number, date: string, factor: number) =>
  client.query(
    `UPDATE daily_prices SET adj_close = round((adj_close::float8 * $3::float8)::numeric, 8), retrieved_at = now()
      WHERE security_id = $1 AND date < $2`,
    [securityId, date, factor],
  );

/**
 * Restates the adjusted closes of securities by the splits that are reported of them and that they do not have yet: all
 * days before one are divided by its ratio. The series before is kept. Answers how many series were restated.
 */
export async function applyReportedSplits(client: Connection, securityIds: readonly number[]): Promise<number> {
  const splits = await unappliedSplits(client, securityIds);
  const restated = new Set<number>();
  for (const { securityId, date, ratio } of splits) {
    if (!restated.has(securityId)) await keepSeries(client, securityId);
    restated.add(securityId);
    await scaleBefore(client, securityId, date, 1 / ratio);
  }
  return restated.size;
}

async function keepSeries(client: Connection, securityId: number): Promise<void> {
  const { rows } = await client.query(`SELECT coalesce(price_source, 'CSV') AS source FROM securities WHERE id = $1`, [
    securityId,
  ]);
  await keepOldSeries(client, securityId, 'restated', rows[0].source, rows[0].source, true);
}

/**
 * Reports a split by a person's word (`ratio` new units for an old one; 1 takes it back), and restates the adjusted closes
 * where they lack it. `NotFound` for an unknown symbol; `Refused` where the day has no prices on both sides.
 */
export async function reportSplit(client: Connection, symbol: string, date: string, ratio: number): Promise<void> {
  const { rows } = await client.query(
    `SELECT s.id, (SELECT count(*) FROM daily_prices p WHERE p.security_id = s.id AND p.date < $2) > 0
                  AND (SELECT count(*) FROM daily_prices p WHERE p.security_id = s.id AND p.date >= $2) > 0 AS "isInside"
       FROM securities s WHERE s.symbol = $1 FOR UPDATE`,
    [symbol, date],
  );
  if (rows.length === 0) throw new NotFound('security');
  const [{ id, isInside }] = rows;
  if (!isInside) throw new Refused('no_close', '/date', `${symbol} needs prices before ${date} and from it on`);
  await takeBack(client, id, date);
  if (ratio === 1) return;
  await client.query(
    `INSERT INTO corporate_actions AS a (security_id, date, split, source) VALUES ($1, $2, $3, 'person')
     ON CONFLICT (security_id, date) DO UPDATE SET split = excluded.split, source = 'person', retrieved_at = now()`,
    [id, date, ratio],
  );
  await applyReportedSplits(client, [id]);
}

/** Takes a person's earlier word on the day back, with what it did to the adjusted closes. */
async function takeBack(client: Connection, id: number, date: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT split::float8 AS ratio, dividend::float8 AS dividend FROM corporate_actions
      WHERE security_id = $1 AND date = $2 AND source = 'person' AND split <> 1`,
    [id, date],
  );
  if (rows.length === 0) return;
  const isApplied = !(await unappliedSplits(client, [id])).some((split) => split.date === date);
  if (isApplied && Math.abs(Math.log(rows[0].ratio)) >= visibleSplit) {
    await keepSeries(client, id);
    await scaleBefore(client, id, date, rows[0].ratio);
  }
  await client.query(
    rows[0].dividend === 0
      ? `DELETE FROM corporate_actions WHERE security_id = $1 AND date = $2`
      : `UPDATE corporate_actions SET split = 1 WHERE security_id = $1 AND date = $2`,
    [id, date],
  );
}

/** The splits that a person has reported of a security: a provider that does not know them does not undo them. */
export async function reportedSplits(
  client: Connection,
  securityId: number,
): Promise<{ date: string; split: number }[]> {
  const { rows } = await client.query(
    `SELECT date, split::float8 AS split FROM corporate_actions
      WHERE security_id = $1 AND source IN ('person', 'CSV') AND split <> 1 ORDER BY date`,
    [securityId],
  );
  return rows;
}

/** The splits of some securities that a person has reported, by hand, newest first. */
export async function personsSplits(securityIds: readonly number[]): Promise<Split[]> {
  const { rows } = await pool().query(
    `SELECT security_id AS "securityId", date, split::float8 AS ratio FROM corporate_actions
      WHERE security_id = ANY($1) AND source = 'person' AND split <> 1 ORDER BY date DESC, security_id`,
    [securityIds],
  );
  return rows;
}
