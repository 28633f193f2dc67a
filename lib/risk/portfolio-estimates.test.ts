import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, fund, laws, lots, option, privateAsset, stock } from '@/test/holdings';
import { measuredValue } from '@/test/measured-value';
import type { Closes } from './align';
import { dayNumber } from './day';
import type { Estimate } from './estimate';
import { gicsSectors } from './gics-sectors';
import type { Holding } from './holding';
import { marketBeta } from './market-beta';
import { diversificationWindow, type PortfolioEstimates, portfolioEstimates } from './portfolio-estimates';
import { besideMarket, portfolioSeries } from './portfolio-series';
import { pairedReturns, simpleReturns } from './returns';
import { sectorBenchmark } from './sector-benchmark';
import { splitFactor } from './split-factor';
import { stalePrices } from './staleness';
import { valueAtRiskBacktest } from './value-at-risk-backtest';
import { realizedVolatility } from './volatility';

const none = Number.NaN;
const days = 600;
const axis = Int32Array.from({ length: days }, (_, i) => dayNumber('2019-01-01') + i);
const benchmark = sectorBenchmark(
  '2020-06-30',
  'test',
  gicsSectors.map((sector) => ({ sector, weight: 1 / 11 })),
);

/** Closes that wander by a rule, each column by its own, and partly as the market does. */
const wander = (column: number, own: number, shared: number): Closes => {
  let level = 40 + column;
  return Float64Array.from({ length: days }, (_, day) => {
    level *= 1 + own * Math.sin(day * day * (column + 1.3)) + shared * Math.sin(day * day * 0.7);
    return level;
  });
};
const market = wander(20, 0, 0.01);
const columns: readonly Closes[] = Array.from({ length: 10 }, (_, i) =>
  wander(i, 0.004 + 0.001 * i, 0.006 + 0.001 * i),
);

const securitiesOf = (columns: readonly Closes[], market: Closes, until: number) => ({
  betas: columns.map((closes) => marketBeta(pairedReturns(closes, market, until))),
  volatilities: columns.map((closes) => {
    const returns = simpleReturns(closes, until);
    return stalePrices(returns, 0, 1) ?? realizedVolatility(returns.values, diversificationWindow);
  }),
});
const usual = securitiesOf(columns, market, days);

function estimatesOf(
  holdings: readonly Holding[],
  over: { columns?: readonly Closes[]; market?: Closes; until?: number; benchmark?: null } = {},
) {
  const inputs = { axis, until: days, columns, market, benchmark, holdings, ...over };
  const isUsual = inputs.columns === columns && inputs.market === market && inputs.until === days;
  const securities = isUsual ? usual : securitiesOf(inputs.columns, inputs.market, inputs.until);
  return portfolioEstimates({ ...inputs, ...securities });
}

/** What each estimate of the tree came to: `measured`, or its reason. */
function outcomes(estimates: PortfolioEstimates): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string, node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    if ('status' in node) {
      const estimate = node as Estimate<unknown>;
      found[path] = estimate.status === 'measured' ? 'measured' : estimate.reason;
    }
    for (const [key, value] of Object.entries(node))
      visit(key === 'value' && 'status' in node ? path : `${path}.${key}`.replace(/^\./, ''), value);
  };
  visit('', estimates);
  return found;
}

const ofSeries = [
  'beta.direct90',
  'beta.direct252',
  'beta.up',
  'beta.down',
  'series',
  'volatility.realized21d',
  'volatility.realized63d',
  'volatility.realized252d',
  'volatility.forecast',
  'volatility.trend',
  'volatility.percentile',
  'diversificationRatio',
  'trackingError',
  'valueAtRisk95',
  'valueAtRisk99',
  'backtest95',
  'backtest99',
  'drawdown',
];
const all = (paths: readonly string[], outcome: string) => Object.fromEntries(paths.map((path) => [path, outcome]));

/** Numbers of the tree that are none: what no answer may ever hold. */
function strayNumbers(node: unknown, path = ''): string[] {
  if (typeof node === 'number') return Number.isFinite(node) ? [] : [path];
  if (node === undefined) return [path];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => strayNumbers(value, `${path}.${key}`));
}

const energy = (quantity: number, rest = {}) => stock('S1', quantity, 20, { column: 1, sector: 'Energy', ...rest });
const utility = (quantity: number) => stock('S2', quantity, 30, { column: 2, sector: 'Utilities' });

describe('an ordinary book', () => {
  const holdings = [energy(100), utility(50), fund('F', 10, 40, { column: 3 }), cash(500)];

  it('has every estimate', () => {
    const { estimates } = estimatesOf(holdings);
    expect(Object.values(outcomes(estimates)).filter((outcome) => outcome !== 'measured')).toEqual([]);
    expect(outcomes(estimates)).toMatchObject(
      all(['value', 'concentration', 'sectors.active', ...ofSeries], 'measured'),
    );
    expect(estimates.worstDays).toHaveLength(10);
  });

  it('has the same whatever comes after as-of', () => {
    const later = columns.map((closes) => closes.map((close, day) => (day < 550 ? close : close * 7)));
    const before = estimatesOf(holdings, { until: 550 }).estimates;
    expect(
      estimatesOf(holdings, { until: 550, columns: later, market: market.map((c, d) => (d < 550 ? c : 1)) }).estimates,
    ).toEqual(before);
    expect(estimatesOf(holdings).estimates).not.toEqual(before);
  });

  it('has the measures of its own series', () => {
    const { estimates } = estimatesOf(holdings);
    const series = portfolioSeries(bookOf(holdings), columns, { until: days });
    const beside = portfolioSeries(bookOf(holdings), columns, { until: days, calendar: market });
    if (series.status === 'unavailable' || beside.status === 'unavailable') throw new Error('no series');
    const direct = marketBeta(besideMarket(beside.value, market));
    expect(direct.status === 'measured' && direct.value.beta).toBe(
      estimates.beta.direct90.status === 'measured' && estimates.beta.direct90.value.beta,
    );
    expect(estimates.backtest99).toMatchObject({
      value: {
        exceedances: (valueAtRiskBacktest(series.value.values, 0.99) as { value: { exceedances: number } }).value
          .exceedances,
        level: 0.99,
      },
    });
    expect(estimates.valueAtRisk95).toMatchObject({ value: { level: 0.95, observations: 504 } });
    expect(estimates.beta).toMatchObject({
      direct90: { value: { observations: 90, firstDate: '2020-05-24', lastDate: '2020-08-22' } },
      direct252: { value: { observations: 252 } },
      welch: { value: { beta: expect.any(Number), observations: 504 } },
      up: { value: { low: expect.any(Number), high: expect.any(Number), observations: expect.any(Number) } },
    });
    expect(estimates.trackingError).toMatchObject({
      value: { trackingErrorAnnual: expect.any(Number), observations: 252 },
    });
    expect(estimates.series).toMatchObject({
      value: { observations: 599, firstDate: '2019-01-01', lastDate: '2020-08-22', excluded: [], uncoveredShare: 0 },
    });
  });
});

describe('the series beside the index', () => {
  const holdings = [
    stock('A', 10, columns[0][days - 1], { column: 0 }),
    stock('B', 5, columns[1][days - 1], { column: 1 }),
  ];

  it('is the book’s own where the index has each day, and lacks those that the index lacks', () => {
    const whole = estimatesOf(holdings);
    expect(whole.seriesWithMarket).toBe(whole.series);
    for (const day of [0, 300, days - 1]) {
      const { series, seriesWithMarket } = estimatesOf(holdings, { market: market.with(day, none) });
      const [own, beside] = [measuredValue(series), measuredValue(seriesWithMarket)];
      expect(own.values.length).toBe(days - 1);
      expect([...beside.to]).not.toContain(day);
      expect(beside.values.length).toBe(days - 2);
    }
    // A gap after as-of is nobody's.
    const known = estimatesOf(holdings, { until: 500, market: market.with(500, none) });
    expect(known.seriesWithMarket).toBe(known.series);
  });

  it('is refused where the index lies on another axis', () => {
    for (const other of [market.slice(1), Float64Array.of(...market, 1)])
      expect(() =>
        portfolioEstimates({ axis, until: days - 1, columns, market: other, benchmark, holdings, ...usual }),
      ).toThrow(RangeError);
  });
});

describe('a degenerate book', () => {
  it('of nothing: no positions, everywhere', () => {
    const { estimates } = estimatesOf([]);
    expect(new Set(Object.values(outcomes(estimates)))).toEqual(new Set(['no_positions']));
    expect(estimates.worstDays).toEqual([]);
  });

  it('that is all short: on gross, with the beta of what it is short of, negative', () => {
    const { estimates } = estimatesOf([energy(-10)]);
    const own = estimatesOf([energy(10)]).estimates;
    expect(estimates.value).toMatchObject({ value: { equity: -200, gross: 200, net: -200, basis: 'gross' } });
    const beta = (of: PortfolioEstimates) =>
      of.beta.weighted.status === 'measured' ? of.beta.weighted.value.beta : none;
    expect(beta(estimates)).toBe(-beta(own));
    expect(beta(estimates)).toBeLessThan(0);
    expect(outcomes(estimates)).toMatchObject({
      ...all(ofSeries, 'measured'),
      'concentration.net': 'zero_equity',
      'sectors.active': 'zero_equity',
      'sectors.stockActive': 'zero_equity',
    });
  });

  it('without equity: on gross, without active weights', () => {
    for (const money of [-200, -900]) {
      const { estimates } = estimatesOf([energy(10), cash(money)]);
      expect(estimates.value).toMatchObject({ value: { equity: 200 + money, basis: 'gross' } });
      expect(outcomes(estimates)).toMatchObject({
        ...all(ofSeries, 'measured'),
        'concentration.net': 'zero_equity',
        'sectors.active': 'zero_equity',
        'sectors.stockActive': 'measured',
      });
    }
  });

  it('that nets to nothing: zero equity, everywhere', () => {
    const { estimates } = estimatesOf([energy(5, { id: '1' }), energy(-5, { id: '2' })]);
    expect(new Set(Object.values(outcomes(estimates)))).toEqual(new Set(['zero_equity']));
  });

  it('of cash alone: one position that nothing can be regressed or ranked of', () => {
    const { estimates } = estimatesOf([cash(1000)]);
    expect(outcomes(estimates)).toEqual({
      ...all([...ofSeries, 'beta.weighted', 'beta.welch', 'volatility.har'], 'no_positions'),
      ...all(['value', 'concentration', 'concentration.net', 'sectors'], 'measured'),
      'sectors.active': 'no_sector',
      'sectors.stockActive': 'no_positions',
    });
    expect(estimates.concentration).toMatchObject({ value: { hhi: 10_000, effectivePositions: 1 } });
    expect(estimates.sectors).toMatchObject({ value: { rows: { Cash: { net: 1 } }, total: { net: 1 } } });
  });

  it('of one position without cash: its own beta, HHI 10,000, one effective position, ratio 1', () => {
    const { estimates } = estimatesOf([energy(17)]);
    const own = marketBeta(pairedReturns(columns[1], market));
    if (own.status === 'unavailable') throw new Error(own.reason);
    expect(estimates.beta.weighted).toMatchObject({ value: { beta: own.value.beta, coverage: 1, observations: 90 } });
    expect(estimates.beta.direct90).toMatchObject({ value: { beta: own.value.beta, rSquared: own.value.rSquared } });
    expect(estimates.concentration).toMatchObject({ value: { hhi: 10_000, effectivePositions: 1, top3: 1 } });
    expect(estimates.diversificationRatio).toMatchObject({ value: { ratio: expect.closeTo(1, 13) } });
  });

  it('of private assets alone', () => {
    expect(outcomes(estimatesOf([privateAsset('P', 3, 100)]).estimates)).toMatchObject({
      ...all([...ofSeries, 'beta.weighted'], 'private_asset'),
      ...all(['value', 'concentration', 'sectors'], 'measured'),
      'sectors.active': 'no_sector',
    });
  });

  it('of options alone: a beta by their delta, never a series', () => {
    const written = (delta: number | null) => estimatesOf([option('S1 C', -2, { column: 1, delta })]).estimates;
    expect(outcomes(written(null))).toMatchObject({ ...all(ofSeries, 'no_prices'), 'beta.weighted': 'no_delta' });
    expect(outcomes(written(0.4))).toMatchObject({ ...all(ofSeries, 'no_prices'), 'beta.weighted': 'measured' });
  });

  it('without a price for anything', () => {
    const { estimates } = estimatesOf([energy(5, { price: null }), privateAsset('P', 1, null)]);
    expect(new Set(Object.values(outcomes(estimates)))).toEqual(new Set(['no_prices']));
  });

  it('with one lot nobody can value: the rest is measured, the lot named', () => {
    const { estimates } = estimatesOf([energy(5), stock('X', 1, null, { column: 4 })]);
    expect(estimates.value).toMatchObject({ value: { equity: 100, unvalued: [{ symbol: 'X', reason: 'no_prices' }] } });
    expect(outcomes(estimates)).toMatchObject(all(ofSeries, 'measured'));
  });

  it('of a constant price: flat, not calm', () => {
    const flat = [new Float64Array(days), new Float64Array(days).fill(20)];
    flat[0].fill(9);
    expect(outcomes(estimatesOf([energy(5)], { columns: flat }).estimates)).toMatchObject({
      'beta.weighted': 'flat_asset',
      'beta.direct90': 'flat_asset',
      'volatility.realized21d': 'flat_asset',
      diversificationRatio: 'flat_asset',
      trackingError: 'flat_asset',
      valueAtRisk95: 'flat_asset',
      backtest95: 'flat_asset',
      drawdown: 'measured',
    });
  });

  it('of one day of history', () => {
    const listed = columns.map((closes) => closes.map((close, day) => (day < days - 1 ? none : close)));
    expect(outcomes(estimatesOf([energy(5)], { columns: listed }).estimates)).toMatchObject({
      ...all(ofSeries, 'short_history'),
      series: 'measured',
      'beta.weighted': 'short_history',
    });
  });

  it('whose only stock has been halted for a month: stale, not as calm as it was', () => {
    const halted = columns.map((closes) => closes.map((close, day) => (day < days - 21 ? close : none)));
    const { estimates } = estimatesOf([energy(5)], { columns: halted });
    expect(outcomes(estimates)).toMatchObject({
      ...all(ofSeries, 'stale_prices'),
      series: 'measured',
      'beta.weighted': 'stale_prices',
    });
    expect(estimates.worstDays).toEqual([]);
  });

  it('of which a tenth has been halted for a month: measured on the rest', () => {
    const halted = columns.map((closes, i) => closes.map((close, day) => (i === 2 && day >= days - 21 ? none : close)));
    const { estimates } = estimatesOf([energy(135), utility(10)], { columns: halted });
    expect(outcomes(estimates)).toMatchObject(all(ofSeries, 'measured'));
    expect(estimates.series).toMatchObject({ value: { lowestCoverage: 0.9, daysDropped: 0 } });
    expect(estimates.beta.weighted).toMatchObject({
      value: { coverage: expect.closeTo(0.9, 14), excluded: [{ symbol: 'S2', reason: 'stale_prices', share: 0.1 }] },
    });
  });

  it('without an index: volatility is there, betas are not', () => {
    const { estimates } = estimatesOf([energy(5)], { market: new Float64Array(days).fill(none) });
    expect(outcomes(estimates)).toMatchObject({
      'beta.direct90': 'no_prices',
      'beta.weighted': 'no_prices',
      trackingError: 'no_prices',
      'volatility.realized21d': 'measured',
      valueAtRisk99: 'measured',
    });
  });

  it('against an index that stands still', () => {
    expect(outcomes(estimatesOf([energy(5)], { market: new Float64Array(days).fill(7) }).estimates)).toMatchObject({
      'beta.direct90': 'flat_market',
      'beta.weighted': 'flat_market',
      trackingError: 'flat_market',
      'volatility.realized21d': 'measured',
    });
  });

  it('without benchmark weights', () => {
    expect(outcomes(estimatesOf([energy(5)], { benchmark: null }).estimates)).toMatchObject({
      sectors: 'measured',
      'sectors.active': 'no_benchmark_weights',
      'sectors.stockActive': 'no_benchmark_weights',
    });
  });

  it('on the day of a split: a lot restated by it, at the price after it, is what it was before', () => {
    // Twenty for one on the last day; the adjusted closes, which the returns are taken from, do not show it.
    const splits = [{ date: '2020-08-22', ratio: 20 }];
    const after = estimatesOf([
      energy(100 * splitFactor(splits, '2020-08-21', '2020-08-22'), { price: 1 }),
      utility(5),
    ]);
    const before = estimatesOf([energy(100 * splitFactor(splits, '2020-08-21', '2020-08-21')), utility(5)]);
    expect(after.estimates).toEqual(before.estimates);
    // Stated after the split and asked for before it, the same the other way round.
    expect(splitFactor(splits, '2020-08-22', '2020-08-21')).toBe(1 / 20);
  });

  it('long and short in one stock: what is left of it, the lots merged before anything else', () => {
    const lotsOf = [energy(100, { id: '1' }), energy(-40, { id: '2' }), utility(10)];
    const { estimates } = estimatesOf(lotsOf);
    expect(estimates.concentration).toEqual(estimatesOf([energy(60), utility(10)]).estimates.concentration);
    expect(estimates.beta.weighted).toEqual(estimatesOf([energy(60), utility(10)]).estimates.beta.weighted);
  });

  it('of a young listing alone: what its few days allow, and for each of the rest what it had and needs', () => {
    const young = columns.map((closes) => closes.map((close, day) => (day < days - 40 ? none : close)));
    const { estimates } = estimatesOf([energy(5)], { columns: young });
    expect(outcomes(estimates)).toMatchObject({
      'volatility.realized21d': 'measured',
      'volatility.realized63d': 'short_history',
      'volatility.forecast': 'short_history',
      'volatility.trend': 'short_history',
      'volatility.percentile': 'short_history',
      'beta.direct90': 'measured',
      'beta.weighted': 'measured',
    });
    expect(estimates.volatility.realized63d).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 39,
      required: 63,
    });
    expect(estimates.beta.direct90).toMatchObject({ value: { observations: 39 } });
  });

  it('of which the price is beyond the doubles: not finite, and no number that is none', () => {
    const wild = columns.map((closes) =>
      closes.map((close, day) => (day === days - 5 ? 1e308 : day === days - 4 ? 1e-308 : close)),
    );
    const { estimates } = estimatesOf([energy(5)], { columns: wild });
    expect(strayNumbers(estimates)).toEqual([]);
    expect(outcomes(estimates)).toMatchObject({
      'volatility.realized21d': 'not_finite',
      'beta.direct90': 'not_finite',
    });
  });

  it('of 10,000 lots is that of their sums', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => energy(0.25, { id: `${i}` }));
    expect(estimatesOf([...many, utility(10)]).estimates).toEqual(estimatesOf([energy(2500), utility(10)]).estimates);
  });

  it('on three times its equity moves three times as far', () => {
    const plain = estimatesOf([energy(10)]).estimates;
    const leveraged = estimatesOf([energy(30), cash(-400)]).estimates;
    const volatility = (of: PortfolioEstimates) =>
      of.volatility.realized63d.status === 'measured' ? of.volatility.realized63d.value.volatilityAnnual : none;
    expect(volatility(leveraged)).toBeCloseTo(3 * volatility(plain), 12);
    expect(leveraged.value).toMatchObject({ value: { equity: 200, gross: 1000 } });
  });
});

describe('laws of every book', () => {
  const without = (holdings: readonly Holding[]) => estimatesOf(holdings).estimates;

  it('no answer ever holds a number that is none', () => {
    fc.assert(
      fc.property(lots, (holdings) => {
        expect(strayNumbers(without(holdings))).toEqual([]);
      }),
      laws,
    );
  }, 60_000);

  it('the order of lots does not matter, to the last bit', () => {
    const pair = lots.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    );
    fc.assert(
      fc.property(pair, ([holdings, shuffled]) => {
        expect(JSON.stringify(without(shuffled))).toBe(JSON.stringify(without(holdings)));
      }),
      laws,
    );
  }, 60_000);

  it('one long position without cash: its beta, HHI 10,000, N = 1, all of equity in its row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        (column, quantity) => {
          const own = usual.betas[column];
          const found = without([stock('A', quantity, 31.4, { column, sector: gicsSectors[column] })]);
          expect(found.beta.weighted).toMatchObject({ value: { beta: own.status === 'measured' && own.value.beta } });
          expect(found.concentration).toMatchObject({ value: { hhi: 10_000, effectivePositions: 1 } });
          expect(found.sectors).toMatchObject({ value: { rows: { [gicsSectors[column]]: { net: 1 } } } });
        },
      ),
      laws,
    );
  }, 60_000);
});
