import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readBarsOracle } from '@/test/oracle-series';
import { atEachLength, expected } from '@/test/witnessed-volatility';
import {
  type Bars,
  closeToCloseVolatility,
  dayRanges,
  garmanKlassVolatility,
  parkinsonVolatility,
  rogersSatchellVolatility,
  yangZhangVolatility,
} from './range-volatility';

const none = Number.NaN;
const estimators = {
  closeToClose: closeToCloseVolatility,
  parkinson: parkinsonVolatility,
  garmanKlass: garmanKlassVolatility,
  rogersSatchell: rogersSatchellVolatility,
  yangZhang: yangZhangVolatility,
};
const names = Object.keys(estimators) as (keyof typeof estimators)[];

/** Bars from rows of open, high, low and close; the adjusted close is the close. */
function barsOf(rows: readonly (readonly number[])[]): Bars {
  const column = (place: number) => Float64Array.from(rows, (row) => row[place]);
  return { open: column(0), high: column(1), low: column(2), close: column(3), adjustedClose: column(3) };
}
const bars = barsOf(expected.bars);

describe('range volatility', () => {
  it.each(atEachLength(expected.ranges))('agrees with 50-digit decimals over %i days', (days, witness) => {
    const ranges = dayRanges(bars);
    for (const name of names) {
      const measure = measuredValue(estimators[name](ranges, days));
      expect(relativeError(measure.volatilityAnnual, witness[name])).toBeLessThan(1e-12);
      expect(measure).toMatchObject({ observations: days, first: 79 - days, last: 78 });
    }
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on the bars of 45 securities (needs ../shared)', () => {
    const keys = {
      closeToClose: 'close_to_close_sample',
      parkinson: 'parkinson_plus_overnight',
      garmanKlass: 'garman_klass_plus_overnight',
      rogersSatchell: 'rogers_satchell_intraday',
      yangZhang: 'yang_zhang',
    };
    const series = readBarsOracle();
    expect(series.length).toBe(45);
    for (const { bars: real, expected: oracle } of series) {
      const ranges = dayRanges(real);
      for (const days of [21, 63])
        for (const name of names) {
          const { volatilityAnnual } = measuredValue(estimators[name](ranges, days));
          expect(relativeError(volatilityAnnual, oracle[`${days}d`]![keys[name]])).toBeLessThan(1e-11);
        }
    }
  });

  it('of one kind of day, worked by hand: up from 100 to 101 between 99 and 102, and overnight back to 100', () => {
    const ranges = dayRanges(barsOf(Array.from({ length: 4 }, () => [100, 102, 99, 101])));
    const square = (value: number) => Math.log(value) ** 2;
    const volatilityOf = (name: keyof typeof estimators) =>
      measuredValue(estimators[name](ranges, 3)).volatilityAnnual ** 2 / 252;
    const spread = square(102 / 99);
    const night = square(101 / 100);
    const driftFree = Math.log(102 / 101) * Math.log(102 / 100) + Math.log(99 / 101) * Math.log(99 / 100);
    expect(volatilityOf('parkinson')).toBeCloseTo(spread / (4 * Math.LN2) + night, 16);
    expect(volatilityOf('garmanKlass')).toBeCloseTo(spread / 2 - (2 * Math.LN2 - 1) * night + night, 16);
    expect(volatilityOf('rogersSatchell')).toBeCloseTo(driftFree, 16);
    // Nothing varies from day to day: of Yang and Zhang's three parts only the drift-free one is left, k = 0.34/3.34.
    expect(volatilityOf('yangZhang')).toBeCloseTo((1 - 0.34 / 3.34) * driftFree, 16);
    expect(closeToCloseVolatility(ranges, 3)).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 3,
      required: 3,
    });
  });

  it('does not take a split for a move: the adjusted close carries what happens overnight', () => {
    const rows = expected.bars.map((bar, day) => (day < 60 ? bar : bar.map((price) => price / 4)));
    const split = { ...barsOf(rows), adjustedClose: bars.adjustedClose };
    for (const name of names)
      expect(
        relativeError(
          measuredValue(estimators[name](dayRanges(split), 63)).volatilityAnnual,
          measuredValue(estimators[name](dayRanges(bars), 63)).volatilityAnnual,
        ),
      ).toBeLessThan(1e-12);
  });

  it('uses whole bars alone, next to each other, and no day across a halt', () => {
    const rows: number[][] = Array.from({ length: 30 }, (_, day) => [100 + day, 102 + day, 99 + day, 101 + day]);
    rows[3][1] = none;
    for (let day = 10; day < 16; day++) rows[day] = [none, none, none, none];
    const ranges = dayRanges(barsOf(rows));
    expect([...ranges.to]).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(ranges.closeToClose[2]).toBeCloseTo(Math.log(105 / 103), 15);
    expect(ranges.openToClose[2]).toBeCloseTo(Math.log(105 / 104), 15);
    expect(ranges.overnight[2]).toBeCloseTo(Math.log(104 / 103), 15);
    expect(ranges.highToLow[2]).toBeCloseTo(Math.log(106 / 103), 15);
  });

  it.each(['open', 'high', 'low', 'close', 'adjustedClose'] as const)('skips a day without its %s', (name) => {
    const holed = { ...bars, [name]: bars[name].map((price, day) => (day === 40 ? none : price)) };
    expect(dayRanges(holed).to.includes(40)).toBe(false);
    expect(dayRanges(holed).to.length).toBe(78);
  });

  it('knows only the days before as-of', () => {
    const early = dayRanges(bars, 30);
    expect(early.to.at(-1)).toBe(29);
    const later = { ...bars, close: bars.close.map((price, day) => (day === 30 ? price - 1 : price)) };
    expect(dayRanges(later, 30)).toEqual(early);
  });

  it('needs as many days as its window', () => {
    for (const name of names) {
      expect(estimators[name](dayRanges(bars, 21), 21)).toEqual({
        status: 'unavailable',
        reason: 'short_history',
        observations: 20,
        required: 21,
      });
      expect(estimators[name](dayRanges(bars, 22), 21).status).toBe('measured');
    }
  });

  it('of prices that stand still is not zero but unavailable', () => {
    const still = dayRanges(barsOf(Array.from({ length: 30 }, () => [100, 100, 100, 100])));
    for (const name of names)
      expect(estimators[name](still, 21)).toEqual({
        status: 'unavailable',
        reason: 'flat_asset',
        observations: 21,
        required: 21,
      });
  });

  it('that would need the root of a negative number is unavailable', () => {
    // A vendor's close above its own high: ln(high/close) is negative and Rogers and Satchell's sum with it.
    const above = dayRanges(barsOf(Array.from({ length: 5 }, () => [100, 101, 100, 102])));
    expect(rogersSatchellVolatility(above, 3)).toEqual({
      status: 'unavailable',
      reason: 'not_finite',
      observations: 3,
      required: 3,
    });
    expect(parkinsonVolatility(above, 3).status).toBe('measured');
  });

  it('refuses windows without a spread, columns of two axes and impossible prices', () => {
    for (const name of names)
      for (const days of [1, 0, 2.5, none])
        expect(() => estimators[name](dayRanges(bars), days)).toThrow(
          new RangeError(`${name}Volatility: needs a window of at least two days, got ${days}`),
        );
    expect(() => dayRanges({ ...bars, low: bars.low.subarray(1) })).toThrow(
      new RangeError('dayRanges: needs columns of one axis, got lengths 80, 80, 79, 80, 80'),
    );
    for (const [place, price] of [
      [0, 0],
      [1, Number.POSITIVE_INFINITY],
      [2, -1],
      [3, 0],
      [2, 99999],
    ]) {
      const rows = expected.bars.map((bar) => bar.slice());
      rows[7][place] = price;
      expect(() => dayRanges(barsOf(rows))).toThrow(
        new RangeError(
          `dayRanges: needs finite positive prices, the low not above the high, got ${[...rows[7], rows[7][3]].join(', ')} on axis day 7`,
        ),
      );
    }
    expect(() => dayRanges(bars, 81)).toThrow(RangeError);
  });
});
