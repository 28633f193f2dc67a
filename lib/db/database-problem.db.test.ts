import { createServer } from 'node:net';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { withClient } from '../../bin/with-client.mjs';
import { disconnect, inTransaction, pool, prisma } from './client';
import { databaseProblem } from './database-problem';
import { localOwner } from './owner';
import { updatePortfolio } from './portfolios';

const ownUrl = process.env.DATABASE_URL!;
const someId = '00000000-0000-7000-8000-00000000aaaa';

afterEach(async () => {
  await disconnect();
  process.env.DATABASE_URL = ownUrl;
});

/** What went wrong, by its own doing: the error of a promise that must fail. */
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('nothing failed');
    },
    (error) => error,
  );

/** The two ways this room talks to the database. */
const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a query', () => pool().query('SELECT 1 FROM portfolios')],
  ['a transaction', () => inTransaction((client) => client.query('SELECT 1 FROM portfolios'))],
  ['Prisma', () => updatePortfolio(localOwner, someId, { name: 'x' })],
];

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that takes every connection and says nothing good. */
async function brokenServer(behave: (socket: import('node:net').Socket) => void) {
  const server = createServer(behave).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  return { url: `postgresql://x:y@127.0.0.1:${port}/z`, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe('databaseProblem', () => {
  it.each(ways)('calls a server that is not there unavailable, of %s', async (_, act) => {
    process.env.DATABASE_URL = `postgresql://x:y@127.0.0.1:${await closedPort()}/z`;
    expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'database_unavailable' });
  });

  it.each(ways)('calls a server that hangs up unavailable, of %s', async (_, act) => {
    const server = await brokenServer((socket) => socket.destroy());
    process.env.DATABASE_URL = server.url;
    expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'database_unavailable' });
    await disconnect();
    await server.close();
  });

  it.each(ways)('calls a refused password and a missing database unavailable, of %s', async (_, act) => {
    const server = new URL(ownUrl);
    server.password = 'wrong';
    process.env.DATABASE_URL = server.href;
    expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'database_unavailable' });
    await disconnect();
    process.env.DATABASE_URL = ownUrl.replace(/\/[^/]*$/, '/no_such_database');
    expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'database_unavailable' });
  });

  it('calls a connection cut by an administrator unavailable, and the next query is answered', async () => {
    const slow = pool().query(`SELECT pg_sleep(30), 'cut me'`);
    const error = await Promise.all([
      failureOf(slow),
      withClient(inject('databaseServerUrl'), async (client) => {
        let cut = 0;
        while (cut === 0)
          cut = (
            await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE query LIKE '%cut me%' AND pid <> pg_backend_pid() AND state = 'active'`)
          ).rowCount!;
      }),
    ]);
    expect(databaseProblem(error[0])).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect((await pool().query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it.each(ways)('calls a missing table a schema that does not fit, of %s', async (_, act) => {
    await pool().query('ALTER TABLE portfolios RENAME TO gone');
    try {
      expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'schema_mismatch' });
    } finally {
      await pool().query('ALTER TABLE gone RENAME TO portfolios');
    }
  });

  it.each(ways.slice(2))('calls a missing column a schema that does not fit, of %s', async (_, act) => {
    await pool().query('ALTER TABLE portfolios RENAME COLUMN name TO gone');
    try {
      expect(databaseProblem(await failureOf(act()))).toMatchObject({ status: 503, code: 'schema_mismatch' });
    } finally {
      await pool().query('ALTER TABLE portfolios RENAME COLUMN gone TO name');
    }
  });

  /** An error as the server gives it, through either driver. */
  async function raised(code: string, way: 'query' | 'Prisma'): Promise<unknown> {
    if (way === 'query')
      return failureOf(pool().query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`));
    await pool().query(`
      CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$;
      CREATE OR REPLACE TRIGGER fail BEFORE UPDATE ON settings FOR EACH STATEMENT EXECUTE FUNCTION fail()`);
    const error = await failureOf(prisma().setting.updateMany({ data: { key: 'x' } }));
    await pool().query('DROP TRIGGER fail ON settings; DROP FUNCTION fail');
    return error;
  }

  it.each([
    ['53100', 'a full disk', 507, 'storage_full'],
    ['53200', 'no memory left', 503, 'database_unavailable'],
    ['53300', 'too many connections', 503, 'database_unavailable'],
    ['57P01', 'a shutdown', 503, 'database_unavailable'],
    ['57P02', 'a crash', 503, 'database_unavailable'],
    ['25P03', 'a transaction that stood still', 503, 'database_unavailable'],
    ['57P03', 'a start that takes time', 503, 'database_unavailable'],
    ['25006', 'a standby that only reads', 503, 'database_unavailable'],
    ['58030', 'an error of the disk', 503, 'database_unavailable'],
    ['40P01', 'a deadlock', 503, 'database_busy'],
    ['40001', 'a serialisation failure', 503, 'database_busy'],
    ['55P03', 'a lock that is not to be had', 503, 'database_busy'],
    ['57014', 'a statement that was cancelled', 503, 'database_busy'],
  ])('%s, %s: %i %s', async (code, _, status, name) => {
    for (const way of ['query', 'Prisma'] as const)
      expect(databaseProblem(await raised(code, way)), way).toMatchObject({ status, code: name });
  });

  it.each(['22021', '23505', '23503', '23514', '22003', '42601', 'P0001'])(
    'leaves %s to whoever made the statement: trying again would not help',
    async (code) => {
      for (const way of ['query', 'Prisma'] as const) expect(databaseProblem(await raised(code, way)), way).toBeNull();
    },
  );

  it('looks behind an error for its cause, and stops where causes go round', () => {
    const cause = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(databaseProblem(new Error('outer', { cause: new Error('middle', { cause }) }))).toMatchObject({
      status: 503,
    });
    const round: { cause?: unknown } = {};
    round.cause = round;
    expect(databaseProblem(round)).toBeNull();
    for (const nothing of [null, undefined, 'ECONNREFUSED', 0, {}]) expect(databaseProblem(nothing)).toBeNull();
  });

  it('does not take a text that a person wrote for an error of the database', () => {
    expect(databaseProblem(new RangeError('positionWeights: P1001 needs a finite quantity, got NaN'))).toBeNull();
    expect(databaseProblem(new Error('no security P2024'))).toBeNull();
  });

  it('finds the address that answers in none of the attempts of a host with several', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    expect(databaseProblem(new AggregateError([refused, refused]))).toMatchObject({ status: 503 });
  });
});
