/** How many days the three components look back: a day, a week, a month. */
export const harLags = { daily: 1, weekly: 5, monthly: 21 } as const;

const month = harLags.monthly;
const weekShare = 1 / harLags.weekly;
const monthShare = 1 / harLags.monthly;
/** Sums of squares from the first days of months up to the return that they share. */
const older = new Float64Array(month);

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
  const count = Math.max(0, returns.length - harLags.monthly + 1);
  const daily = rooms.daily(count).subarray(0, count);
  const weekly = rooms.weekly(count).subarray(0, count);
  const monthly = rooms.monthly(count).subarray(0, count);
  for (let start = 0; start < count; start += month) {
    growOlder(returns, start);
    joinNewer(returns, start, Math.min(count, start + month), daily, weekly, monthly);
  }
  return { daily, weekly, monthly };
}

/**
 * The months that begin on start … start + 20 all hold the return start + 20: the sums of squares from the first day of
 * each up to there. What comes after is added by `joinNewer`, so that nothing is ever subtracted (`rollingMean`).
 */
function growOlder(returns: Float64Array, start: number): void {
  let sum = 0;
  for (let age = month - 1; age >= 0; age--) {
    const value = returns[start + age];
    sum += value * value;
    older[age] = sum;
  }
}

/** Writes the components of the months that begin on start … end − 1; the week is five squares that move up. */
function joinNewer(
  returns: Float64Array,
  start: number,
  end: number,
  daily: Float64Array,
  weekly: Float64Array,
  monthly: Float64Array,
): void {
  const ahead = month - 1;
  let fifth = squareOf(returns, start + ahead - 4);
  let fourth = squareOf(returns, start + ahead - 3);
  let third = squareOf(returns, start + ahead - 2);
  let second = squareOf(returns, start + ahead - 1);
  let newer = 0;
  for (let k = start; k < end; k++) {
    const value = returns[k + ahead];
    const newest = value * value;
    if (k > start) newer += newest;
    daily[k] = Math.abs(value);
    weekly[k] = Math.sqrt((fifth + fourth + third + second + newest) * weekShare);
    monthly[k] = Math.sqrt((older[k - start] + newer) * monthShare);
    fifth = fourth;
    fourth = third;
    third = second;
    second = newest;
  }
}

const squareOf = (returns: Float64Array, i: number): number => returns[i] * returns[i];
