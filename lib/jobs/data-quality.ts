import 'server-only';
import { acceptedMoves } from '../db/accepted-moves';
import { type Book, bookOn } from '../db/book';
import { loadCloses } from '../db/closes';
import { loadCurrencyRates } from '../db/currency-rates';
import type { Owner } from '../db/owner';
import { requirePortfolio } from '../db/portfolios';
import { type CountedRows, duplicatedBars, loadActions, missingQuarantined } from '../db/quality-rows';
import { latestMeasurableDay } from '../db/trading-days';
import { today } from '../env';
import { lastTradingDays } from '../market/calendar';
import { type Affected, type FindingKind, indexShift, priceFindings } from '../market/price-quality';
import { dayNumber, isoDate } from '../risk/day';
import { columnsOf } from './columns';

/** Sessions that are looked at: a year and its first return. */
const windowSessions = 253;

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

export type DataQuality = {
  readonly portfolioId: string;
  readonly asOf: string;
  /** The first session that was looked at. */
  readonly from: string;
  readonly symbols: number;
  readonly findings: readonly DataFinding[];
};

type Priced = { readonly id: number; readonly symbol: string; readonly currency: string | null };

/** What is priced in a book: each security once, its index among them. */
function pricedIn(book: Book): Priced[] {
  const all = new Map<number, Priced>();
  for (const { securityId, securitySymbol, securityCurrency, currency } of book.lots)
    if (securityId !== null && securitySymbol !== null)
      all.set(securityId, { id: securityId, symbol: securitySymbol, currency: securityCurrency ?? currency });
  if (book.marketIndexId !== null && !all.has(book.marketIndexId))
    all.set(book.marketIndexId, { id: book.marketIndexId, symbol: book.marketIndex, currency: null });
  return [...all.values()].sort((a, b) => a.id - b.id);
}

const plain = { confirmable: null, currency: null, hasRates: null };

/**
 * What is wrong with the prices behind a portfolio's numbers on a day, by default the newest with prices: grave findings
 * first, then by symbol. Reckoned from what is stored each time it is asked for, so that it can never disagree with the
 * prices that are there. `NotFound` for another's portfolio; null where there are no prices at all.
 */
export async function dataQuality(owner: Owner, portfolioId: string, date?: string): Promise<DataQuality | null> {
  await requirePortfolio(owner, portfolioId);
  const asOf = await latestMeasurableDay(owner, portfolioId, date ?? today());
  if (asOf === null) return null;
  const book = await bookOn(owner, portfolioId, asOf);
  const priced = pricedIn(book);
  const ids = priced.map(({ id }) => id);
  const from = lastTradingDays(asOf, windowSessions)[0];
  const foreign = [...new Set(priced.map(({ currency }) => currency))].filter(
    (currency): currency is string => currency !== null && currency !== book.currency,
  );
  const [closes, actions, accepted, duplicates, quarantined, rates] = await Promise.all([
    loadCloses(ids, from, asOf),
    loadActions(ids, from, asOf),
    acceptedMoves(ids),
    duplicatedBars(ids, from, asOf),
    missingQuarantined(ids, from, asOf),
    loadCurrencyRates(
      foreign.map((currency) => ({ from: currency, to: book.currency })),
      from,
      asOf,
    ),
  ]);
  const columns = columnsOf(closes, book.marketIndexId, from, asOf);
  const { axis } = columns;
  const indexOf = (day: string): number => {
    const at = axis.findIndex((one) => one >= dayNumber(day));
    return at < 0 ? axis.length : at;
  };
  const none = new Float64Array(axis.length).fill(Number.NaN);
  const market = columns.adjusted[columns.columnOf.get(book.marketIndexId ?? -1) ?? -1];
  const findings = priced.flatMap(({ id, symbol, currency }): DataFinding[] => {
    const column = columns.columnOf.get(id);
    const prices = {
      raw: column === undefined ? none : columns.raw[column],
      adjusted: column === undefined ? none : columns.adjusted[column],
    };
    const own = actions
      .filter(({ securityId }) => securityId === id)
      .map((action) => ({ ...action, index: indexOf(action.date) }));
    const confirmed = new Set((accepted.get(id) ?? []).map(indexOf));
    const found: DataFinding[] = priceFindings(prices, own, confirmed, 0, axis.length).map((one) => ({
      ...one,
      ...plain,
      symbol,
      from: isoDate(axis[one.from]),
      to: isoDate(axis[one.to]),
      confirmable:
        one.kind === 'probable_split' || one.kind === 'unexplained_jump' || one.kind === 'split_not_applied'
          ? isoDate(axis[one.to])
          : null,
    }));
    const returns = ['beta', 'volatility'] as const;
    if (market && id !== book.marketIndexId && indexShift(prices.adjusted, market, axis.length) !== 0)
      found.push({
        ...plain,
        symbol,
        kind: 'index_shifted',
        severity: 'grave',
        from,
        to: asOf,
        count: 1,
        affects: returns,
      });
    const counted = (rows: readonly CountedRows[], kind: FindingKind) => {
      const row = rows.find(({ securityId }) => securityId === id);
      if (row)
        found.push({
          ...plain,
          symbol,
          kind,
          severity: 'mild',
          from: row.from,
          to: row.to,
          count: row.count,
          affects: returns,
        });
    };
    counted(duplicates, 'duplicated_bar');
    counted(quarantined, 'rejected_rows');
    if (currency !== null && currency !== book.currency) {
      const hasRates = rates.some((one) => one.from === currency);
      found.push({
        ...plain,
        symbol,
        kind: 'other_currency',
        severity: hasRates ? 'mild' : 'grave',
        from,
        to: asOf,
        count: 1,
        affects: ['market_value', 'weights', ...returns],
        currency,
        hasRates,
      });
    }
    return found;
  });
  const rank = (one: DataFinding) => (one.severity === 'grave' ? 0 : 1);
  findings.sort((a, b) => rank(a) - rank(b) || (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
  return { portfolioId, asOf, from, symbols: priced.length, findings };
}
