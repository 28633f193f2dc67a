import {
  compactMoney,
  decimal,
  interval,
  money,
  percent,
  percentInterval,
  signedDecimal,
  signedPoints,
} from '@/lib/format';
import type { MeasureUnit, PortfolioMeasureName } from '@/lib/risk/portfolio-measures';
import { percentTick, tickDigits } from '../charts/tick-digits';

/** What each figure is called, by group, in the order in which they are offered. */
export const measureGroups: readonly {
  readonly group: string;
  readonly measures: readonly (readonly [PortfolioMeasureName, string])[];
}[] = [
  {
    group: 'Beta',
    measures: [
      ['market_beta_direct', 'Market beta, 90 days'],
      ['market_beta_direct_252d', 'Market beta, 252 days'],
      ['market_beta_weighted', 'Beta by positions'],
      ['market_beta_welch', 'Welch beta'],
      ['market_beta_r_squared', 'R² of the market beta'],
    ],
  },
  {
    group: 'Volatility',
    measures: [
      ['realized_volatility_21d', 'Realized volatility, 21 days'],
      ['realized_volatility_63d', 'Realized volatility, 63 days'],
      ['expected_volatility_21d', 'Expected volatility, 21 days'],
      ['volatility_percentile', 'Volatility percentile'],
      ['volatility_trend_z', 'Volatility trend, z'],
      ['tracking_error', 'Tracking error'],
    ],
  },
  {
    group: 'Losses',
    measures: [
      ['value_at_risk_95', 'Value at risk, 95 %, a day'],
      ['expected_shortfall_95', 'Expected shortfall, 95 %, a day'],
      ['value_at_risk_99', 'Value at risk, 99 %, a day'],
      ['expected_shortfall_99', 'Expected shortfall, 99 %, a day'],
      ['max_drawdown', 'Maximum drawdown'],
    ],
  },
  {
    group: 'Concentration and sectors',
    measures: [
      ['hhi', 'HHI, 0–10,000'],
      ['effective_num_positions', 'Effective positions'],
      ['top_3_concentration', 'Largest 3'],
      ['top_10_concentration', 'Largest 10'],
      ['diversification_ratio', 'Diversification ratio'],
      ['active_share', 'Active share by sectors'],
    ],
  },
  {
    group: 'Value',
    measures: [
      ['equity_value', 'Equity'],
      ['gross_value', 'Gross value'],
    ],
  },
];

const labels = new Map(measureGroups.flatMap(({ measures }) => measures));

export const measureLabel = (name: PortfolioMeasureName): string => labels.get(name)!;

/** What the interval or band of a figure is; none where it has none. */
export const bandLabels: Partial<Record<PortfolioMeasureName, string>> = {
  market_beta_direct: '95 % interval',
  market_beta_direct_252d: '95 % interval',
  realized_volatility_21d: '95 % interval',
  realized_volatility_63d: '95 % interval',
  expected_volatility_21d: '90 % band',
};

/** How figures of a unit are read: alone, on an axis, as an interval, as a difference of two. */
export type MeasureWords = {
  readonly value: (value: number) => string;
  readonly tick: (value: number, ticks: readonly number[]) => string;
  readonly band: (low: number, high: number) => string;
  readonly difference: (difference: number) => string;
};

/** @param plainDigits of plain numbers, where the usual two say too little. */
export function measureWords(unit: MeasureUnit, currency: string, plainDigits = 2): MeasureWords {
  if (unit === 'fraction')
    return {
      value: (value) => percent(value),
      tick: percentTick,
      band: (low, high) => `(${percentInterval(low, high)})`,
      difference: (value) => signedPoints(value, 2),
    };
  if (unit === 'money')
    return {
      value: (value) => money(value, currency, 0),
      tick: (value) => compactMoney(value, currency),
      band: (low, high) => `${money(low, currency, 0)} to ${money(high, currency, 0)}`,
      difference: (value) => `${value > 0 ? '+' : ''}${money(value, currency, 0)}`,
    };
  const digits = unit === 'index' ? 0 : plainDigits;
  return {
    value: (value) => decimal(value, digits),
    tick: (value, ticks) => decimal(value, tickDigits(ticks, unit === 'index' ? 0 : 1, 3)),
    band: (low, high) => interval(low, high, digits),
    difference: (value) => signedDecimal(value, unit === 'index' ? 1 : 3),
  };
}
