import 'server-only';
import { pool } from './client';
import type { Owner } from './owner';
import { type Recalculation, requireRecalculation } from './recalculations';

/** What is not heard of for so long is looked at all the same: a notification is lost with its connection. */
const longestWait = 3_000;

const channel = 'ballast_recalculation';

/** One connection of the process listens for everybody who follows a recalculation; without followers it is closed. */
type Ear = { followers: number; readonly waiting: Map<string, Set<() => void>>; connection: Promise<Held> | null };

/** A connection that is given back once, however many find that it has to be. */
type Held = { readonly release: () => void };

const kept = globalThis as { ballastEar?: Ear };
function ear(): Ear {
  kept.ballastEar ??= { followers: 0, waiting: new Map(), connection: null };
  return kept.ballastEar;
}

async function listen(all: Ear, onLost: () => void): Promise<Held> {
  const client = await pool().connect();
  let isHeld = true;
  // Destroyed rather than given back: its next user did not ask to hear anything.
  const release = () => {
    if (isHeld) client.release(true);
    isHeld = false;
  };
  const lost = () => {
    release();
    onLost();
  };
  client.on('notification', ({ payload }) => {
    for (const wake of all.waiting.get(payload ?? '') ?? []) wake();
  });
  client.on('error', lost);
  client.once('end', lost);
  await client.query(`LISTEN ${channel}`).catch((error) => {
    release();
    throw error;
  });
  return { release };
}

function follow(all: Ear): void {
  all.followers++;
  if (all.connection !== null) return;
  // One that ends later must not take its successor's place away.
  const forget = () => {
    if (all.connection === own) all.connection = null;
  };
  const own: Promise<Held> = listen(all, forget).catch((error) => {
    forget();
    throw error;
  });
  all.connection = own;
  // Whoever follows looks by himself every few seconds, so that a deaf ear costs time and nothing else.
  own.catch(() => {});
}

function unfollow(all: Ear): void {
  all.followers--;
  if (all.followers > 0) return;
  const { connection } = all;
  all.connection = null;
  connection?.then(
    ({ release }) => release(),
    () => {},
  );
}

/** Ends when the recalculation has changed, the wait was long enough or nobody wants to know any more. */
function changed(all: Ear, id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wakers = all.waiting.get(id) ?? new Set();
    all.waiting.set(id, wakers);
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      wakers.delete(wake);
      if (wakers.size === 0) all.waiting.delete(id);
      resolve();
    };
    const timer = setTimeout(wake, longestWait);
    signal.addEventListener('abort', wake);
    wakers.add(wake);
    if (signal.aborted) wake();
  });
}

/** Whether nothing more will happen to it. */
export const hasEnded = ({ state }: Recalculation): boolean => state !== 'queued' && state !== 'running';

/**
 * A recalculation as it stands, and again whenever it has changed, until it has ended or the signal is given. What
 * changes faster than it is read is told once, as it then is. Throws `NotFound` for what is not this owner's.
 */
export async function* followRecalculation(
  owner: Owner,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Recalculation> {
  const all = ear();
  follow(all);
  try {
    for (let said = ''; !signal.aborted; ) {
      // Before it is read: a change that comes between would otherwise not be heard.
      const next = changed(all, id.toLowerCase(), signal);
      const now = await requireRecalculation(owner, id);
      const text = JSON.stringify(now);
      if (text !== said) yield now;
      said = text;
      if (hasEnded(now)) return;
      await next;
    }
  } finally {
    unfollow(all);
  }
}
