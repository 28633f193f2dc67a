import 'server-only';
import { pool } from '../db/client';
import type { NewRun } from '../db/runs';
import {
  type MeasureKey,
  type StoredMeasures,
  type SymbolBeta,
  type SymbolVolatility,
  storedMeasures,
} from '../db/symbol-measures';
import { type Estimate, measured, type Reason, unavailable } from '../risk/estimate';
import { methodVersion } from '../risk/method-version';
import type { SecurityBeta } from '../risk/portfolio-beta';
import { breathe } from './breathe';
import { holdingsOf } from './holdings';
import { bookHash, inputHash } from './input-hash';
import type { MarketInputs, RangeInputs } from './load-inputs';
import { type DaySecurity, measureDay } from './measure-day';
import { betaWindows, measureSecurity, type SecurityHashes, securityHashes } from './measure-securities';
import { columnsFrom, monthOn } from './month';

/** What is to be stored of some days of a month. */
export type MeasuredMonth = {
  readonly dates: readonly string[];
  readonly runs: readonly Omit<NewRun, 'recalculationId'>[];
  /** The days that have the inputs they are stored with. */
  readonly unchanged: readonly string[];
  readonly betaRows: readonly SymbolBeta[];
  readonly volatilityRows: readonly SymbolVolatility[];
};

/**
 * Measures a portfolio on some days of one month: each security once for all of them, then the book day by day. Days
 * whose inputs are those of `storedHashes` are left out, and so are securities that somebody has measured before from
 * the same closes.
 */
export async function measureMonth(
  inputs: RangeInputs,
  { columns, splits }: MarketInputs,
  dates: readonly string[],
  storedHashes: ReadonlyMap<string, string>,
  goOn: () => Promise<void>,
): Promise<MeasuredMonth> {
  const whole = monthOn(columns, dates);
  const hashesOfAll = columns.securityIds.map((_, column) => securityHashes(columns, column, whole));
  const view = columnsFrom(columns, whole);
  const planned = dates.map((date, k) => {
    const day = inputs.on(date);
    const holdings = holdingsOf(day.book, { ...columns, ...view }, splits, whole.untils[k], date);
    const ofBook = bookHash(day);
    const ofDay = hashesOfAll.map((ofDays) => ofDays[k]);
    const held = columns.columnOf;
    // Only what the day holds counts: another day of the month may hold more.
    const ids = new Set(day.book.lots.map(({ securityId }) => securityId));
    if (inputs.book.marketIndexId !== null) ids.add(inputs.book.marketIndexId);
    const own = [...ids].flatMap((id) => (id === null || !held.has(id) ? [] : [held.get(id)!])).sort((a, b) => a - b);
    return {
      date,
      k,
      day,
      holdings,
      own,
      ofDay,
      hashes: { bookHash: ofBook, inputHash: inputHash(ofBook, date, columns, holdings, own, ofDay) },
    };
  });
  const wanted = planned.filter(({ date, hashes }) => storedHashes.get(date) !== hashes.inputHash);
  const unchanged = dates.filter((date) => !wanted.some((one) => one.date === date));
  if (wanted.length === 0) return { dates, runs: [], unchanged, betaRows: [], volatilityRows: [] };

  const month = { ...whole, dates: wanted.map(({ date }) => date), untils: wanted.map(({ k }) => whole.untils[k]) };
  const indexColumn = inputs.book.marketIndexId === null ? undefined : columns.columnOf.get(inputs.book.marketIndexId);
  const market =
    indexColumn === undefined ? new Float64Array(view.axis.length).fill(Number.NaN) : view.adjusted[indexColumn];
  const needed = new Set(wanted.flatMap(({ own }) => own));
  const hashesOf = (column: number) => wanted.map(({ k }) => hashesOfAll[column][k]);
  const neededIds = new Map([...needed].map((column) => [columns.securityIds[column], column]));
  const known = await knownSecurities(neededIds, inputs.book.marketIndexId, month.dates, hashesOf);

  const betaRows: SymbolBeta[] = [];
  const volatilityRows: SymbolVolatility[] = [];
  const securities: DaySecurity[][] = [];
  for (const [column, securityId] of columns.securityIds.entries()) {
    await breathe();
    const hashes = hashesOf(column);
    if (!needed.has(column)) {
      // Loaded for another month; nothing of this one points to it.
      securities.push(hashes.map((one) => ({ ...notHeld, hashes: one })));
      continue;
    }
    const before = known.get(securityId);
    if (before) {
      securities.push(hashes.map((one, k) => ({ ...before[k], hashes: one })));
      continue;
    }
    const place = { securityId, indexId: inputs.book.marketIndexId };
    const measures = measureSecurity(view.axis, view.adjusted[column], market, month, place, hashes);
    for (const one of measures) {
      betaRows.push(...one.betaRows);
      volatilityRows.push(one.volatilityRow);
    }
    securities.push(measures.map(({ beta, volatility }, k) => ({ beta, volatility, hashes: hashes[k] })));
  }

  const runs: Omit<NewRun, 'recalculationId'>[] = [];
  for (const [k, { date, day, holdings, hashes }] of wanted.entries()) {
    await goOn();
    await breathe();
    const place = { axis: view.axis, adjusted: view.adjusted, market, until: month.untils[k], date };
    runs.push(
      measureDay(
        place,
        day,
        holdings,
        securities.map((ofDays) => ofDays[k]),
        hashes,
      ),
    );
  }
  return { dates, runs, unchanged, betaRows, volatilityRows };
}

const notHeld = { beta: unavailable('no_positions', 0, 1), volatility: unavailable('no_positions', 0, 1) } as const;

type Known = Pick<DaySecurity, 'beta' | 'volatility'>;

const betaOf = ({ beta, rSquared, observations, required, reason }: StoredMeasures): Estimate<SecurityBeta> =>
  reason === null
    ? measured({ beta: beta!, rSquared: rSquared!, observations })
    : unavailable(reason as Reason, observations, required);

const volatilityOf = ({ realized252d, realizedAbsence }: StoredMeasures): Known['volatility'] =>
  realizedAbsence === null
    ? measured({ volatilityAnnual: realized252d! })
    : unavailable(realizedAbsence.reason as Reason, realizedAbsence.observations, realizedAbsence.required);

/** The securities that are stored for all of the days, with what they were measured to be. */
async function knownSecurities(
  columnOf: ReadonlyMap<number, number>,
  indexId: number | null,
  dates: readonly string[],
  hashesOf: (column: number) => readonly SecurityHashes[],
): Promise<Map<number, Known[]>> {
  // Without an index no beta is kept, and so nothing says whether all of a security's rows are there.
  if (indexId === null) return new Map();
  const keys = [...columnOf].flatMap(([securityId, column]): MeasureKey[] =>
    hashesOf(column).map(({ beta, volatility }, k) => ({
      securityId,
      asOf: dates[k],
      betaHash: beta,
      volatilityHash: volatility,
    })),
  );
  const found = new Map<string, Known>();
  for (const row of await storedMeasures(pool(), keys, indexId, betaWindows[0], methodVersion))
    found.set(`${row.securityId} ${row.asOf}`, { beta: betaOf(row), volatility: volatilityOf(row) });
  const known = new Map<number, Known[]>();
  for (const securityId of columnOf.keys()) {
    const ofDays = dates.map((date) => found.get(`${securityId} ${date}`));
    if (ofDays.every((one) => one !== undefined)) known.set(securityId, ofDays);
  }
  return known;
}
