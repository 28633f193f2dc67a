import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isTradingDay, lastTradingDays, tradingDays } from './calendar';
import type { CorporateAction, DailyBar } from './provider';
import {
  isSimulatedSymbol,
  simulated,
  simulatedActions,
  simulatedBars,
  simulatedSecurities,
  simulatedStart,
} from './simulated';
import { companyDesigns } from './simulated-companies';
import { fundDesigns } from './simulated-funds';
import { newcomers } from './simulated-newcomers';
import { allSimulatedSecurities, simulatedSecurity } from './simulated-securities';
import { canonicalSymbol } from './symbol';

const asOf = '2026-11-20';

type History = { symbol: string; bars: readonly DailyBar[]; actions: readonly CorporateAction[] };

const historyOf = (symbol: string, to = asOf): History => ({
  symbol,
  bars: simulatedBars(symbol, simulatedStart, to),
  actions: simulatedActions(symbol, simulatedStart, to),
});

const market = simulatedSecurities(asOf).map(({ symbol }) => historyOf(symbol));
const index = market[0];

/** The sessions of a history on which trading took place again after more than five had been missed. */
const resumptions = ({ bars }: History): Set<string> =>
  new Set(bars.filter((bar, i) => i > 0 && tradingDays(bars[i - 1].date, bar.date).length > 7).map(({ date }) => date));

/** Returns by date, without those across a halt. */
function returnsOf(history: History): Map<string, number> {
  const resumed = resumptions(history);
  const { bars } = history;
  return new Map(
    bars
      .map((bar, i) => [bar.date, i > 0 ? bar.adjustedClose / bars[i - 1].adjustedClose - 1 : Number.NaN] as const)
      .filter(([date, value]) => !Number.isNaN(value) && !resumed.has(date)),
  );
}

const indexReturns = returnsOf(index);
const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
};
const volatilityAnnual = (values: readonly number[]): number => Math.sqrt(252 * varianceOf(values));

/** Slope on the index, its standard error and the residuals, by the formulas of a textbook. */
function regression(history: History) {
  const pairs = [...returnsOf(history)].map(([date, y]) => ({ date, y, x: indexReturns.get(date)! }));
  const meanX = meanOf(pairs.map(({ x }) => x));
  const meanY = meanOf(pairs.map(({ y }) => y));
  const sxx = pairs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = pairs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / sxx;
  const residuals = pairs.map(({ x, y }) => y - meanY - slope * (x - meanX));
  const standardError = Math.sqrt(
    pairs.reduce((sum, { x }, i) => sum + (x - meanX) ** 2 * residuals[i] ** 2, 0) / sxx ** 2,
  );
  return { slope, standardError, residuals: new Map(pairs.map(({ date }, i) => [date, residuals[i]])) };
}

/** Autocorrelation of the squared values. */
function clustering(values: readonly number[], lag: number): number {
  const squares = values.map((x) => x * x);
  const mean = meanOf(squares);
  const products = squares.slice(lag).map((x, i) => (x - mean) * (squares[i] - mean));
  return products.reduce((sum, x) => sum + x, 0) / squares.reduce((sum, x) => sum + (x - mean) ** 2, 0);
}

describe('a day of the simulated market', () => {
  const symbols = constantFrom(...allSimulatedSecurities.map(({ profile }) => profile.symbol));
  const someDay = integer({ min: 0, max: 2500 }).map((i) =>
    new Date(Date.parse(simulatedStart) + i * 86_400_000).toISOString().slice(0, 10),
  );

  it('is the same in whatever range it is asked for', () => {
    assert(
      property(symbols, someDay, someDay, someDay, (symbol, ...days) => {
        const [from, middle, to] = days.sort();
        const whole = simulatedBars(symbol, from, to);
        const later = new Date(Date.parse(middle) + 86_400_000).toISOString().slice(0, 10);
        expect([...simulatedBars(symbol, from, middle), ...simulatedBars(symbol, later, to)]).toEqual(whole);
        expect([...simulatedActions(symbol, from, middle), ...simulatedActions(symbol, later, to)]).toEqual(
          simulatedActions(symbol, from, to),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('does not change when the market goes on', () => {
    for (const { symbol, bars, actions } of market) {
      const later = historyOf(symbol, '2031-06-30');
      expect(later.bars.slice(0, bars.length)).toEqual(bars);
      expect(later.actions.slice(0, actions.length)).toEqual(actions);
    }
  });

  it('is byte for byte the same under other time zones', async () => {
    const here = JSON.stringify(market.slice(0, 20));
    const zone = process.env.TZ;
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Europe/Berlin']) {
        process.env.TZ = other;
        vi.resetModules();
        const fresh = await import('./simulated');
        const there = fresh
          .simulatedSecurities(asOf)
          .slice(0, 20)
          .map(({ symbol }) => ({
            symbol,
            bars: fresh.simulatedBars(symbol, simulatedStart, asOf),
            actions: fresh.simulatedActions(symbol, simulatedStart, asOf),
          }));
        expect(JSON.stringify(there)).toBe(here);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('lies within the range asked for, and before the start there is none', () => {
    const bars = simulatedBars('SIM500', '2020-03-07', '2020-03-16');
    expect(bars.map(({ date }) => date)).toEqual(tradingDays('2020-03-07', '2020-03-16'));
    expect(simulatedBars('SIM500', '2015-01-01', '2019-01-01')).toEqual([]);
    expect(simulatedBars('SIM500', '2020-03-16', '2020-03-07')).toEqual([]);
  });

  it('exists for simulated symbols and real dates only', () => {
    expect(() => simulatedBars('AAPL', '2020-01-01', '2020-02-01')).toThrow(
      'simulatedBars: needs a simulated symbol, got "AAPL"',
    );
    expect(() => simulatedActions('SIM500', 'then', '2020-02-01')).toThrow(RangeError);
  });
});

describe('prices', () => {
  const inCents = (price: number | null): boolean => price !== null && Math.round(price * 100) / 100 === price;
  const isWhole = (volume: number | null): boolean => volume === null || (Number.isInteger(volume) && volume > 0);

  it('are positive cents with low ≤ open, close ≤ high, on sessions only, oldest first', () => {
    for (const { symbol, bars } of market) {
      const wrong = bars.filter(({ date, open, high, low, close, adjustedClose, volume }, i) => {
        const ordered = low! > 0 && low! <= Math.min(open!, close) && high! >= Math.max(open!, close);
        const later = i === 0 || date > bars[i - 1].date;
        const prices = [open, high, low, close].every(inCents) && adjustedClose > 0;
        return !(ordered && later && prices && isTradingDay(date) && isWhole(volume));
      });
      expect(wrong, symbol).toEqual([]);
    }
  });

  it('exist for every session of a security that is neither young, gone nor halted, at least six years of them', () => {
    const sessions = tradingDays(simulatedStart, asOf);
    expect(sessions.length).toBeGreaterThan(1800);
    for (const { symbol, bars } of market) {
      const { firstDay, lastDay, halts } = simulatedSecurity(symbol)!;
      if (firstDay !== allSimulatedSecurities[0].firstDay || lastDay !== allSimulatedSecurities[0].lastDay) continue;
      if (halts.length === 0) expect(bars.map(({ date }) => date)).toEqual(sessions);
      else expect(bars.length).toBeLessThan(sessions.length - 3 * 13);
    }
  });

  it('move from close to adjusted close by the actions: adjusted × (close before − dividend) = before × close × split', () => {
    for (const { symbol, bars, actions } of market) {
      const byDate = new Map(actions.map((action) => [action.date, action]));
      const wrong = bars.filter((bar, i) => {
        if (i === 0) return bar.adjustedClose !== bar.close;
        const { dividend, split } = byDate.get(bar.date) ?? { dividend: 0, split: 1 };
        const before = bars[i - 1];
        const expected = (before.adjustedClose * bar.close * split) / (before.close - dividend);
        // Both adjusted closes are rounded to eight decimals.
        return !(Math.abs(bar.adjustedClose - expected) < 1e-8 * (1 + (2 * bar.close * split) / before.close));
      });
      expect(wrong, symbol).toEqual([]);
      expect(bars.filter(({ date }) => byDate.has(date))).toHaveLength(actions.length);
    }
  });

  it('never jump so far that it would be taken for a forgotten split', () => {
    for (const history of market)
      expect(
        [...returnsOf(history)].filter(([, value]) => Math.abs(value) > 0.35),
        history.symbol,
      ).toEqual([]);
  });

  it('stay between a dollar and ten thousand for as long as the calendar lasts', () => {
    for (const { profile } of allSimulatedSecurities.filter(({ profile }) => profile.symbol !== 'SIM500')) {
      const bars = simulatedBars(profile.symbol, simulatedStart, '2050-12-30');
      expect(
        bars.filter(({ low, high }) => !(low! >= 1 && high! < 1e4)),
        profile.symbol,
      ).toEqual([]);
    }
  });

  it('of the money market fund never move', () => {
    const { bars } = market.find(({ symbol }) => symbol === 'HRBC.SIM')!;
    const still = { open: 1, high: 1, low: 1, close: 1, adjustedClose: 1, volume: null };
    expect(bars).toEqual(bars.map(({ date }) => ({ date, ...still })));
  });
});

describe('the statistics of the market', () => {
  const values = [...indexReturns.values()];
  const companies = market.filter(({ symbol }) => companyDesigns.some((design) => design.symbol === symbol));

  it('the index has the volatility of a stock market, fat tails and no free lunch', () => {
    expect(volatilityAnnual(values)).toBeGreaterThan(0.15);
    expect(volatilityAnnual(values)).toBeLessThan(0.18);
    const kurtosis = meanOf(values.map((x) => (x - meanOf(values)) ** 4)) / varianceOf(values) ** 2;
    expect(kurtosis).toBeGreaterThan(5);
    const growth = (index.bars.at(-1)!.close / index.bars[0].close) ** (252 / values.length) - 1;
    expect(growth).toBeGreaterThan(0);
    expect(growth).toBeLessThan(0.15);
  });

  it('volatility clusters, a day and a week later, in the index and in companies', () => {
    expect(clustering(values, 1)).toBeGreaterThan(0.15);
    expect(clustering(values, 5)).toBeGreaterThan(0.1);
    const mean = meanOf(companies.map((history) => clustering([...returnsOf(history).values()], 1)));
    expect(mean).toBeGreaterThan(0.05);
  });

  it('volatility rises after falls more than after rises', () => {
    const next = values.slice(1).map((x, i) => ({ square: x * x, before: values[i] }));
    const meanSquare = (days: typeof next) => meanOf(days.map(({ square }) => square));
    expect(meanSquare(next.filter(({ before }) => before < -0.01))).toBeGreaterThan(
      1.3 * meanSquare(next.filter(({ before }) => before > 0.01)),
    );
  });

  it('betas are the designed ones within four robust standard errors, and nobody’s is off by a third', () => {
    for (const history of market) {
      const { beta, ownVolatilityAnnual } = simulatedSecurity(history.symbol)!;
      if (history.bars.length < 252 || ownVolatilityAnnual === 0) continue;
      const { slope, standardError } = regression(history);
      expect(Math.abs(slope - beta), `${history.symbol} ${slope} for ${beta}`).toBeLessThan(4 * standardError);
      if (history.bars.length > 1500) expect(Math.abs(slope - beta)).toBeLessThan(0.33);
    }
  });

  it('companies have volatilities from 15 to 60 percent', () => {
    for (const history of companies) {
      const volatility = volatilityAnnual([...returnsOf(history).values()]);
      expect(volatility > 0.15 && volatility < 0.6, `${history.symbol} ${volatility}`).toBe(true);
    }
  });

  it('companies of a sector move together beyond the market, companies of two sectors do not', () => {
    const residuals = companies.map((history) => ({
      sector: simulatedSecurity(history.symbol)!.profile.sector,
      of: regression(history).residuals,
    }));
    const together: number[] = [];
    const apart: number[] = [];
    for (let i = 0; i < residuals.length; i++)
      for (let j = i + 1; j < residuals.length; j++) {
        const shared = [...residuals[i].of.keys()].filter((date) => residuals[j].of.has(date));
        const x = shared.map((date) => residuals[i].of.get(date)!);
        const y = shared.map((date) => residuals[j].of.get(date)!);
        const correlation =
          meanOf(x.map((value, k) => value * y[k])) /
          Math.sqrt(meanOf(x.map((v) => v * v)) * meanOf(y.map((v) => v * v)));
        (residuals[i].sector === residuals[j].sector ? together : apart).push(correlation);
      }
    expect(meanOf(together)).toBeGreaterThan(0.08);
    expect(Math.abs(meanOf(apart))).toBeLessThan(0.02);
  });

  it('a session has seven tenths of the variance between its opening and its close, and the range of such a path', () => {
    // Parkinson 1980: the mean squared range of a Brownian path is 4·ln 2 times its variance.
    const bars = companies.flatMap(({ bars }) => bars.filter(({ close }) => close > 50));
    const range = meanOf(bars.map(({ high, low }) => Math.log(high! / low!) ** 2)) / (4 * Math.log(2));
    const session = meanOf(bars.map(({ open, close }) => Math.log(close / open!) ** 2));
    const whole = meanOf(companies.flatMap((history) => [...returnsOf(history).values()].map((x) => x * x)));
    expect(session / whole).toBeGreaterThan(0.6);
    expect(session / whole).toBeLessThan(0.8);
    expect(range / session).toBeGreaterThan(0.9);
    expect(range / session).toBeLessThan(1.1);
  });
});

describe('actions', () => {
  it('dividends come as often as designed, near the designed yield, and are not lowered lightly', () => {
    for (const { symbol, bars, actions } of market) {
      const { dividendYield, paymentsPerYear } = simulatedSecurity(symbol)!;
      const paid = actions.filter(({ dividend }) => dividend > 0);
      if (paymentsPerYear === 0) expect(paid).toEqual([]);
      else {
        const years = bars.length / 252;
        expect(Math.abs(paid.length / years - paymentsPerYear), symbol).toBeLessThan(0.5);
        const total = paid.reduce((sum, { dividend, date }) => {
          const before = bars[bars.findIndex((bar) => bar.date === date) - 1];
          return sum + dividend / before.close;
        }, 0);
        expect(total / years / dividendYield, symbol).toBeGreaterThan(0.6);
        expect(total / years / dividendYield, symbol).toBeLessThan(2);
      }
    }
  });

  it('in every twelve months some company splits four for one, and its close falls to about a quarter', () => {
    const splits = market.flatMap(({ symbol, bars, actions }) =>
      actions
        .filter(({ split }) => split !== 1)
        .map(({ date, split }) => {
          const at = bars.findIndex((bar) => bar.date === date);
          return { symbol, date, split, ratio: bars[at].close / bars[at - 1].close };
        }),
    );
    for (const { split, ratio } of splits) {
      expect(split).toBe(4);
      expect(ratio).toBeGreaterThan(0.2);
      expect(ratio).toBeLessThan(0.3);
    }
    for (const day of tradingDays('2020-01-02', asOf)) {
      const yearBefore = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
      expect(
        splits.some(({ date }) => date > yearBefore && date <= day),
        day,
      ).toBe(true);
    }
  });

  it('in every quarter some company is halted for 13 to 15 sessions and trades again', () => {
    const halts = market
      .flatMap((history) => {
        const dates = history.bars.map(({ date }) => date);
        return [...resumptions(history)].map((date) => ({
          date,
          missed: tradingDays(dates[dates.indexOf(date) - 1], date).length - 2,
        }));
      })
      .sort((a, b) => a.date.localeCompare(b.date));
    for (const { missed } of halts) expect(missed >= 13 && missed <= 15).toBe(true);
    expect(halts.length).toBe(31);
    for (let i = 1; i < halts.length; i++)
      expect(tradingDays(halts[i - 1].date, halts[i].date).length).toBeLessThan(70);
  });

  it('every month a company is listed and, two years after its listing, another leaves', () => {
    for (const day of tradingDays('2021-06-01', asOf).filter((_, i) => i % 40 === 0)) {
      const recent = newcomers.filter(({ symbol }) => {
        const first = simulatedBars(symbol, simulatedStart, day)[0]?.date;
        return first !== undefined && tradingDays(first, day).length <= 23;
      });
      expect(recent.length, day).toBeGreaterThanOrEqual(1);
    }
    for (const { symbol, bars } of market.filter(({ symbol }) => newcomers.some((n) => n.symbol === symbol)))
      expect(bars.length, symbol).toBeLessThan(507);
  });
});

describe('the securities', () => {
  const profiles = allSimulatedSecurities.map(({ profile }) => profile);

  it('have symbols of their own that no exchange gives, and invented names of their own', () => {
    expect(new Set(profiles.map(({ symbol }) => symbol)).size).toBe(profiles.length);
    expect(new Set(profiles.map(({ name }) => name)).size).toBe(profiles.length);
    for (const { symbol } of profiles) {
      expect(symbol).toMatch(/^(SIM500|[A-Z]{4}\.SIM)$/);
      expect(canonicalSymbol(symbol)).toBe(symbol);
      expect(isSimulatedSymbol(symbol)).toBe(true);
    }
    expect(isSimulatedSymbol('AAPL')).toBe(false);
  });

  it('are about sixty companies of all eleven sectors on any day, one of no sector, nine funds and an index', () => {
    for (const day of ['2021-06-30', '2024-02-29', asOf, '2030-01-31']) {
      const listed = simulatedSecurities(day);
      const trading = listed.filter(({ symbol }) => simulatedBars(symbol, day, day).length > 0);
      const companies = trading.filter(({ assetClass }) => assetClass === 'stock');
      expect(companies.length).toBeGreaterThanOrEqual(60);
      expect(companies.length).toBeLessThanOrEqual(65);
      expect(new Set(companies.map(({ sector }) => sector)).size).toBe(12);
      expect(companies.filter(({ sector }) => sector === null)).toHaveLength(1);
      expect(listed.filter(({ assetClass }) => assetClass === 'fund')).toHaveLength(fundDesigns.length + 1);
      expect(listed[0]).toMatchObject({ symbol: 'SIM500', assetClass: 'index' });
    }
  });

  it('of a day are those that have traded by then, and those that left are remembered for a year', () => {
    for (const day of [...lastTradingDays(asOf, 60).filter((_, i) => i % 9 === 0), '2019-01-02', '2026-11-22']) {
      for (const { symbol } of simulatedSecurities(day)) {
        const bars = simulatedBars(symbol, simulatedStart, day);
        expect(bars.length, `${symbol} ${day}`).toBeGreaterThan(0);
        expect(tradingDays(bars.at(-1)!.date, day).length).toBeLessThan(256);
      }
    }
    const symbols = new Set(simulatedSecurities(asOf).map(({ symbol }) => symbol));
    for (const { symbol } of newcomers.filter((newcomer) => !symbols.has(newcomer.symbol))) {
      const last = simulatedBars(symbol, simulatedStart, asOf).at(-1);
      if (last) expect(tradingDays(last.date, asOf).length, symbol).toBeGreaterThan(245);
    }
  });
});

describe('the simulated provider', () => {
  it('answers bars and actions of the range, profiles, and null for what it does not simulate', async () => {
    expect(await simulated.dailyBars!('OATF.SIM', '2026-01-02', asOf)).toEqual({
      bars: simulatedBars('OATF.SIM', '2026-01-02', asOf),
      actions: simulatedActions('OATF.SIM', '2026-01-02', asOf),
      rejected: [],
    });
    expect(await simulated.securityProfile!('OATF.SIM')).toEqual({
      symbol: 'OATF.SIM',
      name: 'Oatenfield Foods',
      assetClass: 'stock',
      sector: 'Consumer Staples',
      currency: 'USD',
    });
    expect(await simulated.dailyBars!('AAPL', '2026-01-02', asOf)).toBeNull();
    expect(await simulated.securityProfile!('AAPL')).toBeNull();
  });
});
