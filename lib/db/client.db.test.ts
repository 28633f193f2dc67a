import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { withClient } from '../../bin/with-client.mjs';
import { disconnect, inTransaction, pool, prisma, rehearsable } from './client';
import { databaseProblem } from './database-problem';

afterEach(disconnect);

/** Cuts a connection of this database from outside, as a restart of the server would. */
const cut = (pid: number) =>
  withClient(inject('databaseServerUrl'), (client) => client.query('SELECT pg_terminate_backend($1)', [pid]));

const countOf = async (name: string) =>
  (await pool().query('SELECT count(*)::int AS count FROM settings WHERE key = $1', [name])).rows[0].count;

describe('inTransaction', () => {
  it('keeps all of what was done, or none', async () => {
    await inTransaction((client) => client.query(`INSERT INTO settings VALUES ('kept', '1')`));
    const broken = inTransaction(async (client) => {
      await client.query(`INSERT INTO settings VALUES ('lost', '1')`);
      throw new Error('half way');
    });
    await expect(broken).rejects.toThrow('half way');
    expect([await countOf('kept'), await countOf('lost')]).toEqual([1, 0]);
  });

  it('gives its connection back after an error of the database, clean', async () => {
    for (let i = 0; i < 40; i++)
      await expect(inTransaction((client) => client.query('SELECT no_such_column'))).rejects.toThrow(/no_such_column/);
    expect((await inTransaction((client) => client.query('SELECT 1 AS one'))).rows).toEqual([{ one: 1 }]);
    expect(pool().totalCount).toBeLessThanOrEqual(12);
  });

  it('outlives a connection that is cut while nothing runs on it', async () => {
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    const work = inTransaction(async (client) => {
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
      await client.query(`INSERT INTO settings VALUES ('cut', '1')`);
      await cut(rows[0].pid);
      await sleep(200);
      await client.query('SELECT 1');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable|connection/i);
    expect(await countOf('cut')).toBe(0);
    process.off('uncaughtException', uncaught);
    expect(uncaught).not.toHaveBeenCalled();
  });

  it('outlives a connection that is cut while it is in other hands', async () => {
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    const client = await pool().connect();
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    await cut(rows[0].pid);
    await sleep(200);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    process.off('uncaughtException', uncaught);
    expect(uncaught).not.toHaveBeenCalled();
  });

  it('outlives a connection that is cut in the middle of a statement', async () => {
    const work = inTransaction(async (client) => {
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
      await Promise.all([client.query('SELECT pg_sleep(30)'), cut(rows[0].pid)]);
    });
    await expect(work).rejects.toMatchObject({ code: '57P01' });
    expect((await pool().query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('is taken back, with its locks, where its process stands still beyond the lease, and only where it may not', async () => {
    process.env.BALLAST_JOB_LEASE_SECONDS = '1';
    const stands = (mayIdle: boolean) =>
      inTransaction(
        async (client) => {
          await client.query(`INSERT INTO settings VALUES ($1, '1')`, [`stood ${mayIdle}`]);
          await sleep(4_000);
          await client.query('SELECT 1');
        },
        { mayIdle },
      );
    const [frozen, waiting] = await Promise.allSettled([stands(false), stands(true)]);
    delete process.env.BALLAST_JOB_LEASE_SECONDS;
    expect(databaseProblem((frozen as PromiseRejectedResult).reason)).toMatchObject({ status: 503 });
    expect(waiting.status).toBe('fulfilled');
    expect([await countOf('stood false'), await countOf('stood true')]).toEqual([0, 1]);
  });

  it('outlives idle connections of the pool that are cut', async () => {
    await Promise.all(Array.from({ length: 8 }, () => pool().query('SELECT pg_sleep(0.05)')));
    const { rows } = await pool().query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    for (const { pid } of rows) await cut(pid);
    await sleep(100);
    const answers = await Promise.all(Array.from({ length: 8 }, () => pool().query('SELECT 1 AS one')));
    expect(answers.every((answer) => answer.rows[0].one === 1)).toBe(true);
  });
});

describe('rehearsable', () => {
  it('answers what would happen and leaves nothing of it', async () => {
    const told = await rehearsable(true, async (client) => {
      const { rowCount } = await client.query(`INSERT INTO settings VALUES ('rehearsed', '1')`);
      return { rowCount };
    });
    expect(told).toEqual({ rowCount: 1 });
    expect(await countOf('rehearsed')).toBe(0);
  });

  it('does it where it is no rehearsal, and passes errors on in both', async () => {
    await rehearsable(false, (client) => client.query(`INSERT INTO settings VALUES ('done', '1')`));
    expect(await countOf('done')).toBe(1);
    for (const isRehearsal of [true, false])
      await expect(rehearsable(isRehearsal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('answers nothing where the work answers nothing', async () => {
    await expect(rehearsable(true, async () => undefined)).resolves.toBeUndefined();
  });
});

describe('the parsers', () => {
  it('leave days as they are written, one or many', async () => {
    const { rows } = await pool().query(
      `SELECT DATE '2024-02-29' AS day, ARRAY[DATE '1969-12-31', DATE '2024-12-31'] AS days, ARRAY[]::date[] AS none`,
    );
    expect(rows).toEqual([{ day: '2024-02-29', days: ['1969-12-31', '2024-12-31'], none: [] }]);
  });

  it('read an instant without time zone as UTC and one with it as what it is', async () => {
    const { rows } = await pool().query(
      `SELECT TIMESTAMP '2024-03-10 02:30:00.123' AS plain, TIMESTAMPTZ '2024-03-10 02:30:00+14' AS zoned`,
    );
    expect(rows[0].plain.toISOString()).toBe('2024-03-10T02:30:00.123Z');
    expect(rows[0].zoned.toISOString()).toBe('2024-03-09T12:30:00.000Z');
  });

  it('are no concern of Prisma, which reads the same days', async () => {
    await pool().query(
      `INSERT INTO exchange_sessions VALUES ('NYSE', '2024-02-29', '2024-02-29 21:00Z', false, '1')
       ON CONFLICT DO NOTHING`,
    );
    const [read] = await prisma().exchangeSession.findMany();
    expect(read.date.toISOString()).toBe('2024-02-29T00:00:00.000Z');
  });
});
