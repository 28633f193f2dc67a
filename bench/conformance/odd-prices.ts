import { seededNormals } from '@/test/seeded-normals';

/** Prices and holdings as files, of a market that nobody developed on. */
export type OddPrices = { readonly prices: string; readonly holdings: string };

const date = (day: number) => new Date(Date.UTC(2009, 4, 4 + day)).toISOString().slice(0, 10);

type Oddity = (closes: Float64Array, market: Float64Array, chance: Float64Array) => Float64Array;

const none = Number.NaN;
const rise = (closes: Float64Array, i: number) => (i === 0 ? 0 : closes[i] / closes[i - 1] - 1);

/** Each step by a rule of its own. */
function compounded(closes: Float64Array, step: (i: number) => number): Float64Array {
  let level = closes[0];
  return closes.map((_, i) => (level *= 1 + step(i)));
}

/** What can be odd about a column of at least 60 closes. */
const oddities: Readonly<Record<string, Oddity>> = {
  plain: (closes) => closes,
  young: (closes) => closes.map((close, i) => (i < 0.6 * closes.length ? none : close)),
  'just listed': (closes) => closes.map((close, i) => (i < closes.length - 15 ? none : close)),
  'ended before the last day': (closes) => closes.map((close, i) => (i < closes.length - 3 ? close : none)),
  holed: (closes, _, chance) => closes.map((close, i) => (i % 7 > 2 && chance[i] > 0.5 ? none : close)),
  'halted for a month': (closes) =>
    closes.map((close, i) => (i >= closes.length - 50 && i < closes.length - 29 ? none : close)),
  'standing still for a fortnight': (closes) =>
    compounded(closes, (i) => (i >= closes.length - 60 && i < closes.length - 45 ? 0 : rise(closes, i))),
  'standing still since a month': (closes) =>
    compounded(closes, (i) => (i >= closes.length - 22 ? 0 : rise(closes, i))),
  'a thousandfold day': (closes) => closes.map((close, i) => (i >= closes.length - 33 ? 1_000 * close : close)),
  'a fund of the index': (_, market) => market.map((close, i) => close * (3 + 1e-5 * Math.sin(i * i))),
  'three times against it': (closes, market) => compounded(closes, (i) => 1e-4 * Math.sin(i * i) - 3 * rise(market, i)),
  'growing evenly': (closes) => compounded(closes, (i) => 0.004 + 1e-4 * Math.sin(i * i)),
  'in quarters': (closes) => closes.map((close) => Math.max(0.25, Math.round(close * 0.2) / 4)),
  'a penny': (closes) => closes.map((close) => 1e-6 * close),
  'a million': (closes) => closes.map((close) => 1e6 * close),
  'quiet and then wild': (closes, market) =>
    compounded(closes, (i) => rise(closes, i) + (i > closes.length / 2 ? 6 * rise(market, i) : 0)),
};

/** A market of `days` days and a column for everything that can be odd about one; books long, hedged and short. */
export function oddPrices(seed: number, days: number): OddPrices {
  const walk = (moves: Float64Array, beta: number, market: Float64Array | null) => {
    let level = 40 + (seed % 7);
    return moves.map((move, i) => {
      level *= 1 + 0.011 * move + (market === null || i === 0 ? 0 : beta * (market[i] / market[i - 1] - 1));
      return level;
    });
  };
  const market = walk(seededNormals(seed, days), 0, null);
  const columns = Object.entries(oddities).map(([name, change], k) => {
    const closes = walk(seededNormals(seed + 100 + k, days), (k % 5) / 2 - 0.5, market);
    return { symbol: name.toUpperCase(), closes: change(closes, market, seededNormals(seed + 200 + k, days)) };
  });
  const all = [...columns.slice(0, seed % 9), { symbol: 'MARKET', closes: market }, ...columns.slice(seed % 9)];
  const cell = (close: number) => (Number.isNaN(close) ? '' : close > 1 ? close.toFixed(6) : close.toPrecision(9));
  const rows = Array.from({ length: days }, (_, i) => [date(i), ...all.map(({ closes }) => cell(closes[i]))].join(','));
  const worth = ({ closes }: (typeof columns)[number], money: number) =>
    Math.round((1_000 * money) / closes.findLast((close) => !Number.isNaN(close))!) / 1_000 || 1;
  const book = (picked: readonly number[], money: (place: number) => number) => ({
    shares: Object.fromEntries(picked.map((k, i) => [columns[k].symbol, worth(columns[k], money(i))])),
  });
  return {
    prices: ['date,'.concat(all.map(({ symbol }) => symbol).join(',')), ...rows, ''].join('\n'),
    holdings: JSON.stringify({
      sectors: Object.fromEntries(
        columns.map(({ symbol }, k) => [symbol, ['Energy', 'Financials', 'Utilities'][k % 3]]),
      ),
      portfolios: {
        long: book([0, 4, 8, 10, 13], (i) => 1e5 * (i + 1)),
        hedged: book([0, 8, 9, 12, 14], (i) => (i % 2 ? -4e5 : 7e5)),
        short: book([4, 7, 11], () => -3e5),
        one: book([5], () => 1e6),
      },
    }),
  };
}
