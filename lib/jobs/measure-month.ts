import 'server-only';
import { pool } from '../db/client';
import { packedContractLots, type RunOrigin } from '../db/runs';
import type { StartedRun } from '../db/save-runs';
import {
  hasMeasures,
  type MeasureKey,
  type StoredMeasures,
  type SymbolRows,
  storedMeasures,
} from '../db/symbol-measures';
import { type Estimate, measured as measuredAs, type Reason, unavailable } from '../risk/estimate';
import type { Holding } from '../risk/holding';
import { kept } from '../risk/kept';
import { methodVersion } from '../risk/method-version';
import type { SecurityBeta } from '../risk/portfolio-beta';
import { breathe } from './breathe';
import type { Columns } from './columns';
import { crewSize, expectWork, measured } from './crew';
import { holdingsOf } from './holdings';
import { bookHash, inputHash } from './input-hash';
import type { DayInputs, MarketInputs, RangeInputs } from './load-inputs';
import { contractLots, type DayResults, type DaySecurity } from './measure-day';
import { betaWindows, type SecurityHashes, securityHashes } from './measure-securities';
import {
  type DayTask,
  type MonthColumns,
  type SecuritiesTask,
  type SharedColumns,
  sharedColumns,
} from './measuring-work';
import { columnsFrom, type Month, monthOn } from './month';
import { type UsableCloses, usableCloses } from './usable-closes';

/** What is to be stored of some days of a month. */
export type MeasuredMonth = {
  readonly dates: readonly string[];
  readonly runs: readonly StartedRun[];
  /** The days that have the inputs they are stored with. */
  readonly unchanged: readonly string[];
  /** What nobody has measured before of the securities. */
  readonly symbols: SymbolRows;
};

/** Who is told how far a month is. */
type Listener = {
  /** With some of the securities, as soon as they are measured. */
  readonly onSymbols: (symbols: SymbolRows) => void;
  /** When there are no more of them. */
  readonly onSecurities: () => void;
  /** After each day; throws where the rest is not wanted any more. */
  readonly onDay: () => Promise<void>;
};

/**
 * A day that is to be measured: what it holds, and what that is made from. What takes long is found out when it is asked
 * for, and then known: threads measure the first securities while the rest of a month is planned.
 */
type PlannedDay = {
  readonly date: string;
  /** Its place among the month's days. */
  readonly k: number;
  readonly day: DayInputs;
  readonly holdings: () => readonly Holding[];
  /** The columns of what it holds and of the index, ascending. */
  readonly own: readonly number[];
  readonly inputHash: () => string;
};

/** A month as everything below takes it. */
type Plan = {
  readonly columns: MonthColumns;
  readonly securityIds: readonly number[];
  readonly indexId: number | null;
  readonly usable: UsableCloses;
  readonly month: Month;
  readonly wanted: readonly PlannedDay[];
  /** Of a column, of each wanted day. */
  readonly hashes: (column: number) => readonly SecurityHashes[];
};

const layouts = new WeakMap<Columns, SharedColumns>();

/** The months of a year share their columns. */
function layoutOf(columns: Columns, index: number | undefined): SharedColumns {
  const made = layouts.get(columns) ?? sharedColumns(columns.axis, columns.adjusted, index);
  layouts.set(columns, made);
  return made;
}

/**
 * Measures a portfolio on some days of one month: each security once for all of them, then the book day by day. Days
 * whose inputs are those of `storedHashes` are left out, and so are securities that somebody has measured before from
 * the same closes. The pieces of it know nothing of each other and are done by the crew. It resolves when the securities
 * are measured: the contract's rows need no more, and are written while the days are being measured.
 */
export async function measureMonth(
  inputs: RangeInputs,
  market: MarketInputs,
  dates: readonly string[],
  storedHashes: ReadonlyMap<string, string>,
  { onSymbols, onSecurities, onDay }: Listener,
): Promise<MeasuredMonth> {
  // The database looks while the days are planned.
  const isKnown = hasMeasures(pool(), market.columns.securityIds, dates, methodVersion);
  isKnown.catch(() => {});
  const plan = planned(inputs, market, dates, storedHashes);
  const unchanged = dates.filter((date) => !plan.wanted.some((one) => one.date === date));
  if (plan.wanted.length === 0) return { dates, runs: [], unchanged, symbols: { betaRows: [], volatilityRows: [] } };
  const { securities, symbols } = await measuredSecurities(plan, isKnown, onSymbols);
  onSecurities();
  const runs = plan.wanted.map((_, i) => startedRun(plan, securities, i, onDay));
  return { dates, runs, unchanged, symbols };
}

function originOf({ date, day, inputHash }: PlannedDay): RunOrigin {
  const { portfolioId, marketIndex, marketIndexId, benchmarkCode, holdingsVersion } = day.book;
  return {
    portfolioId,
    snapshotDate: date,
    marketIndex,
    marketIndexId,
    benchmarkCode,
    holdingsVersion,
    methodVersion,
    bookHash: bookHash(day),
    inputHash: inputHash(),
  };
}

/** Has a portfolio measured on a day, and says meanwhile what its run is made from. */
function startedRun(plan: Plan, securities: readonly DaySecurity[][], i: number, onDay: Listener['onDay']): StartedRun {
  const task = dayTask(plan, securities, i);
  const results = measured('packedDay', task).then(async (made) => {
    await onDay();
    return made;
  });
  // What goes wrong is thrown where the run is stored.
  results.catch(() => {});
  return {
    origin: originOf(plan.wanted[i]),
    lots: packedContractLots(contractLots(task.day, task.holdings, task.securities)),
    results,
  };
}

/** Measures a single day, to be looked at rather than stored: the same bits. */
export async function measureSingleDay(
  inputs: RangeInputs,
  market: MarketInputs,
  date: string,
): Promise<RunOrigin & DayResults> {
  const plan = planned(inputs, market, [date], new Map());
  const { securities } = await measuredSecurities(plan, Promise.resolve(true));
  return { ...originOf(plan.wanted[0]), ...(await measured('day', dayTask(plan, securities, 0))) };
}

/** Finds out what each day is made from, and which of them have to be measured for it. */
function planned(
  inputs: RangeInputs,
  market: MarketInputs,
  dates: readonly string[],
  storedHashes: ReadonlyMap<string, string>,
): Plan {
  const { columns } = market;
  const whole = monthOn(columns, dates);
  const view = columnsFrom(columns, whole);
  const { marketIndexId } = inputs.book;
  const indexColumn = marketIndexId === null ? undefined : columns.columnOf.get(marketIndexId);
  const usable = usableCloses(view, market, indexColumn, whole);
  const hashes = kept(columns.securityIds.length, (column: number) =>
    securityHashes(columns, column, whole).map((ofDay, k) =>
      usable.isGated(column, k) ? usable.hashesOn(column, k) : ofDay,
    ),
  );
  const lotMarket = { ...market, doubtfulSplits: usable.doubtfulSplits };
  const all = dates.map((date, k): PlannedDay => {
    const day = inputs.on(date);
    const held = columns.columnOf;
    // Only what the day holds counts: another day of the month may hold more.
    const ids = new Set(day.book.lots.map(({ securityId }) => securityId));
    if (marketIndexId !== null) ids.add(marketIndexId);
    const own = [...ids].flatMap((id) => (id === null || !held.has(id) ? [] : [held.get(id)!])).sort((a, b) => a - b);
    const holdings = kept<void, readonly Holding[]>(1, () =>
      holdingsOf(day.book, { ...columns, ...view }, lotMarket, whole.untils[k], date),
    );
    return {
      date,
      k,
      day,
      holdings,
      own,
      inputHash: kept<void, string>(1, () =>
        inputHash(bookHash(day), date, columns, holdings(), own, (column) => hashes(column)[k]),
      ),
    };
  });
  const wanted = all.filter(({ date, inputHash }) => !storedHashes.has(date) || storedHashes.get(date) !== inputHash());
  return {
    columns: { ...layoutOf(columns, indexColumn), start: whole.start },
    securityIds: columns.securityIds,
    indexId: marketIndexId,
    usable,
    month: { ...whole, dates: wanted.map(({ date }) => date), untils: wanted.map(({ k }) => whole.untils[k]) },
    wanted,
    hashes: kept(columns.securityIds.length, (column: number) => wanted.map(({ k }) => hashes(column)[k])),
  };
}

/** So many pieces a thread: enough that none waits long for another at the end. */
const piecesPerThread = 3;
/** So many estimates of a security on a day are in a piece at most: some ten milliseconds, after which there is a breath. */
const largestPiece = 64;

/** What the securities of each column are on each day, and the rows of those that nobody has measured before. */
async function measuredSecurities(plan: Plan, isKnown: Promise<boolean>, onSymbols: Listener['onSymbols'] = () => {}) {
  const needed = [...new Set(plan.wanted.flatMap(({ own }) => own))].sort((a, b) => a - b);
  const known = (await isKnown) ? await knownSecurities(plan, needed) : new Map<number, readonly Known[]>();
  const securities: DaySecurity[][] = plan.securityIds.map(() => plan.wanted.map(() => notHeld));
  const keep = (column: number, ofDays: readonly Known[]) => {
    securities[column] = ofDays.map((one, i) => ({ ...one, hashes: plan.hashes(column)[i] }));
  };
  for (const [column, ofDays] of known) keep(column, ofDays);

  const unknown = needed.filter((column) => !known.has(column));
  expectWork(unknown.length * plan.wanted.length);
  const evenly = Math.ceil(unknown.length / (piecesPerThread * crewSize()));
  const size = Math.max(1, Math.min(evenly, Math.floor(largestPiece / plan.wanted.length)));
  const pieces: number[][] = [];
  for (let i = 0; i < unknown.length; i += size) pieces.push(unknown.slice(i, i + size));
  const measure = async (piece: readonly number[]): Promise<SymbolRows> => {
    const { measures, betaRows, volatilityRows } = await measured('securities', securitiesTask(plan, piece));
    for (const [at, column] of piece.entries()) keep(column, measures[at]);
    const rows = { betaRows: [betaRows], volatilityRows: [volatilityRows] };
    onSymbols(rows);
    return rows;
  };
  const measuring: Promise<SymbolRows>[] = [];
  for (const piece of pieces) {
    await breathe();
    const rows = measure(piece);
    // What goes wrong while others are planned is thrown when all are waited for.
    rows.catch(() => {});
    measuring.push(rows);
  }
  // What the days need beside their securities is found out while those are measured.
  for (const day of plan.wanted) {
    await breathe();
    day.inputHash();
  }
  const symbols = await Promise.all(measuring);
  return {
    securities,
    symbols: {
      betaRows: symbols.flatMap(({ betaRows }) => betaRows),
      volatilityRows: symbols.flatMap(({ volatilityRows }) => volatilityRows),
    },
  };
}

/** Some columns on the month's days, but those days by themselves on which the quality gate leaves less. */
function securitiesTask(plan: Plan, columns: readonly number[]): SecuritiesTask {
  const { usable, month, indexId, hashes, wanted } = plan;
  const days = [...wanted.keys()];
  return {
    columns: plan.columns,
    month,
    indexId,
    securities: columns.map((column) => {
      const gated = days.filter((i) => usable.isGated(column, wanted[i].k));
      const whole = days.filter((i) => !gated.includes(i));
      const parts: SecuritiesTask['securities'][number]['parts'][number][] = gated.map((i) => ({
        days: [i],
        closes: usable.closesOn(column, wanted[i].k),
        market: usable.marketOn(wanted[i].k),
      }));
      if (whole.length > 0) parts.push({ days: whole, closes: null, market: null });
      return { securityId: plan.securityIds[column], column, hashes: hashes(column), parts };
    }),
  };
}

function dayTask({ columns, usable, month, wanted }: Plan, securities: readonly DaySecurity[][], i: number): DayTask {
  const { own, k, date, day, holdings } = wanted[i];
  const { lots, ...book } = day.book;
  const gated = own.filter((column) => usable.isGated(column, k));
  return {
    columns,
    gated: gated.map((column) => [column, usable.closesOn(column, k)] as const),
    market: gated.length > 0 ? usable.marketOn(k) : null,
    until: month.untils[i],
    date,
    // A lot has twenty fields, and a thread would get a copy of each of ten thousand.
    day: { benchmark: day.benchmark, book, securityIds: lots.map(({ securityId }) => securityId) },
    holdings: holdings(),
    securities: securities.map((ofDays) => ofDays[i]),
  };
}

/** Loaded for another day or month: nothing of this one points to it. */
const notHeld: DaySecurity = {
  beta: unavailable('no_positions', 0, 1),
  volatility: unavailable('no_positions', 0, 1),
  hashes: { beta: '', volatility: '' },
};

type Known = Pick<DaySecurity, 'beta' | 'volatility'>;

const betaOf = ({ beta, rSquared, observations, required, reason }: StoredMeasures): Estimate<SecurityBeta> =>
  reason === null
    ? measuredAs({ beta: beta!, rSquared: rSquared!, observations })
    : unavailable(reason as Reason, observations, required);

const volatilityOf = ({ realized252d, realizedAbsence }: StoredMeasures): Known['volatility'] =>
  realizedAbsence === null
    ? measuredAs({ volatilityAnnual: realized252d! })
    : unavailable(realizedAbsence.reason as Reason, realizedAbsence.observations, realizedAbsence.required);

/** The columns whose securities are stored for all of the days, with what they were measured to be. */
async function knownSecurities(
  { indexId, month: { dates }, securityIds, hashes }: Plan,
  columns: readonly number[],
): Promise<Map<number, Known[]>> {
  // Without an index no beta is kept, and so nothing says whether all of a security's rows are there.
  if (indexId === null) return new Map();
  const keys = columns.flatMap((column) =>
    hashes(column).map(
      ({ beta, volatility }, i): MeasureKey => ({
        securityId: securityIds[column],
        asOf: dates[i],
        betaHash: beta,
        volatilityHash: volatility,
      }),
    ),
  );
  const found = new Map<string, Known>();
  for (const row of await storedMeasures(pool(), keys, indexId, betaWindows[0], methodVersion))
    found.set(`${row.securityId} ${row.asOf}`, { beta: betaOf(row), volatility: volatilityOf(row) });
  const known = new Map<number, Known[]>();
  for (const column of columns) {
    const ofDays = dates.map((date) => found.get(`${securityIds[column]} ${date}`));
    if (ofDays.every((one) => one !== undefined)) known.set(column, ofDays);
  }
  return known;
}
