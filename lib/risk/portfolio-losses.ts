import type { Axis } from './align';
import { type Drawdown, maxDrawdown, type WorstDay, worstDays } from './drawdown';
import { andThen, type Estimate, mapped } from './estimate';
import type { PortfolioSeries } from './portfolio-series';
import { type ValueAtRisk, valueAtRisk } from './value-at-risk';
import { type ValueAtRiskBacktest, valueAtRiskBacktest } from './value-at-risk-backtest';

/** What the current holdings would have lost. */
export type PortfolioLosses = {
  readonly valueAtRisk95: Estimate<Omit<ValueAtRisk, 'first' | 'last'>>;
  readonly valueAtRisk99: Estimate<Omit<ValueAtRisk, 'first' | 'last'>>;
  readonly backtest95: Estimate<Omit<ValueAtRiskBacktest, 'first' | 'last'>>;
  readonly backtest99: Estimate<Omit<ValueAtRiskBacktest, 'first' | 'last'>>;
  readonly drawdown: Estimate<Drawdown>;
  readonly worstDays: readonly WorstDay[];
};

const worstDaysShown = 10;

/**
 * The losses of a portfolio's series, each by its own page of this folder. `axis` dates them. Where there is no series
 * there are no worst days either.
 */
export function portfolioLosses(series: Estimate<PortfolioSeries>, axis: Axis): PortfolioLosses {
  const lossAt = (level: number) =>
    andThen(series, (one) => mapped(valueAtRisk(one.values, level), ({ first, last, ...loss }) => loss));
  const backtestAt = (level: number) =>
    andThen(series, (one) => mapped(valueAtRiskBacktest(one.values, level), ({ first, last, ...test }) => test));
  return {
    valueAtRisk95: lossAt(0.95),
    valueAtRisk99: lossAt(0.99),
    backtest95: backtestAt(0.95),
    backtest99: backtestAt(0.99),
    drawdown: andThen(series, (one) => maxDrawdown(one, axis)),
    worstDays: series.status === 'measured' ? worstDays(series.value, axis, worstDaysShown) : [],
  };
}
