import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { pool, type Queryable } from './client';
import type { Owner } from './owner';

export type Via = 'session' | 'token' | 'open' | 'command' | 'sign-in';

/** Who does what is done: by what right, from where, and with which token or session. */
export type Actor = {
  readonly via: Via;
  readonly accountName: string | null;
  readonly address: string | null;
};

export type Action =
  | 'signed_in'
  | 'sign_in_failed'
  | 'sign_in_throttled'
  | 'signed_out'
  | 'signed_out_everywhere'
  | 'session_ended'
  | 'account_created'
  | 'account_deleted'
  | 'password_changed'
  | 'token_created'
  | 'token_revoked'
  | 'portfolio_deleted'
  | 'position_removed'
  | 'demonstration_removed'
  | 'imported'
  | 'recalculation_requested'
  | 'recalculation_cancelled';

// One for the process, in however many bundles this file is.
const kept = globalThis as { ballastActor?: AsyncLocalStorage<Actor> };
function actors(): AsyncLocalStorage<Actor> {
  kept.ballastActor ??= new AsyncLocalStorage();
  return kept.ballastActor;
}

/** Does `work` in somebody's name: whatever it records says so. */
export const asActor = <T>(actor: Actor, work: () => T): T => actors().run(actor, work);

/**
 * Records what was done to what is an owner's, within the transaction that does it. What the program does by itself, a
 * night or a demonstration, has no actor and is not recorded.
 */
export async function recordEvent(
  client: Queryable,
  owner: Owner | null,
  action: Action,
  given: {
    readonly accountName?: string;
    readonly subjectId?: string | null;
    readonly detail?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<void> {
  const actor = actors().getStore();
  if (!actor) return;
  await client.query(
    `INSERT INTO audit_events (owner_id, account_name, action, via, address, subject_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      owner,
      given.accountName ?? actor.accountName,
      action,
      actor.via,
      actor.address?.slice(0, 45) ?? null,
      given.subjectId ?? null,
      JSON.stringify(given.detail ?? {}),
    ],
  );
}

export type AuditEvent = {
  readonly id: string;
  readonly action: Action;
  readonly via: Via;
  readonly accountName: string | null;
  readonly address: string | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly happenedAt: string;
};

/** The owner's events, newest first, from before the one of the id `before` on. */
export async function listEvents(owner: Owner, limit: number, before: string | null = null): Promise<AuditEvent[]> {
  const { rows } = await pool().query(
    `SELECT id, action, via, account_name AS "accountName", address, subject_id AS "subjectId", detail,
            happened_at AS "happenedAt"
       FROM audit_events WHERE owner_id = $1 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $2`,
    [owner, limit, before],
  );
  return rows.map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }));
}
