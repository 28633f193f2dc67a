import { describe, expect, it } from 'vitest';
import { isTradingDay, lastTradingDays, tradingDays } from './calendar';
import { type DemonstrationLot, demonstration } from './demonstration';
import { demonstrationCast } from './demonstration-cast';
import { shipped } from './shipped';
import { simulatedActions, simulatedBars, simulatedStart } from './simulated';
import { canonicalSymbol } from './symbol';

const today = '2026-11-20';

/** Sessions anywhere in the month, every eleven months over fourteen years: whatever the calendar brings. */
const days = Array.from({ length: 15 }, (_, i) => {
  const date = new Date(Date.UTC(2021, 7 + 11 * i, 1 + 2 * i)).toISOString().slice(0, 10);
  return lastTradingDays(date, 1)[0];
});

const closesUntil = (symbol: string, asOf: string) => simulatedBars(symbol, simulatedStart, asOf);
const lotsOf = (asOf: string): readonly DemonstrationLot[] =>
  demonstration(asOf).portfolios.flatMap(({ lots }) => lots);

/** What a lot is worth as METHODS has it: units restated by the splits since they were stated × the raw close. */
function valueUsd(lot: DemonstrationLot, asOf: string): number {
  if (lot.assetClass === 'cash') return lot.quantity;
  if (lot.price !== null) return lot.quantity * lot.price * (lot.multiplier ?? 1);
  const splits = simulatedActions(lot.symbol, lot.quantityAsOf, asOf).filter(({ date }) => date > lot.quantityAsOf);
  const units = splits.reduce((product, { split }) => product * split, lot.quantity);
  return units * closesUntil(lot.symbol, asOf).at(-1)!.close;
}

describe('the demonstration of today', () => {
  const { portfolios, securities } = demonstration(today);

  it('has three portfolios with 63 lots on the simulated index and the S&P 500’s sectors', () => {
    expect(portfolios.map(({ name, lots }) => [name, lots.length])).toEqual([
      ['Individual investor', 16],
      ['Wealthy household', 17],
      ['Long/short fund', 30],
    ]);
    for (const { marketIndex, benchmark, currency } of portfolios)
      expect([marketIndex, benchmark, currency]).toEqual(['SIM500', 'SP500', 'USD']);
  });

  it('is worth about $480,000 and $4.2 million, and $9 million gross on two million of equity', () => {
    const [individual, household, fund] = portfolios.map(({ lots }) => lots.map((lot) => valueUsd(lot, today)));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(individual) / 480_000).toBeCloseTo(1, 1);
    expect(sum(household) / 4_200_000).toBeCloseTo(1, 1);
    expect(sum(fund.map(Math.abs)) / 9_000_000).toBeCloseTo(1, 1);
    expect(sum(fund) / 2_000_000).toBeCloseTo(1, 1);
  });

  it('prices every listed lot, underlying and index from securities it names', () => {
    const named = new Set(securities.map(({ symbol }) => symbol));
    for (const { lots, marketIndex } of portfolios)
      for (const symbol of [marketIndex, ...lots.map((lot) => lot.underlying ?? lot.symbol)])
        if (!lots.some((lot) => lot.symbol === symbol && /cash|private/.test(lot.assetClass)))
          expect(named.has(symbol), symbol).toBe(true);
  });

  it('has a cash position, and a margin loan where it is long and short', () => {
    const cash = portfolios.map(({ lots }) => lots.find(({ assetClass }) => assetClass === 'cash')!.quantity);
    expect(cash.map(Math.sign)).toEqual([1, 1, -1]);
    expect(
      portfolios[2].lots.filter(({ quantity, assetClass }) => quantity < 0 && assetClass === 'stock'),
    ).toHaveLength(8);
  });

  it('can be shown with sector weights on each day of a backfill of 252 sessions', async () => {
    for (const day of lastTradingDays(today, 252)) expect(await shipped.sectorWeights!('SP500', day)).not.toBeNull();
  });
});

describe.each(days)('the demonstration of %s', (asOf) => {
  const { portfolios, securities } = demonstration(asOf);
  const lots = portfolios.flatMap((portfolio) => portfolio.lots);
  const cast = demonstrationCast(asOf);
  const held = (symbol: string) => lots.filter((lot) => lot.symbol === symbol);

  it('has 63 lots that a holdings table takes', () => {
    expect(lots).toHaveLength(63);
    for (const lot of lots) {
      expect(canonicalSymbol(lot.symbol)).toBe(lot.symbol);
      expect(Number.isInteger(lot.quantity) && lot.quantity !== 0).toBe(true);
      expect(lot.quantityAsOf <= asOf && (lot.entryDate ?? asOf) <= asOf && (lot.priceDate ?? asOf) <= asOf).toBe(true);
      expect(lot.entryDate === null).toBe(lot.entryPrice === null);
      if (lot.entryDate) expect(isTradingDay(lot.entryDate)).toBe(true);
      expect(lot.price === null || lot.price > 0).toBe(true);
    }
  });

  it('holds a company too new for a beta and one too new for a percentile', () => {
    expect(held(cast.newest)).toHaveLength(1);
    expect(held(cast.young)).toHaveLength(1);
    const newest = closesUntil(cast.newest, asOf).length;
    expect(newest >= 6 && newest < 31, `${newest}`).toBe(true);
    const young = closesUntil(cast.young, asOf).length;
    expect(young >= 100 && young < 130, `${young}`).toBe(true);
  });

  it('holds a company that left the market one to three months ago', () => {
    expect(held(cast.gone)).toHaveLength(1);
    const missed = tradingDays(closesUntil(cast.gone, asOf).at(-1)!.date, asOf).length - 1;
    expect(missed >= 30 && missed <= 60, `${missed}`).toBe(true);
  });

  it('holds a company with a halt inside the last 90 returns', () => {
    expect(held(cast.halted).length).toBeGreaterThan(0);
    const closes = closesUntil(cast.halted, asOf).slice(-91);
    const gaps = closes.slice(1).filter(({ date }, i) => tradingDays(closes[i].date, date).length - 2 > 5);
    expect(gaps).toHaveLength(1);
  });

  it('holds a split of the last year, stated in the units before it', () => {
    const [lot] = held(cast.split).filter(({ quantityAsOf }) => quantityAsOf < cast.splitDate);
    const splits = simulatedActions(cast.split, lot.quantityAsOf, asOf).filter(({ split }) => split !== 1);
    expect(splits.map(({ date, split }) => [date, split])).toEqual([[cast.splitDate, 4]]);
    expect(tradingDays(cast.splitDate, asOf).length).toBeLessThan(252);
    expect(valueUsd(lot, asOf) / 40_000).toBeCloseTo(1, 1);
    expect(lot.entryPrice).toBe(closesUntil(cast.split, lot.entryDate!).at(-1)!.close);
  });

  it('holds two equal lots that are two all the same', () => {
    const [one, other, ...more] = held('OATF.SIM');
    expect(other).toEqual(one);
    expect(more).toEqual([]);
    const texts = lots.map((lot) => JSON.stringify(lot));
    expect(new Set(texts).size).toBe(62);
  });

  it('holds what never moves, what has no sector and what has no market', () => {
    expect(held('HRBC.SIM')).toHaveLength(1);
    const unknown = securities.filter((s) => s.assetClass === 'stock' && s.sector === null);
    expect(unknown.map(({ symbol }) => held(symbol).length)).toEqual([1]);
    const privates = lots.filter(({ assetClass }) => assetClass === 'private');
    expect(privates).toHaveLength(4);
    for (const { priceDate } of privates) {
      // The end of the year before last: before the first of the 252 snapshots that lead up to as-of.
      expect(priceDate).toBe(`${Number(asOf.slice(0, 4)) - 2}-12-31`);
      expect(priceDate! < lastTradingDays(asOf, 252)[0]).toBe(true);
    }
  });

  it('holds options long and short, calls and puts, one of them without a delta', () => {
    const options = lots.filter(({ assetClass }) => assetClass === 'option');
    expect(options).toHaveLength(7);
    expect(options.filter(({ delta }) => delta === null)).toHaveLength(1);
    for (const { delta, optionType, expiry, strike, multiplier, underlying, price } of options) {
      if (delta !== null) expect(optionType === 'call' ? delta > 0 && delta < 1 : delta < 0 && delta > -1).toBe(true);
      // Friday, or the Thursday before a holiday; at least a year away.
      expect(isTradingDay(expiry!)).toBe(true);
      expect(Date.parse(expiry!) - Date.parse(asOf)).toBeGreaterThan(365 * 86_400_000);
      expect(Number.isInteger(strike) && multiplier === 100).toBe(true);
      expect(price!).toBeLessThan(closesUntil(underlying!, asOf).at(-1)!.close);
    }
  });
});

describe('a demonstration', () => {
  it('is a function of the day and names no day after it', () => {
    expect(demonstration(today)).toEqual(demonstration(today));
    for (const { quantityAsOf, entryDate, priceDate } of lotsOf(today))
      for (const day of [quantityAsOf, entryDate, priceDate]) expect(day === null || day <= today).toBe(true);
  });

  it('is there on each of the sessions of a year', () => {
    for (const day of lastTradingDays(today, 252).filter((_, i) => i % 12 === 0)) expect(lotsOf(day)).toHaveLength(63);
  });

  it('is made for trading days on which all its parts can be filled', () => {
    expect(() => demonstration('2026-11-22')).toThrow('demonstration: needs a trading day, got 2026-11-22');
    expect(() => demonstration('2020-01-02')).toThrow('demonstrationCast: needs a day on which there is');
  });
});
