import 'server-only';
import { z } from 'zod';
import { now, providerStub } from '../env';
import { cleanBars, isCurrencyPair, tradesInNewYork, type VendorBar } from './clean-bars';
import { type FetchLimits, jsonFetcher, politeLimits, providerFault } from './fetch-json';
import { fmpSectorWeights } from './fmp-sector-weights';
import { fmpSector } from './fmp-sectors';
import { quotedIn } from './minor-units';
import type { CorporateAction, DailyBars, Provider, SecurityProfile } from './provider';
import { providerKey } from './provider-keys';
import { canonicalSymbol, vendorSymbol } from './symbol';
import { dayText, numberOrNull } from './vendor-number';

/**
 * Financial Modeling Prep, by the "stable" endpoints of its documentation (read in copies of November 2025 to August
 * 2026; nothing here was tried against the live service):
 *
 * - historical-price-eod/non-split-adjusted: `[{symbol, date, adjOpen, adjHigh, adjLow, adjClose, volume}]`, prices as
 *   they were traded although the names say otherwise; newest first; at most 5,000 rows an answer;
 * - historical-price-eod/dividend-adjusted: the same fields, adjusted for splits and dividends;
 * - historical-price-eod/full for currency pairs: `[{date, open, high, low, close, volume, …}]`;
 * - splits: `[{symbol, date, numerator, denominator, splitType}]`; dividends: `[{symbol, date, dividend, adjDividend, …}]`
 *   with `date` the ex-date, `dividend` as it was paid;
 * - profile: `[{symbol, companyName, currency, sector, isEtf, isFund, …}]`, sectors under FMP's own names.
 *
 * What nobody knows is an empty list. A wrong key is 401, what the plan lacks 402 or 403, too many calls 429; some
 * faults come as `{"Error Message": …}`. The key goes in the header `apikey`, so that no address ever holds it.
 */
const vendor = 'FMP';
const yearsACall = 15;

const priceRows = z.array(
  z.object({
    date: dayText,
    adjOpen: numberOrNull.optional(),
    adjHigh: numberOrNull.optional(),
    adjLow: numberOrNull.optional(),
    adjClose: numberOrNull.optional(),
    volume: numberOrNull.optional(),
  }),
);

const pairRows = z.array(
  z.object({
    date: dayText,
    open: numberOrNull.optional(),
    high: numberOrNull.optional(),
    low: numberOrNull.optional(),
    close: numberOrNull.optional(),
  }),
);

const splitRows = z.array(z.object({ date: dayText, numerator: numberOrNull, denominator: numberOrNull }));
const dividendRows = z.array(z.object({ date: dayText, dividend: numberOrNull.optional() }));

const profileRows = z.array(
  z.object({
    symbol: z.string(),
    companyName: z.string().nullish(),
    currency: z.string().nullish(),
    sector: z.string().nullish(),
    isEtf: z.boolean().nullish(),
    isFund: z.boolean().nullish(),
  }),
);

export type FmpCall = <T extends z.ZodType>(
  path: string,
  query: Readonly<Record<string, string>>,
  schema: T,
  signal?: AbortSignal,
) => Promise<z.output<T>>;

/** FMP writes BRK-B, ^GSPC and EURUSD. */
const fmpSymbol = (symbol: string): string =>
  isCurrencyPair(symbol) ? symbol.slice(0, 6) : vendorSymbol(canonicalSymbol(symbol) ?? symbol, '-');

/** The spans of at most 15 years that make up a span, since an answer has a largest number of rows. */
function* pieces(from: string, to: string): Generator<{ from: string; to: string }> {
  for (let start = from; start <= to; ) {
    const limit = `${Number(start.slice(0, 4)) + yearsACall}-01-01`;
    const end = limit < to ? limit : to;
    yield { from: start, to: end };
    start = new Date(Date.parse(`${end}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  }
}

/** The provider, with limits of its own in tests. */
export function fmpProvider(limits: FetchLimits = politeLimits): Provider {
  const stub = () => providerStub();
  const ask = jsonFetcher(
    vendor,
    () => (stub() ? `${stub()}/fmp` : 'https://financialmodelingprep.com/stable'),
    limits,
  );

  const call: FmpCall = async (path, query, schema, signal) => {
    const key = providerKey('fmp');
    if (key === null) throw providerFault(vendor, 'no_key');
    return ask({ path, query, schema, headers: { apikey: key }, signal });
  };

  async function history(path: string, symbol: string, from: string, to: string, signal?: AbortSignal) {
    const rows: z.output<typeof priceRows> = [];
    for (const span of pieces(from, to))
      rows.push(...(await call(path, { symbol: fmpSymbol(symbol), ...span }, priceRows, signal)));
    return rows;
  }

  async function profileOf(symbol: string, signal?: AbortSignal) {
    const rows = await call('/profile', { symbol: fmpSymbol(symbol) }, profileRows, signal);
    return rows.find((row) => canonicalSymbol(row.symbol) === canonicalSymbol(symbol)) ?? null;
  }

  async function actionsOf(symbol: string, signal?: AbortSignal): Promise<CorporateAction[]> {
    const query = { symbol: fmpSymbol(symbol), limit: '1000' };
    const [splits, dividends] = await Promise.all([
      call('/splits', query, splitRows, signal),
      call('/dividends', query, dividendRows, signal),
    ]);
    return [
      ...splits.map(({ date, numerator, denominator }) => ({
        date,
        dividend: 0,
        // A ratio that is none stays visible as a rejected action.
        split: numerator !== null && denominator ? numerator / denominator : 0,
      })),
      ...dividends.map(({ date, dividend }) => ({ date, dividend: dividend ?? -1, split: 1 })),
    ];
  }

  async function pairBars(symbol: string, from: string, to: string, signal?: AbortSignal): Promise<DailyBars | null> {
    const rows: VendorBar[] = [];
    for (const span of pieces(from, to)) {
      const query = { symbol: fmpSymbol(symbol), ...span };
      for (const row of await call('/historical-price-eod/full', query, pairRows, signal)) {
        const { date, open = null, high = null, low = null, close = null } = row;
        rows.push({ date, open, high, low, close, adjustedClose: close, volume: null });
      }
    }
    return rows.length === 0 ? null : cleanBars(vendor, symbol, rows, [], { from, to, now: now() });
  }

  async function dailyBars(symbol: string, from: string, to: string, signal?: AbortSignal): Promise<DailyBars | null> {
    if (isCurrencyPair(symbol)) return pairBars(symbol, from, to, signal);
    const [raw, adjusted, actions, profile] = await Promise.all([
      history('/historical-price-eod/non-split-adjusted', symbol, from, to, signal),
      history('/historical-price-eod/dividend-adjusted', symbol, from, to, signal),
      actionsOf(symbol, signal),
      tradesInNewYork(symbol) ? null : profileOf(symbol, signal),
    ]);
    if (raw.length === 0 && adjusted.length === 0) return null;
    const units = profile?.currency ? (quotedIn(profile.currency)?.unitsPerCurrency ?? 1) : 1;
    const inCurrency = (value: number | null | undefined) => (value == null ? null : value / units);
    const closes = new Map<string, number | null>();
    // Two that contradict each other are none.
    for (const { date, adjClose = null } of adjusted)
      closes.set(date, closes.has(date) && closes.get(date) !== adjClose ? null : adjClose);
    const bars = raw.map((row) => ({
      date: row.date,
      open: inCurrency(row.adjOpen),
      high: inCurrency(row.adjHigh),
      low: inCurrency(row.adjLow),
      close: inCurrency(row.adjClose),
      adjustedClose: inCurrency(closes.get(row.date)),
      volume: row.volume === undefined || row.volume === null ? null : Math.round(row.volume),
    }));
    const paid = units === 1 ? actions : actions.map((one) => ({ ...one, dividend: one.dividend / units }));
    return cleanBars(vendor, symbol, bars, paid, { from, to, now: now() });
  }

  async function securityProfile(symbol: string, signal?: AbortSignal): Promise<SecurityProfile | null> {
    if (isCurrencyPair(symbol)) return null;
    const profile = await profileOf(symbol, signal);
    const quoted = profile?.currency ? quotedIn(profile.currency) : null;
    if (!profile || !quoted) return null;
    const isFund = profile.isEtf === true || profile.isFund === true;
    const isIndex = symbol.startsWith('^');
    return {
      symbol,
      name: (profile.companyName?.trim() || symbol).slice(0, 200),
      assetClass: isIndex ? 'index' : isFund ? 'fund' : 'stock',
      sector: isFund || isIndex || !profile.sector ? null : fmpSector(profile.sector),
      currency: quoted.currency,
    };
  }

  return {
    id: 'fmp',
    name: 'Financial Modeling Prep',
    vendor: {
      needsKey: true,
      terms:
        'Needs a key of your own (financialmodelingprep.com). Its terms decide what your plan may be used for; daily adjusted prices and index members are part of paid plans.',
    },
    dailyBars,
    securityProfile,
    sectorWeights: (benchmark, asOf, signal) => fmpSectorWeights(call, benchmark, asOf, signal),
  };
}

export const fmp = fmpProvider();
