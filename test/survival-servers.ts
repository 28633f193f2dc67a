import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { disconnect } from '@/lib/db/client';
import { closeSender } from '@/lib/jobs/queue';
import { startPostgres } from '../bin/embedded-postgres.mjs';
import { migrateUp } from '../bin/migrate.mjs';
import { inRoot } from '../bin/root.mjs';
import { type Scene, setScene } from './survival-scene';

/** A database server of one's own that may be stopped, cut off or starved, and the scene on it. */
export type Server = {
  readonly url: string;
  readonly scene: Scene;
  /** Ends it as an administrator would: `fast`, or `immediate` as when the power fails. Resolves when it is gone. */
  readonly end: (how: 'fast' | 'immediate') => Promise<void>;
  /** Starts it again, on the port it had. */
  readonly start: () => Promise<void>;
  /** Stops all of its processes where they stand, or lets them go on. */
  readonly freeze: (isFrozen: boolean) => void;
  readonly remove: () => Promise<void>;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Calls `act` while DATABASE_URL names another database. */
export async function onDatabase<T>(url: string, act: () => Promise<T>): Promise<T> {
  const before = process.env.DATABASE_URL;
  await closeSender();
  await disconnect();
  process.env.DATABASE_URL = url;
  try {
    return await act();
  } finally {
    await closeSender();
    await disconnect();
    process.env.DATABASE_URL = before;
  }
}

export async function startServer(
  name: string,
  settings: Record<string, string | number> = {},
  directory = inRoot('.test', `${name}-${process.pid}`),
): Promise<Server> {
  let running = await startPostgres({ directory, settings });
  const { url, port } = running;
  await migrateUp(url);
  const scene = await onDatabase(url, setScene);
  return {
    url,
    scene,
    end: async (how) => {
      process.kill(running.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      while (isAlive(running.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    start: async () => {
      running = await startPostgres({ directory, settings, port });
    },
    freeze: (isFrozen) => {
      const children = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8').trim().split(' ');
      for (const pid of [running.pid, ...children.map(Number)]) process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
    },
    remove: async () => {
      await running.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Why something that needs root and Linux's own tools cannot be done here; null where it can. */
export function whyNotAsRoot(...tools: readonly string[]): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const missing = tools.find((tool) => spawnSync(tool, ['-V']).error);
  return missing ? `needs ${missing}` : null;
}

/** Runs a command of the system's; throws with what it said where it fails. */
export function command(program: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')}: ${error ?? stderr}`);
}

export const scratch = (name: string): string => path.join(inRoot('.test'), `${name}-${process.pid}`);
