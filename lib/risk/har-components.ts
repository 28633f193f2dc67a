import { rollingMean } from './rolling-mean';
import { scratch } from './scratch';

/** How many days the three components look back: a day, a week, a month. */
export const harLags = { daily: 1, weekly: 5, monthly: 21 } as const;

const weekShare = 1 / harLags.weekly;
const squaresRoom = scratch(Float64Array);

/** Volatilities a day (not annualised), one element a day on which all three exist: element k is as of return k + 20. */
export type HarComponents = {
  readonly daily: Float64Array;
  readonly weekly: Float64Array;
  readonly monthly: Float64Array;
};

/** Where the three columns are written: room for so many days. */
export type HarRooms = Readonly<Record<keyof HarComponents, (days: number) => Float64Array>>;

const newColumn = (days: number) => new Float64Array(days);
const ownColumns: HarRooms = { daily: newColumn, weekly: newColumn, monthly: newColumn };

/**
 * What the HAR regression looks at: the root of the mean squared return of the last day, week and month,
 *
 *   d = |rₜ|,  w = √mean(r²ₜ₋₄ … r²ₜ),  m = √mean(r²ₜ₋₂₀ … r²ₜ).
 *
 * m of 21 days later is also what the regression is about: the volatility realised over those 21 days.
 * `returns` are daily fractions, oldest first; fewer than 21 give empty columns. `rooms` are where the columns are
 * written, by default ones of their own.
 */
export function harComponents(returns: Float64Array, rooms: HarRooms = ownColumns): HarComponents {
  const squares = squaresRoom(returns.length).subarray(0, returns.length);
  for (let i = 0; i < returns.length; i++) squares[i] = returns[i] * returns[i];
  const count = Math.max(0, returns.length - harLags.monthly + 1);
  const daily = rooms.daily(count).subarray(0, count);
  const weekly = rooms.weekly(count).subarray(0, count);
  const monthly = rollingMean(squares, harLags.monthly, rooms.monthly(count).subarray(0, count));
  const oldest = harLags.monthly - harLags.weekly;
  let fifth = squares[oldest];
  let fourth = squares[oldest + 1];
  let third = squares[oldest + 2];
  let second = squares[oldest + 3];
  for (let k = 0; k < count; k++) {
    const last = k + harLags.monthly - 1;
    const newest = squares[last];
    daily[k] = Math.abs(returns[last]);
    weekly[k] = Math.sqrt((fifth + fourth + third + second + newest) * weekShare);
    monthly[k] = Math.sqrt(monthly[k]);
    fifth = fourth;
    fourth = third;
    third = second;
    second = newest;
  }
  return { daily, weekly, monthly };
}
