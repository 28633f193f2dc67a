import 'server-only';
import { NotFound } from '../db/absence';
import { inTransaction, pool } from '../db/client';
import {
  type Attempt,
  completeRecalculation,
  countDays,
  failRecalculation,
  type Phase,
  reportProgress,
  startRecalculation,
} from '../db/recalculations';
import { saveRuns } from '../db/save-runs';
import { keepDays, type StoredDay, storedDays } from '../db/stored-days';
import { saveSymbols, symbolKeeper } from '../db/symbol-measures';
import { currentMoment, takeForWriting } from '../db/take-for-writing';
import { measurableDays } from '../db/trading-days';
import { log } from '../log';
import { bookHash } from './input-hash';
import { loadMarket, loadRange, type MarketInputs, type RangeInputs } from './load-inputs';
import { type MeasuredMonth, measureMonth } from './measure-month';
import { byMonth } from './month';

/** The attempt has lost its licence: it was cancelled, or another worker has taken it up. */
class Superseded extends Error {}

/** What is measured changed while it was being measured, and has to be read again. */
class InputsChanged extends Error {}

/** Somebody else is writing the portfolio's snapshots, or marking them. */
class Busy extends Error {}

/** How long others are waited for before the attempt is given back to the queue. */
const longestBusyMs = 60_000;

/** How often inputs are read anew because somebody edits them meanwhile, before the attempt is given up. */
const attemptsWhileEdited = 5;

/** The closes of so many months are in memory together. */
const monthsLoaded = 12;

/** What an attempt reads before a close is read. */
type Range = {
  /** The days that can be measured, oldest first. */
  readonly dates: readonly string[];
  readonly stored: ReadonlyMap<string, StoredDay>;
  readonly inputs: RangeInputs;
  /** Before any of it was read. */
  readonly moment: string;
};
/** The days that an attempt has stored, and those it has found as they should be. */
type Counts = { stored: ReadonlySet<string>; unchanged: ReadonlySet<string> };

/** The counts after some more days: what is stored again is stored once, and no longer unchanged. */
const countedOn = (
  { stored, unchanged }: Counts,
  days: { readonly stored: readonly string[]; readonly unchanged: readonly string[] },
): Counts => {
  const nowStored = new Set([...stored, ...days.stored]);
  return {
    stored: nowStored,
    unchanged: new Set([...unchanged, ...days.unchanged].filter((date) => !nowStored.has(date))),
  };
};

const sizes = ({ stored, unchanged }: Counts) => ({ stored: stored.size, unchanged: unchanged.size });

/**
 * Carries out a recalculation: load → measure → store, a transaction a month, newest month first, so that what a person
 * looks at is there first. A day whose inputs are those of the stored one is left as it is. An attempt that fails is
 * thrown and tried again by the queue, from the days that are not stored yet; one that is cancelled just ends.
 */
export async function recalculate(recalculationId: string, signal: AbortSignal): Promise<void> {
  const attempt = await startRecalculation(recalculationId);
  if (attempt === null) return;
  try {
    await measureRange(attempt, signal);
  } catch (error) {
    if (error instanceof Superseded) return;
    if (error instanceof NotFound) return;
    // A broken promise of the library's is broken on every attempt: it is told at once.
    if (error instanceof RangeError) {
      log.error({ err: error, recalculation: recalculationId }, 'recalculation refused');
      return failRecalculation(recalculationId, 'inputs_refused', error.message);
    }
    log.warn({ err: error, recalculation: recalculationId, attempt: attempt.attempts }, 'recalculation attempt failed');
    throw error;
  }
}

type Report = (phase: Phase, done: number) => Promise<void>;

async function readRange({ owner, portfolioId, fromDate, asOf }: Attempt, moment: string): Promise<Range> {
  const [dates, stored, inputs] = await Promise.all([
    measurableDays(owner, portfolioId, fromDate, asOf),
    storedDays(portfolioId, fromDate, asOf),
    loadRange(owner, portfolioId, fromDate, asOf),
  ]);
  return { dates, stored, inputs, moment };
}

async function measureRange(attempt: Attempt, signal: AbortSignal): Promise<void> {
  let range = await readRange(attempt, attempt.moment);
  const { dates } = range;
  // There were some when it was asked for; since then prices were removed, or the index is another one.
  if (dates.length === 0)
    return failRecalculation(
      attempt.id,
      'no_prices',
      `there are no prices any more on a day from ${attempt.fromDate} to ${attempt.asOf}`,
    );
  // Its start is a report, too: what takes no longer than a moment says nothing more until it is done.
  let reportedAt = Date.now();
  const report: Report = async (phase, done) => {
    signal.throwIfAborted();
    // Two reports a second are as many as anybody can read; each also asks whether the attempt may go on.
    if (Date.now() - reportedAt < 500) return;
    reportedAt = Date.now();
    if (!(await reportProgress(attempt.id, attempt.attempts, { phase, done, total: dates.length })))
      throw new Superseded();
  };

  const counts: Counts = { stored: new Set(), unchanged: new Set() };
  for (let edits = 0; ; edits++) {
    const isLast = edits >= attemptsWhileEdited;
    // What changed under a day that was stored already is measured too: whoever asked meanwhile was told that this
    // recalculation is theirs.
    const fresh = isLast ? [] : dates;
    try {
      if (await measureDays(attempt, range, counts, fresh, report)) return;
      await report('store', dates.length);
      if (await completeRecalculation(pool(), attempt.id, attempt.attempts, fresh, sizes(counts))) return;
      if (isLast) throw new Superseded();
    } catch (error) {
      if (!(error instanceof InputsChanged) || isLast) throw error;
    }
    range = { ...(await readRange(attempt, await currentMoment())), dates };
  }
}

/**
 * Measures and stores what is not stored yet, each month while those before it are being written. The last month ends
 * the recalculation with it, in its transaction, where every day of `fresh` then stands: the answer says whether.
 */
async function measureDays(
  attempt: Attempt,
  { dates, stored, inputs, moment }: Range,
  counts: Counts,
  fresh: readonly string[],
  report: Report,
): Promise<boolean> {
  const wanted = dates.filter((date) => {
    const day = stored.get(date);
    return day === undefined || day.isStale || day.bookHash !== bookHash(inputs.on(date));
  });
  const isWanted = new Set(wanted);
  const standing = dates.filter((date) => !isWanted.has(date));
  Object.assign(counts, countedOn(counts, { stored: [], unchanged: standing }));
  const storedHashes = new Map([...stored].map(([date, { inputHash }]) => [date, inputHash]));

  let keeping = Promise.resolve(false);
  // The month that was measured last, and the one before it: so many wait at most to be written.
  let writing = Promise.resolve(false);
  let before = writing;
  try {
    let done = dates.length - wanted.length;
    const months = byMonth(wanted);
    let market: MarketInputs | null = null;
    for (const [i, ofMonth] of months.entries()) {
      // A year's closes are those of its months, but for a little before and after: read once, not twelve times.
      if (i % monthsLoaded === 0) {
        const loading = loadMarket(
          inputs,
          months
            .slice(i, i + monthsLoaded)
            .flat()
            .sort(),
        );
        // Ten thousand lots take a while to hash, in which the closes are on their way.
        for (const date of ofMonth) bookHash(inputs.on(date));
        market = await loading;
      }
      const doneBefore = done;
      let measuredDays = 0;
      const keeper = symbolKeeper();
      const month = await measureMonth(inputs, market!, ofMonth, storedHashes, {
        // They are true whatever becomes of the portfolio, and are written while it is measured.
        onSymbols: keeper.add,
        onSecurities: () => {
          keeping = keeper.all();
        },
        onDay: () => report('measure', doneBefore + measuredDays++),
      });
      done += ofMonth.length;
      await before;
      before = writing;
      const kept = keeping;
      const ending = i === months.length - 1 ? fresh : null;
      writing = before.then(async () => store(attempt, inputs, moment, month, await kept, counts, ending));
      // What goes wrong while the next month is measured is thrown when it is waited for.
      writing.catch(() => {});
    }
  } finally {
    await keeping;
    await writing;
  }
  return writing;
}

/**
 * Stores a month in one transaction: all of its days, or none, and what is not there yet of their securities. Answers whether the
 * recalculation has ended with it.
 */
async function store(...month: Parameters<typeof storeOnce>): Promise<boolean> {
  const startedAt = Date.now();
  for (;;)
    try {
      return await storeOnce(...month);
    } catch (error) {
      if (!(error instanceof Busy) || Date.now() - startedAt > longestBusyMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 + 80 * Math.random()));
    }
}

async function storeOnce(
  attempt: Attempt,
  inputs: RangeInputs,
  moment: string,
  { runs, unchanged, dates, symbols }: MeasuredMonth,
  areSymbolsKept: boolean,
  counts: Counts,
  fresh: readonly string[] | null,
): Promise<boolean> {
  const next = countedOn(counts, { stored: runs.map(({ origin }) => origin.snapshotDate), unchanged });
  const hasEnded = await inTransaction(async (client) => {
    const read = {
      ...inputs.book,
      securityIds: inputs.securityIds(dates),
      symbols: inputs.currencyPairs(dates),
      moment,
    };
    const state = await takeForWriting(client, read);
    if (state === 'busy') throw new Busy('the portfolio is being written by others all the time');
    if (state === 'changed' || !(await inputs.isBenchmarkCurrent(client)))
      throw new InputsChanged('the inputs change faster than they are measured');
    if (!areSymbolsKept) await saveSymbols(client, symbols);
    await saveRuns(client, attempt.id, runs);
    if (unchanged.length > 0) await keepDays(client, attempt.portfolioId, unchanged);
    // Last, so that a worker that was given up for dead finds out within the transaction that its work is not wanted.
    const { id, attempts } = attempt;
    if (fresh !== null && (await completeRecalculation(client, id, attempts, fresh, sizes(next)))) return true;
    if (!(await countDays(client, id, attempts, sizes(next)))) throw new Superseded();
    return false;
  });
  Object.assign(counts, next);
  return hasEnded;
}
