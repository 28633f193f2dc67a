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
import type { Columns } from './columns';
import { holdingsOf } from './holdings';
import { bookHash, inputHash } from './input-hash';
import type { MarketInputs, RangeInputs } from './load-inputs';
import { type DaySecurity, measureDay } from './measure-day';
import {
  betaWindows,
  type MeasuredSecurity,
  measureSecurity,
  type SecurityHashes,
  type SecurityPlace,
  securityHashes,
} from './measure-securities';
import { columnsFrom, type Month, monthOn } from './month';
import { type UsableCloses, usableCloses } from './usable-closes';

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
  market: MarketInputs,
  dates: readonly string[],
  storedHashes: ReadonlyMap<string, string>,
  goOn: () => Promise<void>,
): Promise<MeasuredMonth> {
  const { columns } = market;
  const whole = monthOn(columns, dates);
  const view = columnsFrom(columns, whole);
  const { marketIndexId } = inputs.book;
  const indexColumn = marketIndexId === null ? undefined : columns.columnOf.get(marketIndexId);
  const usable = usableCloses(view, market, indexColumn, whole);
  const hashesOfAll = columns.securityIds.map((_, column) => securityHashes(columns, column, whole));
  const lotMarket = { ...market, doubtfulSplits: usable.doubtfulSplits };
  const planned = dates.map((date, k) => {
    const day = inputs.on(date);
    const holdings = holdingsOf(day.book, { ...columns, ...view }, lotMarket, whole.untils[k], date);
    const ofBook = bookHash(day);
    const held = columns.columnOf;
    // Only what the day holds counts: another day of the month may hold more.
    const ids = new Set(day.book.lots.map(({ securityId }) => securityId));
    if (marketIndexId !== null) ids.add(marketIndexId);
    const own = [...ids].flatMap((id) => (id === null || !held.has(id) ? [] : [held.get(id)!])).sort((a, b) => a - b);
    for (const column of own) if (usable.isGated(column, k)) hashesOfAll[column][k] = usable.hashesOn(column, k);
    const ofDay = hashesOfAll.map((ofDays) => ofDays[k]);
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
  const needed = new Set(wanted.flatMap(({ own }) => own));
  const hashesOf = (column: number) => wanted.map(({ k }) => hashesOfAll[column][k]);
  const neededIds = new Map([...needed].map((column) => [columns.securityIds[column], column]));
  const known = await knownSecurities(neededIds, marketIndexId, month.dates, hashesOf);

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
    const place = { securityId, indexId: marketIndexId };
    const measures = measureOn(view, usable, column, month, wanted, place, hashes);
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
    const { own, k: inMonth } = wanted[k];
    const isWhole = !own.some((column) => usable.isGated(column, inMonth));
    const adjusted = isWhole
      ? view.adjusted
      : view.adjusted.map((closes, column) => (own.includes(column) ? usable.closesOn(column, inMonth) : closes));
    const place = { axis: view.axis, adjusted, market: usable.marketOn(inMonth), until: month.untils[k], date };
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

/** Measures a security on the month's days together, but each alone on which the quality gate leaves it less. */
function measureOn(
  { axis }: Pick<Columns, 'axis'>,
  usable: UsableCloses,
  column: number,
  month: Month,
  wanted: readonly { readonly k: number }[],
  place: SecurityPlace,
  hashes: readonly SecurityHashes[],
): MeasuredSecurity[] {
  const measuredAt = (days: readonly number[]): MeasuredSecurity[] => {
    const { k } = wanted[days[0]];
    const ofDays = { ...month, dates: days.map((i) => month.dates[i]), untils: days.map((i) => month.untils[i]) };
    const ofHashes = days.map((i) => hashes[i]);
    return measureSecurity(axis, usable.closesOn(column, k), usable.marketOn(k), ofDays, place, ofHashes);
  };
  const all = [...wanted.keys()];
  const whole = all.filter((i) => !usable.isGated(column, wanted[i].k));
  const measures = new Map<number, MeasuredSecurity>();
  if (whole.length > 0) for (const [at, one] of measuredAt(whole).entries()) measures.set(whole[at], one);
  return all.map((i) => measures.get(i) ?? measuredAt([i])[0]);
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
