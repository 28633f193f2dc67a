import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { databaseUrl, jobLeaseSeconds } from '../env';
import { PrismaClient } from '../generated/prisma/client';

/**
 * The process's connections: one pool under Prisma, for ordinary reads and writes, and under the bulk paths, which
 * speak SQL. Days stay `YYYY-MM-DD` strings, because a Date at local midnight is the day before in half of the world.
 */
const dateOid = 1082;
const dateArrayOid = 1182;
const timestampOid = 1114;
const bigintOid = 20;

const asIs = (text: string) => text;
const parsers: Record<number, (text: string) => unknown> = {
  [dateOid]: asIs,
  // "{2025-01-02,2025-01-03}": a date holds no comma, quote or brace.
  [dateArrayOid]: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')),
  [timestampOid]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
  [bigintOid]: Number,
};

const ignore = () => {};

type Connections = { pool: pg.Pool; prisma: PrismaClient };
// A reloaded module in development must not open a second pool.
const kept = globalThis as { ballastConnections?: Connections };

function connect(): Connections {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max: 12,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that is cut says so by an event, which without a listener would end the process: an idle one to the
  // pool, which replaces it, and one in use by itself; its next statement fails then.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(withTransaction(pool)) }) };
}

/** The pool as Prisma has it: its statements, too, go to the transaction that the work is in. */
const withTransaction = (pool: pg.Pool): pg.Pool =>
  new Proxy(pool, {
    get(target, name) {
      if (name === 'query') return transactions().getStore()?.query ?? target.query.bind(target);
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

export function connections(): Connections {
  kept.ballastConnections ??= connect();
  return kept.ballastConnections;
}

// One for the process, in however many bundles this file is.
const shared = globalThis as { ballastTransaction?: AsyncLocalStorage<Transaction> };

/** The one transaction that everything within a piece of work runs in. */
type Transaction = { readonly client: pg.PoolClient; readonly query: pg.Pool['query'] };

function transactions(): AsyncLocalStorage<Transaction> {
  shared.ballastTransaction ??= new AsyncLocalStorage();
  return shared.ballastTransaction;
}

/** The pool; within `inOneTransaction` its statements go to that transaction. */
export function pool(): pg.Pool {
  const { pool } = connections();
  const transaction = transactions().getStore();
  return transaction ? Object.create(pool, { query: { value: transaction.query } }) : pool;
}

export const prisma = (): PrismaClient => connections().prisma;

/** Anything that runs one SQL statement: the pool, or one connection within a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** One connection within a transaction, for those outside this room who only hand it on. */
export type Connection = pg.PoolClient;

/**
 * A process that stands still within a transaction (stopped, or its computer gone) loses it after so long, with its
 * locks: by then its job has been given to another, who must not wait for it for ever.
 */
const longestIdleMs = (): number => 3_000 * jobLeaseSeconds();

/** Whether what runs here is part of `inOneTransaction`. */
export const isWithinTransaction = (): boolean => transactions().getStore() !== undefined;

/** Runs `work` outside of the transaction that is under way: what it opens outlives that one. */
export const outsideTransactions = <T>(work: () => T): T => transactions().exit(work);

/**
 * Runs `work` in one transaction on one connection: all of it, or none. One that waits for something else than the
 * database, and may do so for long, says `mayIdle`.
 */
export async function inTransaction<T>(
  work: (client: pg.PoolClient) => Promise<T>,
  { mayIdle = false } = {},
): Promise<T> {
  const outer = transactions().getStore();
  if (outer) return inSavepoint(outer.client, work);
  const client = await pool().connect();
  let broken = false;
  try {
    await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${mayIdle ? 0 : longestIdleMs()}`);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Where even the rollback fails the connection is gone, and the server has rolled back by itself.
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A transaction within a transaction: what fails in it is taken back, and the outer one goes on. */
async function inSavepoint<T>(client: pg.PoolClient, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT inner_transaction');
  try {
    const result = await work(client);
    await client.query('RELEASE SAVEPOINT inner_transaction');
    return result;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT inner_transaction');
    throw error;
  }
}

/**
 * Runs `work` so that every statement within it, whoever sends it, is of one transaction: all of it, or none. What it
 * sends at once is sent one after the other.
 */
export const inOneTransaction = <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(async (client) => {
    let last: Promise<unknown> = Promise.resolve();
    const query = (...args: Parameters<pg.PoolClient['query']>) => {
      const next = last.then(() => client.query(...args));
      last = next.catch(ignore);
      return next;
    };
    return transactions().run({ client, query: query as unknown as pg.Pool['query'] }, () => work(client));
  });

/**
 * Runs `work` in a transaction and answers what it did; a rehearsal is then taken back. What is told beforehand is so
 * what would happen, and not a guess at it.
 */
export async function rehearsable<T>(isRehearsal: boolean, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  if (!isRehearsal) return inTransaction(work);
  let result: { value: T } | undefined;
  const takenBack = new Error('rehearsal');
  await inTransaction(async (client) => {
    result = { value: await work(client) };
    throw takenBack;
  }).catch((error) => {
    if (error !== takenBack) throw error;
  });
  return result!.value;
}

export async function disconnect(): Promise<void> {
  const open = kept.ballastConnections;
  kept.ballastConnections = undefined;
  if (!open) return;
  await open.prisma.$disconnect();
  await open.pool.end().catch(() => {});
}
