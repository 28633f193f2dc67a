import { describe, expect, it } from 'vitest';
import { bookOf, cash, stock } from '@/test/holdings';
import { seededNormals } from '@/test/seeded-normals';
import { dayNumber } from './day';
import { measured, unavailable } from './estimate';
import { gicsSectors } from './gics-sectors';
import { marketBeta } from './market-beta';
import { type PortfolioEstimates, portfolioEstimates } from './portfolio-estimates';
import { figureOf, portfolioFigure, portfolioMeasureNames } from './portfolio-measures';
import { pairedReturns, simpleReturns } from './returns';
import { sectorBenchmark } from './sector-benchmark';
import { realizedVolatility } from './volatility';

const days = 700;
const axis = Int32Array.from({ length: days }, (_, i) => dayNumber('2019-01-01') + i);
const closesOf = (seed: number) => {
  const moves = seededNormals(seed, days);
  let level = 50;
  return moves.map((move) => {
    level *= 1 + 0.01 * move;
    return level;
  });
};
const columns = [1, 2, 3].map(closesOf);
const holdings = [
  stock('A', 10, columns[1][days - 1], { column: 1, sector: 'Energy' }),
  stock('B', 5, columns[2][days - 1], { column: 2, sector: 'Utilities' }),
  cash(100),
];

const measure = (of: typeof holdings): PortfolioEstimates =>
  portfolioEstimates({
    axis,
    until: days,
    columns,
    market: columns[0],
    holdings: of,
    betas: columns.map((closes) => marketBeta(pairedReturns(closes, columns[0]))),
    volatilities: columns.map((closes) => realizedVolatility(simpleReturns(closes).values, 252)),
    benchmark: sectorBenchmark(
      '2019-01-01',
      'test',
      gicsSectors.map((sector) => ({ sector, weight: 1 / 11 })),
    ),
  }).estimates;

describe('the figures of a portfolio by name', () => {
  it('are each read from where they stand, finite and within their interval', () => {
    expect(bookOf(holdings).positions).toHaveLength(3);
    const estimates = measure(holdings);
    for (const name of portfolioMeasureNames) {
      const figure = portfolioFigure(name, estimates);
      if (figure.status !== 'measured') throw new Error(`${name} is ${figure.reason}`);
      const { value, low, high } = figure.value;
      expect([name, Number.isFinite(value)]).toEqual([name, true]);
      expect([name, low === null || low <= value, high === null || high >= value]).toEqual([name, true, true]);
    }
  });

  it('are the numbers of the estimates themselves', () => {
    const estimates = measure(holdings);
    const { direct90 } = estimates.beta;
    const { concentration } = estimates;
    if (direct90.status !== 'measured' || concentration.status !== 'measured') throw new Error('is measured');
    expect(portfolioFigure('market_beta_direct', estimates)).toEqual({
      status: 'measured',
      value: { value: direct90.value.beta, low: direct90.value.betaLow, high: direct90.value.betaHigh },
    });
    expect(portfolioFigure('hhi', estimates)).toMatchObject({ value: { value: concentration.value.hhi } });
  });

  it('of a realized volatility reach 1.96 standard errors to both sides, and never below zero', () => {
    const of = (volatilityAnnual: number, standardErrorAnnual: number) =>
      figureOf('realized_volatility_21d', measured({ volatilityAnnual, standardErrorAnnual }));
    expect(of(0.25, 0.125)).toEqual(measured({ value: 0.25, low: expect.closeTo(0.005, 15), high: 0.495 }));
    expect(of(0.25, 0.5)).toEqual(measured({ value: 0.25, low: 0, high: 1.23 }));
  });

  it('pass on why they are absent, also where what is around them is', () => {
    const estimates = measure([]);
    for (const name of portfolioMeasureNames)
      expect([name, portfolioFigure(name, estimates)]).toEqual([name, unavailable('no_positions', 0, 1)]);
  });
});
