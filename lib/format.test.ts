import { describe, expect, it } from 'vitest';
import {
  beta,
  compactMoney,
  count,
  counted,
  day,
  dayOfYear,
  decimal,
  duration,
  instant,
  interval,
  money,
  monthOf,
  ordinal,
  percent,
  percentInterval,
  percentileOrdinal,
  period,
  pValue,
  quantity,
  shortHash,
  signedDecimal,
  signedPercent,
  signedPoints,
} from './format';

/** The no-break space and the true minus sign read as their keyboard cousins, so that the tables below can be read. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

const formats = new Map<number, readonly [Intl.NumberFormat, Intl.NumberFormat]>();

describe('figures', () => {
  it('shows fractions as percentages and keeps the unit from wrapping', () => {
    expect(percent(0.142)).toBe('14.2\u00a0%');
    expect(plain(percent(0.142, 0))).toBe('14 %');
    expect(plain(percent(12.3456, 2))).toBe('1,234.56 %');
    expect(plain(percent(0))).toBe('0.0 %');
  });

  it('writes negative numbers with a true minus sign', () => {
    expect(decimal(-1.005, 1)).toBe('\u22121.0');
    expect(percent(-0.03)).toBe('\u22123.0\u00a0%');
    expect(money(-12, 'USD')).toBe('\u2212$12.00');
  });

  it('gives no sign to what rounds to zero', () => {
    expect(beta(-0.004)).toBe('0.00');
    expect(signedDecimal(0.004)).toBe('0.00');
    expect(signedDecimal(-0.004)).toBe('0.00');
    expect(plain(signedPoints(-0.0004))).toBe('0.0 pp');
    expect(plain(signedPercent(0.0004))).toBe('0.0 %');
  });

  it('writes every number as ICU does, letter by letter', () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const ties = [0.5, 1.5, 2.5, 0.25, 1.005, 1.015, 8.345, 0.15, 1234.5, 999.995, 999_999.5, 0.045, 0.285, 1e-7];
    const large = [1e15, 123_456_789_012.345, 1e20, 1.2345678901234568e20, 2 ** 53, 1.5e21, 1.7976931348623157e308];
    const random = Array.from({ length: 20_000 }, () => (next() - 0.5) * 10 ** Math.floor(next() * 16 - 6));
    const rounded = Array.from(
      { length: 5_000 },
      () => Math.round((next() - 0.5) * 2e7) / 10 ** Math.floor(next() * 6),
    );
    const different: unknown[] = [];
    for (const size of [...ties, ...large, ...random, ...rounded, 0, -0])
      for (const value of [size, -size])
        for (const digits of [0, 1, 2, 3, 4]) {
          const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
          const icu = (signDisplay: 'negative' | 'exceptZero') =>
            new Intl.NumberFormat('en-US', { ...options, signDisplay });
          if (!formats.has(digits)) formats.set(digits, [icu('negative'), icu('exceptZero')]);
          const [unsigned, signed] = formats.get(digits)!;
          if (plain(decimal(value, digits)) !== unsigned.format(value)) different.push([value, digits]);
          if (plain(signedDecimal(value, digits)) !== signed.format(value)) different.push([value, digits]);
        }
    expect(different).toEqual([]);
    for (const currency of ['USD', 'EUR', 'GBP', 'CHF', 'JPY'])
      for (const value of [0, 1234.5, -1234.5, 0.005, -0.004, 1e7]) {
        const icu = (options: object) =>
          new Intl.NumberFormat('en-US', { style: 'currency', currency, signDisplay: 'negative', ...options });
        expect(plain(money(value, currency))).toBe(plain(icu({}).format(value)));
        expect(plain(money(value, currency, 0))).toBe(plain(icu({ maximumFractionDigits: 0 }).format(value)));
      }
  });

  it('signs differences on both sides', () => {
    expect(signedDecimal(0.031)).toBe('+0.03');
    expect(signedDecimal(-0.031)).toBe('\u22120.03');
    expect(plain(signedPoints(0.0912))).toBe('+9.1 pp');
    expect(plain(signedPercent(-0.0912))).toBe('-9.1 %');
  });

  it('shows a beta with two decimals and its interval in brackets', () => {
    expect(beta(1.1249)).toBe('1.12');
    expect(interval(0.969, 1.271)).toBe('[0.97, 1.27]');
    expect(plain(interval(-0.1, 0.2))).toBe('[-0.10, 0.20]');
    expect(plain(percentInterval(0.112, 0.179))).toBe('11.2 to 17.9 %');
  });

  it.each([
    [1, '1.0000'],
    [0.5, '0.5000'],
    [0.00012, '0.0001'],
    [0.0001, '0.0001'],
    [0.0000999, '< 0.0001'],
    [1e-300, '< 0.0001'],
    [0, '< 0.0001'],
  ])('shows the p-value %s as %s', (value, text) => {
    expect(plain(pValue(value))).toBe(text);
  });

  it.each([
    [0, '0th'],
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [10, '10th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [22, '22nd'],
    [23, '23rd'],
    [73, '73rd'],
    [101, '101st'],
    [111, '111th'],
    [112, '112th'],
    [1_013, '1,013th'],
  ])('spells the ordinal of %i as %s', (value, text) => {
    expect(ordinal(value)).toBe(text);
  });

  it('never calls a value that is among its peers the 0th or the 100th percentile', () => {
    expect(percentileOrdinal(0.734)).toBe('73rd');
    expect(percentileOrdinal(0.5 / 252)).toBe('1st');
    expect(percentileOrdinal(251.5 / 252)).toBe('99th');
  });

  it('shows money by its currency, with the digits that currency has', () => {
    expect(money(1234.5, 'USD')).toBe('$1,234.50');
    expect(money(1234.5, 'EUR')).toBe('€1,234.50');
    expect(money(1234.5, 'JPY')).toBe('¥1,235');
    expect(money(1234567.8, 'USD', 0)).toBe('$1,234,568');
    expect(compactMoney(1_234_567, 'USD')).toBe('$1.2M');
  });

  it('keeps every digit of a decimal string beyond what a double holds', () => {
    expect(money('12345678901234567.89', 'USD')).toBe('$12,345,678,901,234,567.89');
    expect(quantity('12345678901234567.12345678')).toBe('12,345,678,901,234,567.12345678');
    expect(quantity(0.5)).toBe('0.5');
    expect(plain(quantity(-1200))).toBe('-1,200');
  });

  it('counts with the right plural', () => {
    expect(count(10_000)).toBe('10,000');
    expect(plain(counted(1, 'position'))).toBe('1 position');
    expect(plain(counted(2, 'position'))).toBe('2 positions');
    expect(plain(counted(0, 'entry', 'entries'))).toBe('0 entries');
  });

  it('shows a dash for what is absent or not finite, in every spelling', () => {
    const spellings = [
      decimal,
      signedDecimal,
      count,
      percent,
      signedPercent,
      signedPoints,
      beta,
      pValue,
      ordinal,
      percentileOrdinal,
      duration,
      quantity,
      (value: number | null | undefined) => interval(value, 1),
      (value: number | null | undefined) => percentInterval(0, value),
      (value: number | null | undefined) => money(value, 'USD'),
      (value: number | null | undefined) => compactMoney(value, 'USD'),
    ];
    for (const spell of spellings)
      for (const absent of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) expect(spell(absent)).toBe('—');
    expect(money('', 'USD')).toBe('—');
    expect(money('abc', 'USD')).toBe('—');
  });
});

describe('dates', () => {
  it('spells calendar dates from their own letters', () => {
    expect(plain(day('2021-03-31'))).toBe('31 Mar 2021');
    expect(plain(day('2021-01-01'))).toBe('1 Jan 2021');
    expect(plain(dayOfYear('2021-03-05'))).toBe('5 Mar');
    expect(plain(monthOf('2021-03-31'))).toBe('Mar 2021');
    expect(plain(period('2021-03-31', '2021-06-30'))).toBe('31 Mar 2021 to 30 Jun 2021');
  });

  it('shows a dash for what is no date', () => {
    for (const absent of [null, undefined, '', '2021', '2021-13-01', 'yesterday']) expect(day(absent)).toBe('—');
    expect(period('2021-03-31', null)).toBe('—');
    expect(instant('yesterday')).toBe('—');
  });

  it('names the zone of an instant, on both sides of a date and of a clock change', () => {
    expect(plain(instant('2021-03-31T20:05:59Z'))).toBe('31 Mar 2021, 20:05 UTC');
    expect(plain(instant('2021-03-31T20:05:59Z', 'America/New_York'))).toBe('31 Mar 2021, 16:05 New York');
    expect(plain(instant('2021-01-01T02:00:00Z', 'America/New_York'))).toBe('31 Dec 2020, 21:00 New York');
    expect(plain(instant('2021-04-01T00:00:00Z'))).toBe('1 Apr 2021, 00:00 UTC');
  });

  it('tells short and long times apart', () => {
    expect(plain(duration(840))).toBe('0.8 s');
    expect(plain(duration(12_400))).toBe('12 s');
    expect(plain(duration(75_000))).toBe('1 min 15 s');
  });

  it('shortens a hash to what an eye compares', () => {
    expect(shortHash('0193f0c1-7a3b-7cde-8f00-123456789abc')).toBe('0193f0c1');
    expect(shortHash(null)).toBe('—');
  });
});
