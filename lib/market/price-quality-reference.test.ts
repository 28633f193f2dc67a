import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../risk/day';
import { tradingDays } from './calendar';
import { hasUnappliedSplit } from './clean-bars';
import { indexShifts } from './index-shift';
import { axisDate, type PriceFinding, priceFindings } from './price-quality';

/** Real daily prices of 44 US stocks and SPY, 2016 to 2021, that lie beside the checkout. */
const file = new URL('../../../shared/data/ohlcv.csv.gz', import.meta.url);
const [from, to] = ['2016-01-04', '2021-03-31'];

const axis = Int32Array.from(tradingDays(from, to), dayNumber);
const place = new Map(Array.from(axis, (_day, i) => [axisDate(axis, i), i]));

type Read = {
  raw: Float64Array;
  adjusted: Float64Array;
  actions: { index: number; date: string; split: number; dividend: number }[];
};

function read(): Map<string, Read> {
  const all = new Map<string, Read>();
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const names = header.split(',');
  const at = (name: string) => names.indexOf(name);
  for (const line of lines) {
    const cells = line.split(',');
    const symbol = cells[at('ticker')];
    const one = all.get(symbol) ?? {
      raw: new Float64Array(axis.length).fill(Number.NaN),
      adjusted: new Float64Array(axis.length).fill(Number.NaN),
      actions: [],
    };
    all.set(symbol, one);
    const index = place.get(cells[at('date')])!;
    one.raw[index] = Number(cells[at('close')]);
    one.adjusted[index] = Number(cells[at('adj_close')]);
    const split = Number(cells[at('split')]) || 1;
    const dividend = Number(cells[at('dividend')]) || 0;
    if (split !== 1 || dividend !== 0) one.actions.push({ index, date: cells[at('date')], split, dividend });
  }
  return all;
}

describe.skipIf(!existsSync(file))('the quality gate on real prices (needs ../shared/data beside the checkout)', () => {
  const data = existsSync(file) ? read() : new Map<string, Read>();
  const market = data.get('SPY')?.adjusted ?? new Float64Array();
  const findingsOf = (symbol: string): PriceFinding[] => {
    const { raw, adjusted, actions } = data.get(symbol)!;
    return priceFindings({ raw, adjusted }, actions, new Set(), 0, axis.length);
  };

  it('withholds nothing of 44 good series', () => {
    const grave = [...data.keys()].flatMap((symbol) =>
      findingsOf(symbol)
        .filter(({ severity }) => severity === 'grave')
        .map(({ kind, from: first }) => `${symbol} ${kind} ${axisDate(axis, first)}`),
    );
    expect(grave).toEqual([]);
  });

  it('takes none of them for the index of another day', () => {
    expect([...data].filter(([, { adjusted }]) => indexShifts(adjusted, market)(axis.length) !== 0)).toEqual([]);
  });

  it('knows each of them for it when its dates slip by one', () => {
    const shifted = Float64Array.from({ length: axis.length }, (_, i) => market[i - 1] ?? Number.NaN);
    expect(indexShifts(shifted, market)(axis.length)).toBe(1);
  });

  it('finds the split of each that has one when the adjusted closes are not adjusted for it', () => {
    for (const [symbol, day] of [
      ['AAPL', '2020-08-31'],
      ['TSLA', '2020-08-31'],
      ['NEE', '2020-10-27'],
    ]) {
      const { raw, actions } = data.get(symbol)!;
      const found = priceFindings({ raw, adjusted: raw }, [], new Set(), 0, axis.length);
      expect(found.filter(({ severity }) => severity === 'grave')).toMatchObject([
        { kind: 'probable_split', to: place.get(day) },
      ]);
      expect(actions.some((one) => one.date === day && one.split > 1)).toBe(true);
      const bars = [...raw.keys()]
        .filter((i) => !Number.isNaN(raw[i]))
        .map((i) => ({
          date: axisDate(axis, i),
          open: null,
          high: null,
          low: null,
          close: raw[i],
          adjustedClose: raw[i],
          volume: null,
        }));
      expect(hasUnappliedSplit(bars, actions)).toBe(true);
    }
  });

  it('shows the spin-off of PFE as what is perhaps one, and no other split of these years', () => {
    const found = [...data.keys()].flatMap((symbol) =>
      findingsOf(symbol)
        .filter(({ kind }) => kind === 'small_split')
        .map(({ from: day }) => `${symbol} ${axisDate(axis, day)}`),
    );
    expect(found).toEqual(['PFE 2020-11-17']);
  });

  it('shows the young listings as young on the days they were', () => {
    const { raw, adjusted, actions } = data.get('VTRS')!;
    const on = (day: string) =>
      priceFindings({ raw, adjusted }, actions, new Set(), 0, place.get(day)! + 1).map(({ kind, count }) => [
        kind,
        count,
      ]);
    expect(on('2020-11-17')).toEqual([['short_history', 1]]);
    expect(on('2021-03-26')).toEqual([['short_history', 89]]);
    expect(on('2021-03-31')).toEqual([]);
  });
});
