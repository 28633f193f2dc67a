import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.mjs';

/**
 * @typedef {import('node:child_process').ChildProcess & { ended: Promise<number | string> }} Child with a promise of its
 *   exit status or signal
 */

/**
 * Starts one of the processes that make up a running Ballast.
 *
 * It has a process group of its own, so that Ctrl-C in a terminal reaches the launcher alone, which ends the others in
 * order; and a channel to the launcher, by whose closing it notices that the launcher was killed.
 *
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, stdout?: 'inherit' | 'pipe' | 'ignore' }} options
 * @returns {Child}
 */
export function startChild(args, { env, stdout = 'inherit' }) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
  });
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  return Object.assign(child, { ended });
}

/**
 * Asks a child to end what it is doing and to exit, and ends it by force when it has not after `waitMs`.
 *
 * @param {Child | undefined} child
 * @param {number} waitMs
 */
export async function stopChild(child, waitMs) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const abandoned = new AbortController();
  const outcome = await Promise.race([
    child.ended.then(() => 'ended'),
    sleep(waitMs, 'overdue', { signal: abandoned.signal }).catch(() => {}),
  ]);
  abandoned.abort();
  if (outcome !== 'overdue') return;
  child.kill('SIGKILL');
  await child.ended;
}

/**
 * Keeps a child running: when it ends by itself, `start` is called again after a pause that doubles from one second to
 * thirty and begins anew once a child has lived for a minute. `onEnd` hears of each end and the pause in seconds. The
 * returned `stop` ends the child and the keeping.
 *
 * @param {() => Child} start
 * @param {(status: number | string, pauseSeconds: number) => void} onEnd
 */
export function keepRunning(start, onEnd) {
  const over = new AbortController();
  let child;
  let pauseMs = 1000;
  const kept = (async () => {
    while (!over.signal.aborted) {
      const startedAt = Date.now();
      child = start();
      const status = await child.ended;
      if (over.signal.aborted) return;
      if (Date.now() - startedAt > 60_000) pauseMs = 1000;
      onEnd(status, pauseMs / 1000);
      await sleep(pauseMs, undefined, { signal: over.signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, 30_000);
    }
  })();
  return {
    stop: async (waitMs) => {
      over.abort();
      await stopChild(child, waitMs);
      await kept;
    },
  };
}
