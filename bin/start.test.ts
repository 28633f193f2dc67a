import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// What is refused before anything is touched; what a start does is walked through in e2e/start.spec.ts.
let directory: string;
beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(os.tmpdir(), 'ballast-start-')), 'data');
});
afterEach(() => rmSync(path.dirname(directory), { recursive: true }));

function start(args: string[], env: Record<string, string>): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'start.mjs'), ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, BALLAST_DATA_DIR: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

describe('npm start', () => {
  it('refuses a port somebody listens on, names the way out and has touched nothing', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    const { status, said } = await start([], { PORT: String(port) });
    server.close();
    expect(status).toBe(1);
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).toContain(`PORT=${port + 1} npm start`);
    expect(existsSync(directory)).toBe(false);
  });

  it.each(['0.0.0.0', '::', '10.1.2.3'])('refuses to let other computers in: HOST=%s', async (HOST) => {
    const { status, said } = await start([], { HOST });
    expect(status).toBe(1);
    expect(said).toContain('there are no accounts yet');
    expect(existsSync(directory)).toBe(false);
  });

  it('refuses a PORT that is none and a flag it does not know', async () => {
    expect(await start([], { PORT: 'http' })).toMatchObject({ status: 1, said: expect.stringContaining('PORT needs') });
    expect(await start(['--demonstration'], {})).toMatchObject({
      status: 1,
      said: expect.stringContaining("Unknown option '--demonstration'"),
    });
  });

  it('explains itself with --help', async () => {
    const { status, said } = await start(['--help'], {});
    expect(status).toBe(0);
    expect(said).toContain('BALLAST_DATA_DIR');
  });
});
