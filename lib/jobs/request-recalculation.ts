import 'server-only';
import { Refused } from '../db/absence';
import { inTransaction, isWithinTransaction } from '../db/client';
import type { Owner } from '../db/owner';
import { type Recalculation, type Trigger, requestRecalculation as writeRequest } from '../db/recalculations';
import { staleRange } from '../db/snapshots';
import { latestMeasurableDay, measurableDays } from '../db/trading-days';
import { today } from '../env';
import { atOnce } from './at-once';
import { readyToSend, sendRecalculation } from './queue';

const longestRangeYears = 20;

/** The same day of an earlier year, as text to be compared with dates: 29 February of any year stays what it is. */
const yearsBefore = (date: string, years: number): string =>
  `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;

type Request = {
  readonly asOf?: string;
  readonly from?: string;
  readonly stale?: boolean;
  readonly trigger: Trigger;
};

const together = atOnce();

/**
 * Puts a recalculation in line and answers it, or the one in flight for the same portfolio and days. Whatever can be
 * seen at the door is refused here, so that no job fails later for it. `asOf` is by default the newest day with prices;
 * `from` makes it every trading day from there on; `stale` the days from the
 * oldest stored one whose past has changed to the newest such, of which those that stand are left as they are. A thousand who ask the same at once are one question to the database,
 * which has others to answer; within a transaction a request is that transaction's alone.
 */
export function requestRecalculation(owner: Owner, portfolioId: string, request: Request): Promise<Recalculation> {
  const put = () => putInLine(owner, portfolioId, request);
  if (isWithinTransaction()) return put();
  return together(
    JSON.stringify([owner, portfolioId, request.asOf, request.from, request.stale, request.trigger]),
    put,
  );
}

async function putInLine(owner: Owner, portfolioId: string, request: Request): Promise<Recalculation> {
  const now = today();
  const newest = await latestMeasurableDay(owner, portfolioId, now);
  if (newest === null)
    throw new Refused(
      'no_prices',
      '/as_of',
      'there are no prices yet for the index or for anything this portfolio holds',
    );
  const stale = request.stale ? await staleRange(owner, portfolioId) : null;
  if (request.stale && stale === null)
    throw new Refused(
      'nothing_stale',
      '/stale',
      'every stored day is up to date: nothing of its past has changed since',
    );
  const asOf = stale
    ? ((await latestMeasurableDay(owner, portfolioId, stale.to)) ?? stale.to)
    : (request.asOf ?? newest);
  const from = stale?.from ?? request.from ?? asOf;
  if (asOf > now) throw new Refused('date_in_future', '/as_of', `${asOf} is after today, ${now}`);
  if (from > asOf) throw new Refused('range_reversed', '/from', `${from} is after ${asOf}`);
  if (from < yearsBefore(asOf, longestRangeYears))
    throw new Refused('range_too_long', '/from', `a range has at most ${longestRangeYears} years`);
  const days = await measurableDays(owner, portfolioId, from, asOf);
  if (days.at(-1) !== asOf) {
    const before = await latestMeasurableDay(owner, portfolioId, asOf);
    const instead = before === null ? 'nor on any day before it' : `the nearest trading day before it is ${before}`;
    throw new Refused('no_trading_day', '/as_of', `there are no prices on ${asOf}, ${instead}`);
  }
  await readyToSend();
  return inTransaction(async (client) => {
    const { recalculation, isNew } = await writeRequest(client, owner, {
      portfolioId,
      fromDate: days[0],
      asOf,
      trigger: request.trigger,
    });
    if (isNew) await sendRecalculation(client, recalculation.id, request.trigger);
    return recalculation;
  });
}
