import type { Axis } from './align';
import { type Drawdown, maxDrawdown, type WorstDay, worstDays } from './drawdown';
import { andThen, type Estimate, mapped } from './estimate';
import type { PortfolioSeries } from './portfolio-series';
import { type ValueAtRisk, valueAtRisk } from './value-at-risk';
import { type ValueAtRiskBacktest, valueAtRiskBacktest } from './value-at-risk-backtest';
import { type DatedWindow, datedWindow } from './volatility-estimates';

/** A measure over the returns from one to another, with the dates of them in place of their numbers. */
type Dated<Measure> = Omit<Measure, 'first' | 'last'> & DatedWindow;

/** What the current holdings would have lost. */
export type PortfolioLosses = {
  readonly valueAtRisk95: Estimate<Dated<ValueAtRisk>>;
  readonly valueAtRisk99: Estimate<Dated<ValueAtRisk>>;
  readonly backtest95: Estimate<Dated<ValueAtRiskBacktest>>;
  readonly backtest99: Estimate<Dated<ValueAtRiskBacktest>>;
  readonly drawdown: Estimate<Drawdown>;
  readonly worstDays: readonly WorstDay[];
};

const worstDaysShown = 10;

/**
 * The losses of a portfolio's series, each by its own page of this folder. `axis` dates them. Where there is no series
 * there are no worst days either.
 */
export function portfolioLosses(series: Estimate<PortfolioSeries>, axis: Axis): PortfolioLosses {
  const dated = <Measure extends { readonly first: number; readonly last: number }>(
    measure: (returns: Float64Array, level: number) => Estimate<Measure>,
    level: number,
  ): Estimate<Dated<Measure>> =>
    andThen(series, (one) =>
      mapped(measure(one.values, level), ({ first, last, ...rest }) => ({
        ...rest,
        ...datedWindow(one, axis, first, last),
      })),
    );
  return {
    valueAtRisk95: dated(valueAtRisk, 0.95),
    valueAtRisk99: dated(valueAtRisk, 0.99),
    backtest95: dated(valueAtRiskBacktest, 0.95),
    backtest99: dated(valueAtRiskBacktest, 0.99),
    drawdown: andThen(series, (one) => maxDrawdown(one, axis)),
    worstDays: series.status === 'measured' ? worstDays(series.value, axis, worstDaysShown) : [],
  };
}
