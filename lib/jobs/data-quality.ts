import 'server-only';
import type { Book } from '../db/book';
import type { Owner } from '../db/owner';
import { requirePortfolio } from '../db/portfolios';
import { type PricedSecurity, pricedSecurities } from '../db/priced-securities';
import { type CountedRows, duplicatedBars, missingQuarantined } from '../db/quality-rows';
import { personsSplits } from '../db/reported-splits';
import { latestMeasurableDay } from '../db/trading-days';
import { today } from '../env';
import { indexShifts } from '../market/index-shift';
import {
  type Affected,
  type AxisPrices,
  type FindingKind,
  type PriceFinding,
  priceFindings,
} from '../market/price-quality';
import { type Axis, daysUntil } from '../risk/align';
import { dayNumber, isoDate } from '../risk/day';
import { breathe } from './breathe';
import { isContradicted } from './holdings';
import { loadMarket, loadRange, type MarketInputs } from './load-inputs';

/** Sessions on which small things are looked for: a year and its first return. */
const windowSessions = 253;
/** Returns that the forecast is made from at least; with fewer it is a simpler one, and a year's percentile needs 272. */
const forecastReturns = 504;
/** Fewer than these are told as a short history of beta too. */
const betaReturns = 90;
/** The longest look-back of a beta: 504 returns. What lies before it bears on volatility forecasts alone. */
const betaSessions = 505;

/** A finding on one symbol of a portfolio, in days of the calendar. */
export type DataFinding = {
  readonly symbol: string;
  readonly kind: FindingKind;
  readonly severity: 'grave' | 'mild';
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly affects: readonly Affected[];
  /** The day of a move that may be confirmed; null for a finding that cannot be. */
  readonly confirmable: string | null;
  /** The other currency of `other_currency`, and whether there are rates for it. */
  readonly currency: string | null;
  readonly hasRates: boolean | null;
};

/** What there is of a symbol of a portfolio. */
export type SymbolCoverage = {
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'index';
  /** Null where nobody has said it; funds and indexes have none. */
  readonly sector: string | null;
  readonly sectorSource: string | null;
  readonly currency: string;
  readonly source: string | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  /** Closes within the last year, of the sessions since the first of them. */
  readonly closes: number;
  readonly sessions: number;
  /** Sessions since its newest close. */
  readonly behind: number | null;
  readonly isIndex: boolean;
};

export type DataQuality = {
  readonly portfolioId: string;
  readonly asOf: string;
  /** The first session on which small things were looked for. */
  readonly from: string;
  readonly symbols: number;
  readonly findings: readonly DataFinding[];
  readonly coverage: readonly SymbolCoverage[];
  /** The moves that a person has confirmed, and the splits that a person has reported. */
  readonly confirmedMoves: readonly { readonly symbol: string; readonly date: string }[];
  readonly reportedSplits: readonly { readonly symbol: string; readonly date: string; readonly ratio: number }[];
};

type Priced = { readonly id: number; readonly symbol: string; readonly currency: string };

/** What is priced in a book: each security once, its index among them. */
function pricedIn(book: Book): Priced[] {
  const all = new Map<number, Priced>();
  for (const { securityId, securitySymbol, securityCurrency, currency } of book.lots)
    if (securityId !== null && securitySymbol !== null)
      all.set(securityId, { id: securityId, symbol: securitySymbol, currency: securityCurrency ?? currency });
  if (book.marketIndexId !== null && !all.has(book.marketIndexId))
    all.set(book.marketIndexId, {
      id: book.marketIndexId,
      symbol: book.marketIndex,
      currency: book.marketIndexCurrency ?? book.currency,
    });
  return [...all.values()].sort((a, b) => a.id - b.id);
}

const plain = { confirmable: null, currency: null, hasRates: null };
const returns = ['beta', 'volatility'] as const;
const everything = ['market_value', 'weights', ...returns] as const;
const confirmable: readonly FindingKind[] = ['probable_split', 'unexplained_jump', 'split_not_applied'];

/** A series that begins within the look-back and is too short for some of what is measured. */
function youngHistory({ adjusted }: AxisPrices, axis: Axis): PriceFinding[] {
  const days = Array.from(adjusted.keys()).filter((day) => !Number.isNaN(adjusted[day]));
  const returns = days.length - 1;
  if (returns < betaReturns || returns >= forecastReturns) return [];
  const [from, to] = [days[0], axis.length - 1];
  return [{ kind: 'short_history', severity: 'mild', from, to, count: returns, affects: ['volatility'] }];
}

/** What the prices of a security have in them: small things in the last year, grave ones wherever a measure looks. */
function findingsOn(prices: AxisPrices, { id }: Priced, market: MarketInputs, axis: Axis): PriceFinding[] {
  const placeOf = (date: string): number => daysUntil(axis, dayNumber(date) - 1);
  const actions = (market.actions.get(id) ?? []).map((one) => ({ ...one, index: placeOf(one.date) }));
  const accepted = new Set((market.acceptedMoves.get(id) ?? []).map(placeOf));
  const since = Math.max(0, axis.length - windowSessions);
  const recent = priceFindings(prices, actions, accepted, since, axis.length);
  const older = priceFindings(prices, actions, accepted, 0, axis.length).filter(
    ({ kind, severity, from }) => severity === 'grave' && confirmable.includes(kind) && from < since,
  );
  return [...older, ...recent, ...youngHistory(prices, axis)];
}

function coverageOf(one: PricedSecurity, { adjusted }: AxisPrices, book: Book): SymbolCoverage {
  const days: number[] = [];
  for (let day = 0; day < adjusted.length; day++) if (!Number.isNaN(adjusted[day])) days.push(day);
  const since = Math.max(adjusted.length - windowSessions, days[0] ?? adjusted.length);
  const newest = days.at(-1);
  return {
    symbol: one.symbol,
    name: one.name,
    assetClass: one.assetClass,
    sector: one.sector,
    sectorSource: one.sectorSource,
    currency: one.currency ?? book.currency,
    source: one.priceSource,
    firstDate: one.firstDate,
    lastDate: one.lastDate,
    closes: days.filter((day) => day >= since).length,
    sessions: adjusted.length - since,
    behind: newest === undefined ? null : adjusted.length - 1 - newest,
    isIndex: one.id === book.marketIndexId,
  };
}

/**
 * What is wrong with the data behind a portfolio's numbers on a day, by default the newest with prices: grave findings
 * first, then by symbol. Reckoned each time it is asked for from what a recalculation would load, so that it can never
 * disagree with the prices that are there. `NotFound` for another's portfolio; null where there are no prices at all.
 */
export async function dataQuality(owner: Owner, portfolioId: string, date?: string): Promise<DataQuality | null> {
  await requirePortfolio(owner, portfolioId);
  const asOf = await latestMeasurableDay(owner, portfolioId, date ?? today());
  if (asOf === null) return null;
  const inputs = await loadRange(owner, portfolioId, asOf, asOf);
  const { book } = inputs.on(asOf);
  const priced = pricedIn(book);
  const ids = priced.map(({ id }) => id);
  const market = await loadMarket(inputs, [asOf]);
  const { columns, quoted, conversion } = market;
  const { axis } = columns;
  const from = isoDate(axis[Math.max(0, axis.length - windowSessions)]);
  const [duplicates, quarantined, securities, reported] = await Promise.all([
    duplicatedBars(ids, from, asOf),
    missingQuarantined(ids, from, asOf),
    pricedSecurities(priced.map(({ symbol }) => symbol)),
    personsSplits(ids),
  ]);
  const none = new Float64Array(axis.length).fill(Number.NaN);
  const pricesOf = (id: number): AxisPrices => {
    const column = columns.columnOf.get(id);
    return (
      quoted.get(id) ??
      (column === undefined
        ? { raw: none, adjusted: none }
        : { raw: columns.raw[column], adjusted: columns.adjusted[column] })
    );
  };
  const index = book.marketIndexId === null ? none : pricesOf(book.marketIndexId).adjusted;

  const judged = (one: Priced): DataFinding[] => {
    const { id, symbol, currency } = one;
    const prices = pricesOf(id);
    const oldest = book.lots
      .filter(({ securityId }) => securityId === id)
      .map(({ quantityAsOf }) => quantityAsOf)
      .sort()[0];
    const found: DataFinding[] = findingsOn(prices, one, market, axis).map((finding) => {
      const to = isoDate(axis[finding.to]);
      // A split changes what a quantity is worth that was stated before it, and no other.
      const isOfQuantities = finding.kind === 'probable_split' || finding.kind === 'small_split';
      const isRestated = !isOfQuantities || (oldest !== undefined && oldest < to);
      const isInBeta = finding.to > axis.length - betaSessions;
      const affects = finding.affects.filter(
        (what) => (isRestated || returns.some((other) => other === what)) && (isInBeta || what !== 'beta'),
      );
      return {
        ...finding,
        ...plain,
        symbol,
        affects,
        from: isoDate(axis[finding.from]),
        to,
        confirmable: confirmable.includes(finding.kind) ? to : null,
      };
    });
    const whole = { ...plain, symbol, from, to: asOf, count: 1 };
    if (id !== book.marketIndexId && indexShifts(prices.adjusted, index)(axis.length) !== 0)
      found.push({ ...whole, kind: 'index_shifted', severity: 'grave', affects: returns });
    const counted = (rows: readonly CountedRows[], kind: FindingKind) => {
      const row = rows.find(({ securityId }) => securityId === id);
      if (row) found.push({ ...whole, ...row, kind, severity: 'mild', affects: returns });
    };
    counted(duplicates, 'duplicated_bar');
    counted(quarantined, 'rejected_rows');
    if (currency !== book.currency) {
      const hasRates = conversion.rate(currency, asOf) !== null;
      const severity = hasRates ? 'mild' : 'grave';
      found.push({ ...whole, kind: 'other_currency', severity, affects: everything, currency, hasRates });
    }
    return found;
  };
  const findings: DataFinding[] = [];
  for (const one of priced) {
    // The pages ask for this: a large book must not keep the server from everybody else.
    await breathe();
    findings.push(...judged(one));
  }
  for (const { symbol, assetClass, currency, sector, securityId, ...lot } of book.lots) {
    const whole = { ...plain, symbol, from, to: asOf, count: 1 };
    if (securityId === null && currency !== book.currency) {
      const hasRates = conversion.rate(currency, asOf) !== null;
      const severity = hasRates ? 'mild' : 'grave';
      const affects = ['market_value', 'weights'] as const;
      findings.push({ ...whole, kind: 'other_currency', severity, affects, currency, hasRates });
    }
    if (isContradicted({ symbol, assetClass, currency, sector, securityId, ...lot }, book.currency))
      findings.push({ ...whole, kind: 'currency_unclear', severity: 'grave', affects: everything, currency });
    if (assetClass === 'stock' && sector === null)
      findings.push({ ...whole, kind: 'unknown_sector', severity: 'mild', affects: ['sectors'] });
  }
  // The usual index is quoted in dollars, so only elsewhere is it worth asking.
  const isHeld = book.lots.some(({ securityId }) => securityId === book.marketIndexId);
  if (book.marketIndexId !== null && book.marketIndexCurrency === null && !isHeld && book.currency !== 'USD')
    findings.push({
      ...plain,
      symbol: book.marketIndex,
      kind: 'currency_unclear',
      severity: 'mild',
      from,
      to: asOf,
      count: 1,
      affects: ['beta'],
      currency: book.currency,
    });
  const once = [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
  const rank = (one: DataFinding) => (one.severity === 'grave' ? 0 : 1);
  once.sort((a, b) => rank(a) - rank(b) || (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
  const symbolOf = new Map(priced.map(({ id, symbol }) => [id, symbol]));
  return {
    portfolioId,
    asOf,
    from,
    symbols: priced.length,
    findings: once,
    coverage: securities.map((one) => coverageOf(one, pricesOf(one.id), book)),
    confirmedMoves: [...market.acceptedMoves].flatMap(([id, dates]) =>
      dates.map((date) => ({ symbol: symbolOf.get(id)!, date })),
    ),
    reportedSplits: reported.map(({ securityId, date, ratio }) => ({ symbol: symbolOf.get(securityId)!, date, ratio })),
  };
}
