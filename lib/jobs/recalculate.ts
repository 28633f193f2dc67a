import 'server-only';
import { NotFound } from '../db/absence';
import { inTransaction } from '../db/client';
import type { Owner } from '../db/owner';
import {
  completeRecalculation,
  countDay,
  failRecalculation,
  type Phase,
  type Recalculation,
  reportProgress,
  startRecalculation,
} from '../db/recalculations';
import { holdsVersion, saveRun, storedInputHash } from '../db/runs';
import { saveSymbolBetas, saveSymbolVolatilities } from '../db/symbol-measures';
import { measurableDays } from '../db/trading-days';
import { log } from '../log';
import { columnsOf } from './columns';
import { type DayInputs, loadDay, loadInputs } from './load-inputs';
import { inputHash, measureDay } from './measure-day';

/** The attempt has lost its licence: it was cancelled, or another worker has taken it up. */
class Superseded extends Error {}

/** The lots changed while they were being measured; the day has to be measured again. */
class HoldingsChanged extends Error {}

/** How often a day is measured anew because somebody edits the book meanwhile, before the attempt is given up. */
const attemptsWhileEdited = 5;

type Attempt = Recalculation & { readonly owner: Owner };
type Counts = { readonly stored: number; readonly unchanged: number };

/**
 * Carries out a recalculation: load → measure → store, a transaction a day, newest day first, so that what a person
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

async function measureRange(attempt: Attempt, signal: AbortSignal): Promise<void> {
  const dates = await measurableDays(attempt.owner, attempt.portfolioId, attempt.fromDate, attempt.asOf);
  let counts: Counts = { stored: 0, unchanged: 0 };
  let reportedAt = 0;
  const report = async (phase: Phase, done: number) => {
    signal.throwIfAborted();
    // Two reports a second are as many as anybody can read; each also asks whether the attempt may go on.
    if (phase === 'measure' && Date.now() - reportedAt < 500) return;
    reportedAt = Date.now();
    if (!(await reportProgress(attempt.id, attempt.attempts, { phase, done, total: dates.length })))
      throw new Superseded();
  };

  await report('load', 0);
  let loaded = await loadRange(attempt, dates);
  for (let i = dates.length - 1, edits = 0; i >= 0; i--) {
    await report('measure', dates.length - 1 - i);
    try {
      counts = await measureAndStore(attempt, loaded, i, counts);
    } catch (error) {
      if (!(error instanceof HoldingsChanged) || ++edits > attemptsWhileEdited) throw error;
      loaded = await loadRange(attempt, dates);
      i++;
    }
  }
  await report('store', dates.length);
  await inTransaction(async (client) => {
    if (!(await completeRecalculation(client, attempt.id, attempt.attempts))) throw new Superseded();
  });
}

async function loadRange({ owner, portfolioId }: Attempt, dates: readonly string[]) {
  const days: { date: string; inputs: DayInputs }[] = [];
  for (const date of dates) days.push({ date, inputs: await loadDay(owner, portfolioId, date) });
  const inputs = await loadInputs(days);
  return { days, inputs, columns: columnsOf(inputs.closes) };
}

async function measureAndStore(
  attempt: Attempt,
  { days, inputs, columns }: Awaited<ReturnType<typeof loadRange>>,
  index: number,
  counts: Counts,
): Promise<Counts> {
  const { date, inputs: day } = days[index];
  const hash = inputHash(day, inputs, columns, date);
  return inTransaction(async (client) => {
    if (!(await holdsVersion(client, attempt.portfolioId, day.book.holdingsVersion))) throw new HoldingsChanged();
    const isUnchanged = (await storedInputHash(client, attempt.portfolioId, date)) === hash;
    const next = isUnchanged
      ? { ...counts, unchanged: counts.unchanged + 1 }
      : { ...counts, stored: counts.stored + 1 };
    if (!isUnchanged) {
      const { run, betaRows, volatilityRows } = measureDay(date, day, inputs, columns, hash);
      await saveSymbolBetas(client, betaRows);
      await saveSymbolVolatilities(client, volatilityRows);
      await saveRun(client, { ...run, recalculationId: attempt.id });
    }
    // Last, so that a worker that was given up for dead finds out within the transaction that its work is not wanted.
    if (!(await countDay(client, attempt.id, attempt.attempts, next))) throw new Superseded();
    return next;
  });
}
