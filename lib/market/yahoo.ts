import 'server-only';
import { z } from 'zod';
import { now, providerStub } from '../env';
import { cleanBars, isCurrencyPair, type VendorBar } from './clean-bars';
import { type FetchLimits, jsonFetcher, politeLimits, providerFault } from './fetch-json';
import { quotedIn } from './minor-units';
import type { CorporateAction, DailyBars, Provider, SecurityProfile } from './provider';
import { canonicalSymbol, vendorSymbol } from './symbol';
import { numberOrNull, vendorNumber } from './vendor-number';

/**
 * Yahoo's chart endpoint. Yahoo publishes no documentation of it; the shape is that of the type declarations and the
 * schema of the library yahoo-finance2 (module chart, 2025), which are kept in step with it. Nothing here was tried
 * against the live service.
 *
 * `{chart: {result: [{meta, timestamp[], events: {dividends, splits}, indicators: {quote: [{open[], …}], adjclose:
 * [{adjclose[]}]}}], error}}`; a symbol nobody has is status 404 with `{chart: {result: null, error: {code}}}`.
 *
 * - A timestamp is the opening of the session in seconds, so its day is read in the exchange's own time zone; with the
 *   offset of today, half of the year would slip by a day where a session begins around midnight.
 * - `close` is adjusted for splits and not for dividends, and so are the amounts of dividends: both are taken back to
 *   what was traded and paid, by the splits after their day. For that the answer always reaches up to now.
 * - The session under way is given as if it were over, sometimes as a second row of its day.
 */
const vendor = 'Yahoo';

const column = z.array(numberOrNull);

const result = z.object({
  meta: z.object({
    currency: z.string().nullish(),
    instrumentType: z.string().nullish(),
    longName: z.string().nullish(),
    shortName: z.string().nullish(),
    exchangeTimezoneName: z.string().nullish(),
    regularMarketTime: numberOrNull.optional(),
  }),
  timestamp: z.array(vendorNumber).nullish(),
  events: z
    .object({
      dividends: z.record(z.string(), z.object({ amount: numberOrNull, date: numberOrNull })).nullish(),
      splits: z
        .record(z.string(), z.object({ date: numberOrNull, numerator: numberOrNull, denominator: numberOrNull }))
        .nullish(),
    })
    .nullish(),
  indicators: z.object({
    quote: z.array(
      z.object({
        open: column.optional(),
        high: column.optional(),
        low: column.optional(),
        close: column.optional(),
        volume: column.optional(),
      }),
    ),
    adjclose: z.array(z.object({ adjclose: column.optional() })).nullish(),
  }),
});

const answer = z.object({ chart: z.object({ result: z.array(result).nullable(), error: z.unknown() }) });

type Chart = z.output<typeof result>;

/** The day of a timestamp in the exchange's time zone; throws `ProviderFault` for a zone nobody knows. */
function dayReader(zone: string): (seconds: number) => string {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch {
    throw providerFault(vendor, 'malformed');
  }
  // Beyond what a Date can hold there is no day; the row is then rejected for its date.
  return (seconds) => (Math.abs(seconds) < 8e12 ? format.format(seconds * 1000) : '');
}

/** Yahoo writes BRK-B; pairs and foreign suffixes are as they are kept here. */
const yahooSymbol = (symbol: string): string => vendorSymbol(canonicalSymbol(symbol) ?? symbol, '-');

const seconds = (date: string): string => String(Date.parse(`${date}T00:00:00Z`) / 1000);

function splitsOf({ events }: Chart, dayOf: (seconds: number) => string) {
  return Object.values(events?.splits ?? {}).map(({ date, numerator, denominator }) => ({
    date: date === null ? '' : dayOf(date),
    split: numerator !== null && denominator ? numerator / denominator : 0,
  }));
}

/** How many units of a day one unit of now was: the product of the splits after the day. */
function unitsSince(splits: readonly { readonly date: string; readonly split: number }[]): (date: string) => number {
  const good = splits.filter(({ split }) => split > 0 && Number.isFinite(split));
  return (date) => good.reduce((product, one) => (one.date > date ? product * one.split : product), 1);
}

function rowsOf(chart: Chart, dayOf: (seconds: number) => string, unitsPerCurrency: number): VendorBar[] {
  const { timestamp, indicators, meta } = chart;
  const quote = indicators.quote[0] ?? {};
  const adjusted = indicators.adjclose?.[0]?.adjclose;
  const times = timestamp ?? [];
  for (const one of [quote.close, adjusted])
    if (one && one.length !== times.length) throw providerFault(vendor, 'malformed');
  const units = unitsSince(splitsOf(chart, dayOf));
  const dates = times.map(dayOf);
  return times.flatMap((time, i) => {
    const date = dates[i];
    // The running state of a session that already has a row of its own.
    if (time === meta.regularMarketTime && dates.indexOf(date) !== i) return [];
    const traded = (value: number | null | undefined) =>
      value == null ? null : (value * units(date)) / unitsPerCurrency;
    const volume = quote.volume?.[i] ?? null;
    return [
      {
        date,
        open: traded(quote.open?.[i]),
        high: traded(quote.high?.[i]),
        low: traded(quote.low?.[i]),
        close: traded(quote.close?.[i]),
        // Indices and pairs have no adjusted close, and nothing to adjust for.
        adjustedClose: adjusted
          ? perCurrency(adjusted[i], unitsPerCurrency)
          : perCurrency(quote.close?.[i], unitsPerCurrency),
        volume: volume === null ? null : Math.round(volume / units(date)),
      },
    ];
  });
}

const perCurrency = (value: number | null | undefined, units: number): number | null =>
  value == null ? null : value / units;

function actionsOf(chart: Chart, dayOf: (seconds: number) => string, unitsPerCurrency: number): CorporateAction[] {
  const splits = splitsOf(chart, dayOf);
  const units = unitsSince(splits);
  const dividends = Object.values(chart.events?.dividends ?? {}).map(({ amount, date }) => {
    const day = date === null ? '' : dayOf(date);
    return { date: day, dividend: amount === null ? -1 : (amount * units(day)) / unitsPerCurrency, split: 1 };
  });
  return [...splits.map((one) => ({ ...one, dividend: 0 })), ...dividends];
}

/** The provider, with limits of its own in tests. */
export function yahooProvider(limits: FetchLimits = { ...politeLimits, concurrency: 2 }): Provider {
  const stub = () => providerStub();
  const ask = jsonFetcher(vendor, () => (stub() ? `${stub()}/yahoo` : 'https://query2.finance.yahoo.com'), limits);

  async function chart(symbol: string, from: string, signal?: AbortSignal): Promise<Chart | null> {
    const { chart: found } = await ask({
      path: `/v8/finance/chart/${encodeURIComponent(yahooSymbol(symbol))}`,
      query: {
        period1: seconds(from),
        period2: String(Math.ceil(now().getTime() / 1000)),
        interval: '1d',
        events: 'div,splits',
        includeAdjustedClose: 'true',
      },
      schema: answer,
      // What nobody has comes with 404 and a chart without a result.
      isAnswer: (status) => status === 200 || status === 404,
      signal,
    });
    return found.result?.[0] ?? null;
  }

  async function dailyBars(symbol: string, from: string, to: string, signal?: AbortSignal): Promise<DailyBars | null> {
    const found = await chart(symbol, from, signal);
    if (!found?.timestamp?.length) return null;
    const dayOf = dayReader(found.meta.exchangeTimezoneName ?? 'America/New_York');
    const units = quotedIn(found.meta.currency ?? 'USD')?.unitsPerCurrency ?? 1;
    const actions = isCurrencyPair(symbol) ? [] : actionsOf(found, dayOf, units);
    return cleanBars(vendor, symbol, rowsOf(found, dayOf, units), actions, { from, to, now: now() });
  }

  async function securityProfile(symbol: string, signal?: AbortSignal): Promise<SecurityProfile | null> {
    if (isCurrencyPair(symbol)) return null;
    const lastWeek = new Date(now().getTime() - 7 * 86_400_000).toISOString().slice(0, 10);
    const meta = (await chart(symbol, lastWeek, signal))?.meta;
    const quoted = meta?.currency ? quotedIn(meta.currency) : null;
    if (!meta || !quoted) return null;
    const kind = meta.instrumentType ?? '';
    return {
      symbol,
      name: (meta.longName?.trim() || meta.shortName?.trim() || symbol).slice(0, 200),
      assetClass: kind === 'INDEX' ? 'index' : kind === 'ETF' || kind === 'MUTUALFUND' ? 'fund' : 'stock',
      // The chart endpoint does not know sectors.
      sector: null,
      currency: quoted.currency,
    };
  }

  return {
    id: 'yahoo',
    name: 'Yahoo Finance',
    vendor: {
      needsKey: false,
      terms:
        'No key and no contract: Yahoo allows personal use of what its pages show, may limit or end access at any time, and forbids passing its data on.',
    },
    dailyBars,
    securityProfile,
  };
}

export const yahoo = yahooProvider();
