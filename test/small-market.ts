import { type Connection, inTransaction } from '@/lib/db/client';
import { savePrices } from '@/lib/db/prices-import';
import { seededNormals } from './seeded-normals';

/** The closes of a security that a test made up. Numbers have four decimals, so that what is stored is what is here. */
export type MadeCloses = {
  readonly symbol: string;
  readonly dates: readonly string[];
  readonly closes: readonly number[];
  /** The closes themselves where they are left out. */
  readonly adjusted?: readonly number[];
};

/** The last `count` weekdays up to a day, oldest first. */
export function weekdays(last: string, count: number): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${last}T00:00:00Z`); dates.length < count; at -= 86_400_000)
    if (![0, 6].includes(new Date(at).getUTCDay())) dates.push(new Date(at).toISOString().slice(0, 10));
  return dates.reverse();
}

const rounded = (value: number): number => Number(value.toFixed(4));

/** Closes that go at random, the same for the same seed: with the market by `beta`, and by themselves. */
export function madeCloses(
  symbol: string,
  dates: readonly string[],
  {
    seed,
    beta = 0,
    market,
    start = 100,
    volatilityDaily = 0.012,
  }: {
    readonly seed: number;
    readonly beta?: number;
    readonly market?: MadeCloses;
    readonly start?: number;
    readonly volatilityDaily?: number;
  },
): MadeCloses {
  const shocks = seededNormals(seed, dates.length);
  const marketOn = new Map(market?.dates.map((date, i) => [date, market.closes[i]]));
  let close = start;
  const closes = dates.map((date, i) => {
    const now = marketOn.get(date);
    const before = marketOn.get(dates[i - 1]);
    const withMarket = now !== undefined && before !== undefined ? beta * (now / before - 1) : 0;
    close = Math.max(0.01, close * (1 + withMarket + volatilityDaily * shocks[i]));
    return rounded(close);
  });
  return { symbol, dates, closes };
}

/** Writes made closes as a price file would. */
export const saveCloses = (
  all: readonly MadeCloses[],
  within?: Connection,
): Promise<{ added: number; changed: number }> => {
  const write = (client: Connection) =>
    savePrices(
      client,
      all.map(({ symbol }) => symbol),
      all.map(({ symbol, dates, closes, adjusted }) =>
        dates.map((date, i) => ({
          symbol,
          date,
          open: null,
          high: null,
          low: null,
          close: String(closes[i]),
          adjClose: String((adjusted ?? closes)[i]),
          volume: null,
        })),
      ),
      'made',
    );
  return within ? write(within) : inTransaction(write);
};
