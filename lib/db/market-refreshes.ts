import 'server-only';
import { NotFound } from './absence';
import { pool, type Queryable } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

export type RefreshTrigger = 'person' | 'api' | 'import' | 'nightly' | 'command';
export type RefreshState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** One request to the providers, and how far it has come. */
export type MarketRefresh = {
  readonly id: string;
  readonly trigger: RefreshTrigger;
  /** None is everything that is due. */
  readonly symbols: readonly string[];
  /** The provider to switch the symbols to; null leaves each with its own. */
  readonly provider: string | null;
  readonly fromDate: string | null;
  readonly state: RefreshState;
  readonly done: number;
  readonly total: number;
  /** How many symbols ended without prices. */
  readonly failed: number;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

const columns = `r.id, r.trigger, r.symbols, r.provider, r.from_date AS "fromDate", r.state, r.done, r.total, r.failed,
  r.attempts, r.error_code AS "errorCode", r.error_detail AS "errorDetail", r.requested_at AS "requestedAt",
  r.started_at AS "startedAt", r.finished_at AS "finishedAt"`;

const instant = (value: unknown): string | null => (value === null ? null : (value as Date).toISOString());

const marketRefresh = (row: Record<string, unknown>): MarketRefresh => ({
  ...(row as unknown as MarketRefresh),
  requestedAt: instant(row.requestedAt)!,
  startedAt: instant(row.startedAt),
  finishedAt: instant(row.finishedAt),
});

/** Writes the request, or finds the same one waiting. `isNew` says whether a job has to be sent for it. */
export async function writeRefresh(
  client: Queryable,
  owner: Owner,
  request: {
    readonly trigger: RefreshTrigger;
    readonly symbols: readonly string[];
    readonly provider?: string | null;
    readonly fromDate?: string | null;
  },
): Promise<{ refresh: MarketRefresh; isNew: boolean }> {
  const key = [[...new Set(request.symbols)].sort(), request.provider ?? null, request.fromDate ?? null];
  const { rows: made } = await client.query(
    `INSERT INTO market_refreshes AS r (owner_id, trigger, symbols, provider, from_date) VALUES ($1, $5, $2, $3, $4)
     ON CONFLICT (owner_id, symbols, provider, from_date) WHERE state = 'queued' DO NOTHING RETURNING ${columns}`,
    [owner, ...key, request.trigger],
  );
  if (made.length > 0) return { refresh: marketRefresh(made[0]), isNew: true };
  const { rows: found } = await client.query(
    `SELECT ${columns} FROM market_refreshes r
      WHERE r.owner_id = $1 AND r.symbols = $2::varchar[] AND r.provider IS NOT DISTINCT FROM $3
        AND r.from_date IS NOT DISTINCT FROM $4::date
      ORDER BY r.requested_at DESC LIMIT 1`,
    [owner, ...key],
  );
  return { refresh: marketRefresh(found[0]), isNew: false };
}

export async function requireRefresh(owner: Owner, id: string): Promise<MarketRefresh> {
  if (!isUuid(id)) throw new NotFound('refresh');
  const { rows } = await pool().query(`SELECT ${columns} FROM market_refreshes r WHERE r.id = $1 AND r.owner_id = $2`, [
    id,
    owner,
  ]);
  if (rows.length === 0) throw new NotFound('refresh');
  return marketRefresh(rows[0]);
}

/** The owner's refreshes, newest first; those after `before`, the id of one that was listed. */
export async function listRefreshes(owner: Owner, limit: number, before?: string): Promise<MarketRefresh[]> {
  const { rows } = await pool().query(
    `SELECT ${columns} FROM market_refreshes r
      WHERE r.owner_id = $1 AND ($3::uuid IS NULL
        OR (r.requested_at, r.id) < (SELECT b.requested_at, b.id FROM market_refreshes b
                                         WHERE b.id = $3 AND b.owner_id = $1))
      ORDER BY r.requested_at DESC, r.id DESC LIMIT $2`,
    [owner, limit, before ?? null],
  );
  return rows.map(marketRefresh);
}

/** A worker takes the request up; null where nothing is left to do. The attempt is its licence to report. */
export async function startRefresh(id: string): Promise<(MarketRefresh & { readonly owner: Owner }) | null> {
  const { rows } = await pool().query(
    `UPDATE market_refreshes r SET state = 'running', attempts = attempts + 1, done = 0, failed = 0, total = 0,
            started_at = coalesce(started_at, now())
      WHERE id = $1 AND state IN ('queued', 'running') RETURNING ${columns}, r.owner_id AS owner`,
    [id],
  );
  return rows.length === 0 ? null : { ...marketRefresh(rows[0]), owner: rows[0].owner };
}

/** Says how far an attempt has come; false where it was cancelled or another worker has taken it up. */
export async function reportRefresh(
  id: string,
  attempt: number,
  progress: { readonly done: number; readonly total: number; readonly failed: number },
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE market_refreshes SET done = $3, total = $4, failed = $5
      WHERE id = $1 AND attempts = $2 AND state = 'running'`,
    [id, attempt, progress.done, progress.total, progress.failed],
  );
  return rowCount === 1;
}

export async function completeRefresh(id: string, attempt: number): Promise<void> {
  await pool().query(
    `UPDATE market_refreshes SET state = 'completed', done = total, finished_at = now()
      WHERE id = $1 AND attempts = $2 AND state = 'running'`,
    [id, attempt],
  );
}

export async function failRefresh(id: string, code: string, detail: string): Promise<void> {
  await pool().query(
    `UPDATE market_refreshes SET state = 'failed', error_code = $2, error_detail = $3, finished_at = now()
      WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, code, detail],
  );
}

export async function cancelRefresh(owner: Owner, id: string): Promise<void> {
  await requireRefresh(owner, id);
  await pool().query(
    `UPDATE market_refreshes SET state = 'cancelled', finished_at = now()
      WHERE id = $1 AND owner_id = $2 AND state IN ('queued', 'running')`,
    [id, owner],
  );
}
