import 'server-only';
import { NotFound, Refused } from './absence';
import { pool, type Queryable } from './client';

export type Benchmark = { readonly code: string; readonly name: string; readonly marketIndex: string | null };

export async function listBenchmarks(): Promise<Benchmark[]> {
  const { rows } = await pool().query(
    `SELECT code, name, market_index AS "marketIndex" FROM benchmarks ORDER BY created_at, code`,
  );
  return rows;
}

/** Those that a portfolio outside the demonstration is held against. */
export async function benchmarksInUse(): Promise<Benchmark[]> {
  const { rows } = await pool().query(
    `SELECT code, name, market_index AS "marketIndex" FROM benchmarks b
      WHERE EXISTS (SELECT FROM portfolios p WHERE p.benchmark_code = b.code AND NOT p.is_demonstration) ORDER BY code`,
  );
  return rows;
}

/** The benchmark of an address. Throws `NotFound` where there is none. */
export async function findBenchmark(code: string): Promise<Benchmark> {
  const found = (await listBenchmarks()).find((benchmark) => benchmark.code === code);
  if (!found) throw new NotFound('benchmark');
  return found;
}

/** Throws `Refused` where there is no such benchmark. */
export async function requireBenchmark(code: string): Promise<void> {
  const known = (await listBenchmarks()).map((benchmark) => benchmark.code);
  if (!known.includes(code))
    throw new Refused(
      'unknown_benchmark',
      '/benchmark_code',
      `${code} is no benchmark here; there are ${known.join(', ')}`,
    );
}

/** Adds a benchmark. Throws `Refused` where its code is taken. */
export async function addBenchmark(client: Queryable, { code, name, marketIndex }: Benchmark): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO benchmarks (code, name, market_index) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING`,
    [code, name, marketIndex],
  );
  if (rowCount === 0) throw new Refused('benchmark_exists', '/code', `${code} is a benchmark already`);
}
