import type { DailyBar } from '../db/bars';
import type { RunSeries } from '../db/runs';
import { type Bars, dayRanges } from '../risk/range-volatility';
import { type RangeEstimator, rollingRangeVolatility } from '../risk/rolling-range-volatility';

/**
 * The volatility of a security over 21 days by what happened within each day, as of each of the last `points` days that
 * have a whole bar. Only days of the exchange (`sessions`) and of the bars lie between neighbours, so that a halt is one.
 */
export function rangeSeries(
  bars: readonly DailyBar[],
  sessions: readonly string[],
  estimator: RangeEstimator,
  points: number,
): Omit<RunSeries, 'name'> {
  const dates = [...new Set([...sessions, ...bars.map(({ date }) => date)])].sort();
  const at = new Map(dates.map((date, i) => [date, i]));
  const column = () => new Float64Array(dates.length).fill(Number.NaN);
  const columns = { open: column(), high: column(), low: column(), close: column(), adjustedClose: column() };
  for (const { date, range, close, adjustedClose } of bars) {
    if (range === null) continue;
    const i = at.get(date)!;
    columns.open[i] = range.open;
    columns.high[i] = range.high;
    columns.low[i] = range.low;
    columns.close[i] = close;
    columns.adjustedClose[i] = adjustedClose;
  }
  const made = rollingRangeVolatility(dayRanges(columns satisfies Bars), estimator, 21, points);
  return {
    dates: Array.from(made.axisIndexes, (index) => dates[index]),
    values: [...made.volatilityAnnual],
  };
}
