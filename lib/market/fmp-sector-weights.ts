import 'server-only';
import { z } from 'zod';
import { now } from '../env';
import type { GicsSector } from '../risk/gics-sectors';
import { isCalendarDay } from './clean-bars';
import { providerFault } from './fetch-json';
import type { FmpCall } from './fmp';
import { fmpSector } from './fmp-sectors';
import type { SectorWeights } from './provider';
import { ProviderFault } from './provider-fault';
import { weightsBySector } from './sector-set';
import { canonicalSymbol } from './symbol';
import { dayText, numberOrNull } from './vendor-number';

/**
 * Sector weights of the S&P 500 by FMP, as its documentation describes the endpoints (not tried live):
 *
 * - sp500-constituent: `[{symbol, name, sector, subSector, …}]`, the members of today with their sectors;
 * - etf/holdings: `[{symbol: 'SPY', asset, name, sharesNumber, weightPercentage, marketValue, updatedAt, …}]`, weights in
 *   percent of the fund, cash and futures among them;
 * - market-capitalization-batch: `[{symbol, date, marketCap}]`.
 *
 * The fund's holdings come first: the index weighs companies by the shares that can be bought, and so does the fund;
 * market capitalisations count every share. Where the plan has no holdings the capitalisations are taken and say so.
 * Both endpoints speak of today, so an earlier day is answered with null.
 */
const memberRows = z.array(z.object({ symbol: z.string(), sector: z.string().nullish() }));
const holdingRows = z.array(
  z.object({
    asset: z.string().nullish(),
    weightPercentage: numberOrNull,
    updatedAt: dayText.optional(),
    updated: dayText.optional(),
  }),
);
const capRows = z.array(z.object({ symbol: z.string(), date: dayText, marketCap: numberOrNull }));

/** Fewer or more than these is a list that was cut off, or another index. */
const fewestMembers = 490;
const mostMembers = 520;
/** Cash and companies that joined today may be this share of the whole. */
const mostUnknown = 0.01;
const symbolsACall = 100;

const sectors: readonly GicsSector[] = [
  'Communication Services',
  'Consumer Discretionary',
  'Consumer Staples',
  'Energy',
  'Financials',
  'Health Care',
  'Industrials',
  'Information Technology',
  'Materials',
  'Real Estate',
  'Utilities',
];

type Members = ReadonlyMap<string, GicsSector | null>;
type Source = Pick<SectorWeights, 'asOf' | 'dataSource' | 'weights' | 'constituents'>;

const key = (symbol: string): string => canonicalSymbol(symbol) ?? symbol;
const rounded = (weights: Readonly<Record<GicsSector, number>>) =>
  Object.fromEntries(Object.entries(weights).map(([sector, weight]) => [sector, Number(weight.toFixed(8))])) as Record<
    GicsSector,
    number
  >;

async function membersOf(call: FmpCall, signal?: AbortSignal): Promise<Members> {
  const rows = await call('/sp500-constituent', {}, memberRows, signal);
  const members = new Map(rows.map((row) => [key(row.symbol), row.sector ? fmpSector(row.sector) : null]));
  if (members.size < fewestMembers || members.size > mostMembers) throw providerFault('FMP', 'malformed');
  return members;
}

async function fromHoldings(call: FmpCall, members: Members, signal?: AbortSignal): Promise<Source> {
  const rows = await call('/etf/holdings', { symbol: 'SPY' }, holdingRows, signal);
  const companies = rows.flatMap((row) =>
    row.weightPercentage !== null && row.weightPercentage > 0
      ? [{ sector: members.get(key(row.asset ?? '')) ?? null, size: row.weightPercentage }]
      : [],
  );
  const total = companies.reduce((sum, { size }) => sum + size, 0);
  const constituents = companies.filter(({ sector }) => sector !== null).length;
  const weights = weightsBySector(companies, sectors, mostUnknown);
  const asOf =
    rows
      .map((row) => row.updatedAt || row.updated || '')
      .sort()
      .at(-1) ?? '';
  if (!(total > 98 && total < 102) || constituents < fewestMembers - 10 || !weights || !isCalendarDay(asOf))
    throw providerFault('FMP', 'malformed');
  return { asOf, dataSource: 'FMP holdings of SPY', weights: rounded(weights), constituents };
}

async function fromCapitalisations(call: FmpCall, members: Members, signal?: AbortSignal): Promise<Source> {
  const symbols = [...members.keys()];
  const caps = new Map<string, { size: number; date: string }>();
  for (let at = 0; at < symbols.length; at += symbolsACall) {
    const query = {
      symbols: symbols
        .slice(at, at + symbolsACall)
        .map((one) => one.replace('.', '-'))
        .join(','),
    };
    for (const row of await call('/market-capitalization-batch', query, capRows, signal))
      if (row.marketCap !== null && row.marketCap > 0 && isCalendarDay(row.date))
        caps.set(key(row.symbol), { size: row.marketCap, date: row.date });
  }
  const companies = symbols.flatMap((symbol) => {
    const cap = caps.get(symbol);
    return cap ? [{ sector: members.get(symbol) ?? null, size: cap.size, date: cap.date }] : [];
  });
  const weights = weightsBySector(companies, sectors, mostUnknown);
  if (!weights || companies.length < fewestMembers - 5) throw providerFault('FMP', 'malformed');
  const asOf = companies
    .map(({ date }) => date)
    .sort()
    .at(-1)!;
  return { asOf, dataSource: 'FMP market caps, all shares', weights: rounded(weights), constituents: companies.length };
}

/** The weights of today where they are dated on or before `asOf`; null for an earlier day and for any other index. */
export async function fmpSectorWeights(
  call: FmpCall,
  benchmark: string,
  asOf: string,
  signal?: AbortSignal,
): Promise<SectorWeights | null> {
  if (benchmark !== 'SP500') return null;
  const members = await membersOf(call, signal);
  let source: Source;
  try {
    source = await fromHoldings(call, members, signal);
  } catch (error) {
    if (!(error instanceof ProviderFault) || error.kind !== 'not_in_plan') throw error;
    source = await fromCapitalisations(call, members, signal);
  }
  const today = now().toISOString().slice(0, 10);
  if (source.asOf > today) throw providerFault('FMP', 'malformed');
  return source.asOf <= asOf ? { benchmark, ...source } : null;
}
