import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exclusively } from './exclusively.mjs';

let directory: string;
let lock: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'ballast-lock-'));
  lock = path.join(directory, 'below', 'lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('exclusively', () => {
  it('lets one call in at a time and all of them in the end', async () => {
    let inside = 0;
    let most = 0;
    const waited: string[] = [];
    const call = () =>
      exclusively(
        lock,
        async () => {
          most = Math.max(most, ++inside);
          await sleep(20);
          inside--;
        },
        (pid: string) => waited.push(pid),
      );
    await Promise.all([call(), call(), call()]);
    expect(most).toBe(1);
    expect(waited).toEqual([String(process.pid), String(process.pid)]);
    expect(existsSync(lock)).toBe(false);
  });

  it('frees the lock when the act fails', async () => {
    await expect(exclusively(lock, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over what a killed process left behind', async () => {
    const left = path.join(directory, 'left');
    writeFileSync(left, '1');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(left, longAgo, longAgo);
    expect(await exclusively(left, async () => 'done')).toBe('done');
  });
});
