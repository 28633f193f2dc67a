import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMigrations } from './migrate.mjs';

// The commands as a person types them, on a migrated database of this file's own.
const names = readMigrations().map(({ name }) => name);

function db(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'db.mjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  child.stdin.end(input);
  return new Promise<{ status: number | null; said: string }>((resolve) => {
    child.once('close', (status) => resolve({ status, said }));
  });
}

describe('npm run db', () => {
  it('tells status, takes back, finds the difference, applies again and finds none', async () => {
    const status = await db(['status']);
    expect(status.status).toBe(0);
    expect(status.said.match(/ {2}applied {2}/g)).toHaveLength(names.length);

    expect(await db(['down', '--to', names.at(-3) as string])).toEqual({
      status: 0,
      said: `taken back  ${names.at(-1)}\ntaken back  ${names.at(-2)}\n`,
    });
    const behind = await db(['verify']);
    expect(behind.status).toBe(1);
    expect(behind.said).toContain(`Migration ${names.at(-1)} is not applied yet.`);

    expect((await db(['up'])).said).toBe(`applied  ${names.at(-2)}\napplied  ${names.at(-1)}\n`);
    expect((await db(['up'])).said).toBe('Nothing is pending.\n');
    expect(await db(['verify'])).toMatchObject({ status: 0, said: expect.stringContaining('objects agree') });
  });

  it('prints the sizes of all tables', async () => {
    const { status, said } = await db(['size']);
    expect(status).toBe(0);
    expect(said).toMatch(/^table +rows +bytes +trading days +rows a day +bytes a day +bytes a year\n/);
    expect(said).toMatch(/^position_market_betas +0 /m);
    expect(said).toMatch(/in all; a year of 252 trading days adds/);
  });

  it('takes SQL by hand where there is no psql', async () => {
    const withoutPsql = { PATH: '/nowhere' };
    const { status, said } = await db(['psql'], {
      input: "SELECT DATE '2024-02-29' AS day,\n  NULL AS nothing;\nSELECT 1 AS one; SELECT 2 AS two;",
      env: withoutPsql,
    });
    expect(status).toBe(0);
    expect(said).toMatch(
      /^day +nothing\n-+ +-+\n2024-02-29\n\(1 row\)\none\n---\n1\n\(1 row\)\ntwo\n---\n2\n\(1 row\)$/m,
    );
    const wrong = await db(['psql'], { input: 'SELECT oops;', env: withoutPsql });
    expect(wrong).toMatchObject({ status: 1, said: expect.stringContaining('ERROR 42703') });
  });

  it('refuses what it does not know and an address that is none', async () => {
    expect(await db(['destroy'])).toMatchObject({ status: 1, said: expect.stringContaining('Unknown: destroy') });
    expect(await db(['down', '--to', '000_nothing'])).toMatchObject({
      status: 1,
      said: 'Migration 000_nothing is not applied.\n',
    });
    expect(await db(['status'], { env: { DATABASE_URL: 'mysql://localhost/x' } })).toMatchObject({
      status: 1,
      said: expect.stringContaining('DATABASE_URL needs the scheme postgresql://'),
    });
  });

  it('says that a database does not answer, and keeps its password to itself', async () => {
    const { status, said } = await db(['status'], { env: { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/x' } });
    expect(status).toBe(1);
    expect(said).toContain('The database does not answer');
    expect(said).not.toContain('hunter2');
  });
});
