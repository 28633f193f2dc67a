import type { RunSeries } from '../db/runs';
import type { DatedCloses } from '../risk/align';
import { dayNumber, isoDate } from '../risk/day';
import { returnsBeside } from '../risk/returns-beside';
import { rollingBeta } from '../risk/rolling-beta';

/** A line with its band, and how many of the stored returns had none of the index beside them. */
export type BetaSeries = Omit<RunSeries, 'name'> & { readonly dropped: number };

type Pairs = { readonly days: Int32Array; readonly asset: Float64Array; readonly market: Float64Array };

function seriesOf({ days, asset, market }: Pairs, window: number, points: number, dropped: number): BetaSeries | null {
  const pairs = { asset, market, to: Int32Array.from(days, (_, i) => i), lastClose: days.length - 1 };
  const made = rollingBeta(pairs, { window, points });
  if (made.status === 'unavailable' || made.value.beta.length === 0) return null;
  const { axisIndexes, beta, low, high } = made.value;
  return {
    dates: Array.from(axisIndexes, (index) => isoDate(days[index])),
    values: [...beta],
    low: [...low],
    high: [...high],
    dropped,
  };
}

/**
 * The rolling beta of a stored day's returns on its own index, by the returns of the index that are stored beside them:
 * the newest point is the beta that is stored with the day. Null with fewer returns than the window.
 */
export function rollingBetaSeries(
  portfolio: RunSeries,
  market: RunSeries,
  window: number,
  points: number,
): BetaSeries | null {
  const onIndex = new Map(market.dates.map((date, i) => [date, market.values[i]]));
  const both = portfolio.dates.flatMap((date, i) => {
    const other = onIndex.get(date);
    return other === undefined ? [] : [{ day: dayNumber(date), asset: portfolio.values[i], market: other }];
  });
  const pairs = {
    days: Int32Array.from(both, ({ day }) => day),
    asset: Float64Array.from(both, ({ asset }) => asset),
    market: Float64Array.from(both, ({ market: value }) => value),
  };
  return seriesOf(pairs, window, points, portfolio.dates.length - both.length);
}

/** The same on another index, by its closes. */
export function rollingBetaAgainst(
  portfolio: RunSeries,
  index: DatedCloses,
  window: number,
  points: number,
): BetaSeries | null {
  const days = Int32Array.from(portfolio.dates, dayNumber);
  const { dropped, ...pairs } = returnsBeside(days, Float64Array.from(portfolio.values), index);
  return seriesOf(pairs, window, points, dropped);
}
