import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, laws, stock } from '@/test/holdings';
import * as witnessed from '@/test/witnessed-portfolio';
import type { Closes } from './align';
import { portfolioSeries } from './portfolio-series';
import type { PositionWeights } from './position-weights';
import { contributionWindow, volatilityContributions } from './risk-contribution';
import { realizedVolatility } from './volatility';

const none = Number.NaN;

function seriesOf(book: PositionWeights, columns: readonly Closes[]) {
  const found = portfolioSeries(book, columns, { until: columns[0].length });
  if (found.status === 'unavailable') throw new Error(found.reason);
  return found.value;
}

/** Closes that go up and down by turns, by `step`. */
const zigzag = (days: number, step: number) =>
  Float64Array.from({ length: days }, (_, day) => 100 * (1 + (day % 2) * step));

function valueIn<T>(estimate: { status: 'measured'; value: T } | { status: 'unavailable'; reason: string }): T {
  if (estimate.status === 'unavailable') throw new Error(estimate.reason);
  return estimate.value;
}

describe('contributions to volatility', () => {
  it('of positions that move as one are as their weights, and share as they do', () => {
    const book = bookOf([stock('A', 3, 10, { column: 0 }), stock('B', 1, 10, { column: 1 })]);
    const found = valueIn(volatilityContributions(seriesOf(book, [zigzag(300, 0.02), zigzag(300, 0.02)])));
    expect(found.positions.map(({ symbol, weight, share }) => [symbol, weight, Number(share.toFixed(12))])).toEqual([
      ['A', 0.75, 0.75],
      ['B', 0.25, 0.25],
    ]);
    expect(found.positions[0].marginal).toBeCloseTo(found.total, 14);
    expect(found).toMatchObject({ observations: 252, first: 299 - 252, last: 298 });
  });

  it('of a hedge are negative: it takes risk away', () => {
    const book = bookOf([stock('A', 3, 10, { column: 0 }), stock('H', -1, 10, { column: 1 })]);
    const { positions, total } = valueIn(
      volatilityContributions(seriesOf(book, [zigzag(300, 0.02), zigzag(300, 0.02)])),
    );
    // Weights 1.5 and −0.5 of the same returns.
    expect(positions.map(({ share }) => Number(share.toFixed(12)))).toEqual([1.5, -0.5]);
    expect(positions.map(({ component }) => component).reduce((a, b) => a + b)).toBeCloseTo(total, 14);
  });

  it('are over the last 252 returns, fewer from 63 on', () => {
    expect(contributionWindow).toEqual({ window: 252, minimum: 63 });
    const book = bookOf([stock('A', 1, 10)]);
    expect(volatilityContributions(seriesOf(book, [zigzag(63, 0.01)]))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 62,
      required: 63,
    });
    expect(valueIn(volatilityContributions(seriesOf(book, [zigzag(64, 0.01)])))).toMatchObject({
      observations: 63,
      first: 0,
      last: 62,
    });
  });

  it('do not see what lies before their window', () => {
    const book = bookOf([stock('A', 1, 10)]);
    const calm = zigzag(253, 0.01);
    const wild = Float64Array.from([1, 900, 3, ...calm]);
    const { first: _, last: __, ...before } = valueIn(volatilityContributions(seriesOf(book, [calm])));
    expect(valueIn(volatilityContributions(seriesOf(book, [wild])))).toMatchObject(before);
  });

  it('are unavailable of a book that does not move, is stale or left the doubles', () => {
    const book = bookOf([stock('A', 1, 10)]);
    const of = (closes: Closes) => volatilityContributions(seriesOf(book, [closes]));
    const flat = new Float64Array(100).fill(7);
    expect(of(flat)).toEqual({ status: 'unavailable', reason: 'flat_asset', observations: 99, required: 63 });
    const stale = Float64Array.from([...zigzag(100, 0.01), ...Array(6).fill(none)]);
    expect(of(stale)).toEqual({ status: 'unavailable', reason: 'stale_prices', observations: 99, required: 63 });
    const huge = Float64Array.from({ length: 100 }, (_, day) => (day % 2 ? 1e200 : 1e-5));
    expect(of(huge)).toEqual({ status: 'unavailable', reason: 'not_finite', observations: 99, required: 63 });
  });

  it('say on how many days a position had a return of its own', () => {
    const young = Float64Array.from({ length: 300 }, (_, day) => (day < 200 ? none : zigzag(300, 0.03)[day]));
    const book = bookOf([stock('A', 9, 10, { column: 0 }), stock('Y', 1, 10, { column: 1 })]);
    const { positions } = valueIn(volatilityContributions(seriesOf(book, [zigzag(300, 0.02), young])));
    expect(positions.map(({ observations }) => observations)).toEqual([252, 99]);
  });
});

describe('the law of contributions', () => {
  const returns = fc.array(fc.double({ min: -0.08, max: 0.09, noNaN: true }), { minLength: 100, maxLength: 100 });
  const holes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 100, maxLength: 100 });
  const walk = (steps: readonly number[], dice?: readonly number[]) => {
    let level = 50;
    return Float64Array.from(steps, (step) => (level *= 1 + step)).map((close, i) => (dice?.[i] === 0 ? none : close));
  };
  const sumOf = (positions: readonly { component: number }[]) =>
    positions.reduce((sum, { component }) => sum + component, 0);

  it('they sum to the total, which is the measure of the series itself, also where coverage is partial', () => {
    fc.assert(
      fc.property(
        fc.tuple(returns, returns, returns),
        fc.tuple(holes, holes, holes),
        fc.integer({ min: -500, max: 1500 }),
        (steps, dice, money) => {
          const columns = steps.map((one, i) => walk(one, dice[i]));
          const book = bookOf([
            stock('A', 70, 10, { column: 0 }),
            stock('B', 15, 10, { column: 1 }),
            stock('C', -15, 10, { column: 2 }),
            cash(money),
          ]);
          const series = seriesOf(book, columns);
          const size = (positions: readonly { component: number }[]) =>
            positions.reduce((sum, { component }) => sum + Math.abs(component), 0);
          const volatility = volatilityContributions(series);
          if (volatility.status === 'measured') {
            const { positions, total, observations } = volatility.value;
            expect(Math.abs(sumOf(positions) - total)).toBeLessThan(1e-12 * size(positions));
            expect(positions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
            const own = valueIn(realizedVolatility(series.values, observations));
            expect(total).toBeCloseTo(own.volatilityAnnual, 12);
          }
        },
      ),
      laws,
    );
  });
});

describe('contributions in a book with gaps', () => {
  const { book, columns, expected } = witnessed;

  it('are those of mpmath (fixtures/portfolio.py)', () => {
    const found = valueIn(volatilityContributions(seriesOf(book, columns)));
    expect(found.total).toBeCloseTo(expected.volatility, 14);
    expect(found.positions).toHaveLength(5);
    for (const { symbol, marginal, observations, weight, component } of found.positions) {
      const key = symbol as keyof typeof expected.volatilityMarginals;
      expect(marginal).toBeCloseTo(expected.volatilityMarginals[key], 13);
      expect(observations).toBe(expected.observations[key]);
      expect(weight).toBeCloseTo(expected.weights[key], 14);
      expect(component).toBe(weight * marginal);
    }
  });
});
