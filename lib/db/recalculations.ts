import 'server-only';
import { NotFound } from './absence';
import { recordEvent } from './audit';
import { inTransaction, pool, type Queryable } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

export type Trigger = 'person' | 'api' | 'nightly' | 'demonstration';
export type RecalculationState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
export type Phase = 'load' | 'measure' | 'store';

/** One request to measure a portfolio on the trading days from `fromDate` to `asOf`, and how far it has come. */
export type Recalculation = {
  readonly id: string;
  readonly portfolioId: string;
  readonly fromDate: string;
  readonly asOf: string;
  readonly trigger: Trigger;
  readonly state: RecalculationState;
  readonly phase: Phase | null;
  readonly done: number;
  readonly total: number;
  readonly attempts: number;
  readonly daysStored: number;
  readonly daysUnchanged: number;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

const columns = `r.id, r.portfolio_id AS "portfolioId", r.from_date AS "fromDate", r.as_of AS "asOf", r.trigger, r.state,
  r.phase, r.done, r.total, r.attempts, r.days_stored AS "daysStored", r.days_unchanged AS "daysUnchanged",
  r.error_code AS "errorCode", r.error_detail AS "errorDetail", r.requested_at AS "requestedAt",
  r.started_at AS "startedAt", r.finished_at AS "finishedAt"`;

const instant = (value: unknown): string | null => (value === null ? null : (value as Date).toISOString());

function recalculation(row: Record<string, unknown>): Recalculation {
  return {
    ...(row as unknown as Recalculation),
    requestedAt: instant(row.requestedAt)!,
    startedAt: instant(row.startedAt),
    finishedAt: instant(row.finishedAt),
  };
}

/**
 * Writes the request, or finds the one in flight for the same portfolio and days.
 * `isNew` says whether a job has to be sent for it, in the same transaction.
 */
export async function requestRecalculation(
  client: Queryable,
  owner: Owner,
  request: {
    readonly portfolioId: string;
    readonly fromDate: string;
    readonly asOf: string;
    readonly trigger: Trigger;
  },
): Promise<{ recalculation: Recalculation; isNew: boolean }> {
  if (!isUuid(request.portfolioId)) throw new NotFound('portfolio');
  // The portfolio is held so that it is not deleted in between, and a row in flight so that it does not end in between.
  const { rows } = await client.query(
    `INSERT INTO recalculations AS r (portfolio_id, from_date, as_of, trigger)
     SELECT id, $3, $4, $5 FROM portfolios WHERE id = $1 AND owner_id = $2 FOR KEY SHARE
     ON CONFLICT (portfolio_id, from_date, as_of) WHERE state IN ('queued', 'running') DO UPDATE SET trigger = r.trigger
     RETURNING ${columns}, xmax = 0 AS "isNew"`,
    [request.portfolioId, owner, request.fromDate, request.asOf, request.trigger],
  );
  if (rows.length === 0) throw new NotFound('portfolio');
  const { isNew, ...made } = rows[0];
  if (isNew)
    await recordEvent(client, owner, 'recalculation_requested', {
      subjectId: made.id,
      detail: { portfolio_id: made.portfolioId, from: made.fromDate, as_of: made.asOf },
    });
  return { recalculation: recalculation(made), isNew };
}

export async function requireRecalculation(owner: Owner, id: string): Promise<Recalculation> {
  if (!isUuid(id)) throw new NotFound('recalculation');
  const { rows } = await pool().query(
    `SELECT ${columns} FROM recalculations r JOIN portfolios p ON p.id = r.portfolio_id
      WHERE r.id = $1 AND p.owner_id = $2`,
    [id, owner],
  );
  if (rows.length === 0) throw new NotFound('recalculation');
  return recalculation(rows[0]);
}

/**
 * The recalculations of a portfolio, or of all the owner's (null), newest first: those after `before` in that order, the
 * id of one that was listed, and in `state`, where these are given.
 */
export async function listRecalculations(
  owner: Owner,
  portfolioId: string | null,
  limit: number,
  { before, state }: { readonly before?: string; readonly state?: RecalculationState } = {},
): Promise<Recalculation[]> {
  if (portfolioId !== null && !isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT ${columns} FROM recalculations r JOIN portfolios p ON p.id = r.portfolio_id
      WHERE p.owner_id = $2 AND ($1::uuid IS NULL OR r.portfolio_id = $1) AND ($5::text IS NULL OR r.state = $5)
        AND ($4::uuid IS NULL
          OR (r.requested_at, r.id) < (SELECT b.requested_at, b.id FROM recalculations b
                                           JOIN portfolios o ON o.id = b.portfolio_id
                                          WHERE b.id = $4 AND o.owner_id = $2))
      ORDER BY r.requested_at DESC, r.id DESC LIMIT $3`,
    [portfolioId, owner, limit, before ?? null, state ?? null],
  );
  return rows.map(recalculation);
}

/** A recalculation that a worker has taken up. `moment`: what was committed by then is read by all that it reads later. */
export type Attempt = Recalculation & { readonly owner: Owner; readonly moment: string };

/**
 * A worker takes the request up: counts the attempt and answers it with its owner; null where there is nothing left
 * to do (finished, cancelled or deleted). The attempt is the worker's licence to write: a later one revokes it.
 */
export async function startRecalculation(id: string): Promise<Attempt | null> {
  const { rows } = await pool().query({
    name: 'start recalculation',
    text: `UPDATE recalculations r
        SET state = 'running', attempts = attempts + 1, phase = 'load', done = 0, total = 0,
            started_at = coalesce(started_at, now()), error_code = NULL, error_detail = NULL
       FROM portfolios p
      WHERE r.id = $1 AND p.id = r.portfolio_id AND r.state IN ('queued', 'running')
     RETURNING ${columns}, p.owner_id AS owner, pg_current_snapshot()::text AS moment`,
    values: [id],
  });
  return rows.length === 0 ? null : (recalculation(rows[0]) as Attempt);
}

/** Says how far an attempt has come; false where it has lost its licence and must stop. */
export async function reportProgress(
  id: string,
  attempt: number,
  progress: { readonly phase: Phase; readonly done: number; readonly total: number },
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE recalculations SET phase = $3, done = $4, total = $5 WHERE id = $1 AND attempts = $2 AND state = 'running'`,
    [id, attempt, progress.phase, progress.done, progress.total],
  );
  return rowCount === 1;
}

/** Counts stored and unchanged days within the transaction that stores them; false where the licence is lost. */
export async function countDays(
  client: Queryable,
  id: string,
  attempt: number,
  counts: { readonly stored: number; readonly unchanged: number },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE recalculations SET days_stored = $3, days_unchanged = $4
      WHERE id = $1 AND attempts = $2 AND state = 'running'`,
    [id, attempt, counts.stored, counts.unchanged],
  );
  return rowCount === 1;
}

/** Ends a recalculation whose days all stand; false where one of `dates` is stale, or the licence is lost. */
export async function completeRecalculation(
  client: Queryable,
  id: string,
  attempt: number,
  dates: readonly string[] = [],
  counts: { readonly stored: number; readonly unchanged: number } | null = null,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'complete recalculation',
    text: `UPDATE recalculations r
        SET state = 'completed', phase = NULL, done = coalesce($4::int + $5::int, total),
            total = coalesce($4::int + $5::int, total), days_stored = coalesce($4, days_stored),
            days_unchanged = coalesce($5, days_unchanged), finished_at = clock_timestamp()
      WHERE id = $1 AND attempts = $2 AND state = 'running'
        AND NOT EXISTS (SELECT FROM portfolio_snapshots s
                         WHERE s.portfolio_id = r.portfolio_id AND s.snapshot_date = ANY($3) AND s.stale_since IS NOT NULL)`,
    values: [id, attempt, dates, counts?.stored ?? null, counts?.unchanged ?? null],
  });
  return rowCount === 1;
}

/** Ends the request with the reason a person is shown. What is finished already stays as it is. */
export async function failRecalculation(id: string, code: string, detail: string): Promise<void> {
  await pool().query(
    `UPDATE recalculations SET state = 'failed', error_code = $2, error_detail = $3, finished_at = now()
      WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, code, detail],
  );
}

export async function cancelRecalculation(owner: Owner, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFound('recalculation');
  const isCancelled = await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE recalculations r SET state = 'cancelled', finished_at = now() FROM portfolios p
        WHERE r.id = $1 AND p.id = r.portfolio_id AND p.owner_id = $2 AND r.state IN ('queued', 'running')`,
      [id, owner],
    );
    if (rowCount === 1) await recordEvent(client, owner, 'recalculation_cancelled', { subjectId: id });
    return rowCount === 1;
  });
  if (!isCancelled) await requireRecalculation(owner, id);
}
