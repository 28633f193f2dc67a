/**
 * npm run bench -- engine [--only WORD] [--lots 63,1000,10000] [--backfill 63,1000] [--growth 1,10]: what a recalculation
 * costs, always beside something else in the same run, medians. `--only` takes what has the word in its name: one-date,
 * backfill, one-more, workers, liveness, import, growth.
 */
import { availableParallelism } from 'node:os';
import { disconnect, pool } from '@/lib/db/client';
import { dismissCrew, hireCrew } from '@/lib/jobs/crew';
import { closeSender } from '@/lib/jobs/queue';
import { seedBook, sessionsUntil } from '@/test/engine-book';
import { forgetResults } from '@/test/stored-numbers';
import { backfill } from './engine/backfill';
import { commitTime } from './engine/commit';
import { growth } from './engine/growth';
import { livenessBeside } from './engine/liveness';
import { oneDate, oneMoreDate } from './engine/one-date';
import { importTwice } from './engine/price-import';
import { ms, say } from './engine/say';
import { asOf, seedMarket, sessions } from './engine/scene';
import { workers } from './engine/workers';

const setting = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const numbers = (name: string, otherwise: readonly number[]): readonly number[] =>
  setting(name)?.split(',').map(Number) ?? otherwise;
const only = setting('--only');
const isWanted = (name: string): boolean => only === undefined || name.includes(only);

const started = performance.now();
const symbols = await seedMarket(1_000);
const books = new Map<number, string>();
const bookOf = async (lots: number): Promise<string> => {
  const book = books.get(lots) ?? (await seedBook(symbols, lots));
  books.set(lots, book);
  await pool().query('ANALYZE');
  return book;
};

// A worker that has been at work for a while has its threads and its compiled code.
const threads = Math.max(1, Math.min(4, availableParallelism() - 1));
await hireCrew(threads);
const commit = await commitTime(200);
say(`a commit of one row (${availableParallelism()} processors, ${threads} threads that measure)`, ms(commit));

if (isWanted('one-date')) {
  for (const lots of numbers('--lots', [63, 1_000, 10_000])) await oneDate(await bookOf(lots), lots);
}
if (isWanted('one-more')) {
  await oneMoreDate(await bookOf(63), 7);
  const old = await seedMarket(63, sessionsUntil(asOf, 6_300), 'OLD');
  await oneMoreDate(await seedBook(old, 63), 25);
}
if (isWanted('backfill'))
  for (const lots of numbers('--backfill', [63, 1_000])) await backfill(await bookOf(lots), lots);
await dismissCrew();
if (isWanted('liveness')) await livenessBeside(await bookOf(10_000));
if (isWanted('workers')) {
  const several: string[] = [];
  for (let i = 0; i < 8; i++) several.push(await seedBook(symbols.slice(i * 60, i * 60 + 60), 60));
  const one = await workers(several, 1);
  const two = await workers(several, 2);
  const four = await workers(several, 4);
  const ratios = `${(one / two).toFixed(2)}×, ${(one / four).toFixed(2)}×`;
  say(
    `eight portfolios of 60 lots, ${sessions.slice(-126).length} dates each: 1, 2, 4 workers`,
    `${ms(one)}, ${ms(two)}, ${ms(four)}: ${ratios}`,
  );
}
if (isWanted('import')) await importTwice();
if (isWanted('growth')) {
  await forgetResults();
  await growth(await bookOf(1_000), numbers('--growth', [1, 10]));
}
say('all of it', ms(performance.now() - started));
await closeSender();
await disconnect();
