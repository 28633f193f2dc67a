import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../db/client';
import { savePrices } from '../db/prices-import';
import { dayNumber } from '../risk/day';
import { loadConversion } from './in-currency';

const price = (symbol: string, date: string, close: string) => ({
  symbol,
  date,
  open: null,
  high: null,
  low: null,
  close,
  adjClose: null,
  volume: null,
});

beforeAll(() =>
  inTransaction((client) =>
    savePrices(
      client,
      ['EURUSD=X', 'USDJPY=X'],
      [
        [
          price('EURUSD=X', '2026-01-05', '1.10'),
          price('EURUSD=X', '2026-01-07', '1.20'),
          price('USDJPY=X', '2026-01-05', '150'),
          price('USDJPY=X', '2026-01-06', '160'),
        ],
      ],
      'CSV',
    ),
  ),
);

const series = (dates: string[], closes: number[]) => ({
  securityId: 1,
  days: Int32Array.from(dates, dayNumber),
  closes: Float64Array.from(closes, (close) => close / 2),
  rawCloses: Float64Array.from(closes),
});
const load = () => loadConversion('USD', ['EUR', 'JPY', 'GBP', 'USD'], '2025-01-01', '2026-01-30');

describe('a conversion into the portfolio’s currency', () => {
  it('takes rates from a file of prices, on their days alone', async () => {
    const conversion = await load();
    const converted = conversion.closes(series(['2026-01-05', '2026-01-06', '2026-01-07'], [10, 11, 12]), 'EUR')!;
    expect([...converted.days]).toEqual([dayNumber('2026-01-05'), dayNumber('2026-01-07')]);
    expect([...converted.rawCloses]).toEqual([11, 12 * 1.2]);
    expect([...converted.closes]).toEqual([5.5, 6 * 1.2]);
  });

  it('turns a pair round that is quoted the other way', async () => {
    const conversion = await load();
    const { rawCloses } = conversion.closes(series(['2026-01-05', '2026-01-06'], [1500, 1600]), 'JPY')!;
    expect([...rawCloses]).toEqual([10, 10]);
    expect(conversion.rate('JPY', '2026-01-06')).toBe(1 / 160);
  });

  it('has nothing for a currency without rates, and never 1', async () => {
    const conversion = await load();
    expect(conversion.closes(series(['2026-01-05'], [10]), 'GBP')).toBeNull();
    expect(conversion.rate('GBP', '2026-01-06')).toBeNull();
    expect(conversion.rate('EUR', '2026-01-15')).toBeNull();
    expect(conversion.rate('EUR', '2026-01-06')).toBe(1.1);
  });

  it('leaves what is in the portfolio’s own currency as it is', async () => {
    const conversion = await load();
    const own = series(['2026-01-05'], [10]);
    expect(conversion.closes(own, 'USD')).toBe(own);
    expect(conversion.rate('USD', '1999-01-04')).toBe(1);
  });
});
