import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepRunning, startChild, stopChild } from './children.mjs';
import { exitWithLauncher } from './node-options.mjs';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'ballast-children-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function script(name: string, source: string): string {
  const file = path.join(directory, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

const hasSaid = async (file: string, text: string) => {
  for (;;) {
    try {
      if (readFileSync(file, 'utf8').includes(text)) return;
    } catch {
      // Not written yet.
    }
    await sleep(20);
  }
};

describe('stopChild', () => {
  it('lets a child finish what it does when it is asked to end', async () => {
    const out = path.join(directory, 'polite');
    const file = script(
      'polite',
      `import { appendFileSync } from 'node:fs';
       process.on('SIGTERM', () => setTimeout(() => { appendFileSync('${out}', 'finished'); process.exit(0); }, 100));
       setInterval(() => {}, 1000);
       appendFileSync('${out}', 'up ');`,
    );
    const child = startChild([file], { env: process.env, stdout: 'ignore' });
    await hasSaid(out, 'up');
    await stopChild(child, 10_000);
    expect(readFileSync(out, 'utf8')).toBe('up finished');
    expect(await child.ended).toBe(0);
  });

  it('ends one by force that does not listen', async () => {
    const out = path.join(directory, 'deaf');
    const file = script(
      'deaf',
      `import { appendFileSync } from 'node:fs';
       process.on('SIGTERM', () => {});
       setInterval(() => {}, 1000);
       appendFileSync('${out}', 'up');`,
    );
    const child = startChild([file], { env: process.env, stdout: 'ignore' });
    await hasSaid(out, 'up');
    await stopChild(child, 100);
    expect(await child.ended).toBe('SIGKILL');
  });
});

describe('keepRunning', () => {
  it('starts a child again a second after it ended, then two, and no more once it is stopped', async () => {
    const file = script('brief', 'process.exit(3)');
    const ends: { status: unknown; pause: number; at: number }[] = [];
    let starts = 0;
    const kept = keepRunning(
      () => {
        starts++;
        return startChild([file], { env: process.env, stdout: 'ignore' });
      },
      (status, pause) => ends.push({ status, pause, at: Date.now() }),
    );
    while (ends.length < 2) await sleep(20);
    await kept.stop(1000);
    expect(ends.map(({ status, pause }) => [status, pause])).toEqual([
      [3, 1],
      [3, 2],
    ]);
    expect(ends[1].at - ends[0].at).toBeGreaterThanOrEqual(1000);
    expect(starts).toBe(2);
  });
});

describe('a child', () => {
  it('ends as if asked to when its launcher is killed', async () => {
    const out = path.join(directory, 'orphan');
    const child = script(
      'orphan',
      `import { appendFileSync } from 'node:fs';
       process.on('SIGTERM', () => { appendFileSync('${out}', 'asked'); process.exit(0); });
       setInterval(() => {}, 1000);
       appendFileSync('${out}', 'up ');`,
    );
    const launcher = script(
      'launcher',
      `import { startChild } from '${path.join(import.meta.dirname, 'children.mjs')}';
       startChild(${JSON.stringify([...exitWithLauncher, child])}, { env: process.env, stdout: 'ignore' });`,
    );
    const started = startChild([launcher], { env: process.env, stdout: 'ignore' });
    await hasSaid(out, 'up');
    started.kill('SIGKILL');
    await hasSaid(out, 'asked');
    expect(readFileSync(out, 'utf8')).toBe('up asked');
  });
});
