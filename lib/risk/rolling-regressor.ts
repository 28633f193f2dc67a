import { isFlatUntil } from './flat';

/** Windows of `days` points ending on each point from `first` to `last`, a point weighing `decay` times its successor. */
export type Windows = { readonly days: number; readonly decay: number; readonly first: number; readonly last: number };

/** Of steps by which a part of a window grows by a point, a number each; none of them depends on y. */
export type Steps = {
  /** What the mean takes along of the point's distance from it. */
  readonly share: Float64Array;
  /** What the square of that distance weighs, and that times x's own distance. */
  readonly rest: Float64Array;
  readonly restOfX: Float64Array;
};

/** Of windows whose two parts are joined, a number each. */
export type Joins = {
  /** The newer part's share of the weight. */
  readonly share: Float64Array;
  /** What the square of the means' distance weighs, and that times the distance of x's means. */
  readonly joint: Float64Array;
  readonly jointOfX: Float64Array;
  /** What the older part's weight has faded to since the split. */
  readonly faded: Float64Array;
};

/**
 * What windows of x bring along, whatever y is held against it: their weights, means and squares of deviations, a number
 * a window, and the factors of the steps of `rollingCoMoments`. A book's securities share one index: all this is computed
 * once for it and not once for each of them.
 */
export type RollingRegressor = {
  readonly x: Float64Array;
  readonly windows: Windows;
  readonly weight: Float64Array;
  readonly meanX: Float64Array;
  readonly squaresX: Float64Array;
  /** 1 where x is flat in the window. */
  readonly flatX: Uint8Array;
  /** Split by split, the steps of an older part into the past; and for each window the one to its last point. */
  readonly older: Steps;
  readonly newer: Steps;
  readonly joins: Joins;
};

/**
 * The windows of a column that others are held against; `rollingCoMoments` has the formulas.
 * Throws `RangeError` for windows under two points, a decay outside (0, 1] and ends without a full window.
 */
export function rollingRegressor(x: Float64Array, windows: Windows): RollingRegressor {
  const { days, decay, first, last } = windows;
  if (!(Number.isInteger(days) && days >= 2 && decay > 0 && decay <= 1))
    throw new RangeError(
      `rollingRegressor: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`,
    );
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < x.length))
    throw new RangeError(`rollingRegressor: needs ends from ${days - 1} to ${x.length - 1}, got ${first} to ${last}`);
  const count = Math.max(0, last - first + 1);
  const column = (length = count) => new Float64Array(length);
  const steps = (length: number) => ({
    share: column(length),
    rest: column(length),
    restOfX: column(length),
  });
  const regressor: RollingRegressor = {
    x,
    windows,
    weight: column(),
    meanX: column(),
    squaresX: column(),
    flatX: Uint8Array.from({ length: count }, (_, k) => (isFlatUntil(x, first + k, days) ? 1 : 0)),
    older: steps((days - 1) * Math.ceil(count / days)),
    newer: steps(count),
    joins: { share: column(), joint: column(), jointOfX: column(), faded: column() },
  };
  for (let split = first; split <= last; split += days) {
    growOlder(regressor, split);
    joinNewer(regressor, split);
  }
  return regressor;
}

/** How many windows end on a split and on the days after it that still hold it. */
export const windowsOn = ({ days, last }: Windows, split: number): number => Math.min(days, last - split + 1);

/** How many steps into the past were taken before those of a split. */
export const stepsBefore = ({ days, first }: Windows, split: number): number =>
  (days - 1) * Math.floor((split - first) / days);

/** The older parts' own moments, each where its window's will stand. */
function growOlder({ x, windows, weight, meanX, squaresX, older }: RollingRegressor, split: number): void {
  const { days, decay, first } = windows;
  const count = windowsOn(windows, split);
  let grown = 1;
  let mean = 0;
  let squares = 0;
  let step = stepsBefore(windows, split);
  for (let age = 1, point = decay; ; age++, point *= decay) {
    const k = days - age;
    if (k < count) {
      weight[split - first + k] = grown;
      meanX[split - first + k] = mean;
      squaresX[split - first + k] = squares;
    }
    if (k === 0) return;
    const apart = x[split - age] - x[split] - mean;
    grown += point;
    const share = point / grown;
    // What of the point the mean did not take along.
    const rest = point - point * share;
    mean += share * apart;
    squares += rest * apart * apart;
    older.share[step] = share;
    older.rest[step] = rest;
    older.restOfX[step] = rest * apart;
    step++;
  }
}

/** Grows the newer parts, from the point after the split on, and puts each together with its older part. */
function joinNewer({ x, windows, weight, meanX, squaresX, newer, joins }: RollingRegressor, split: number): void {
  const { decay, first } = windows;
  const count = windowsOn(windows, split);
  let grown = 0;
  let mean = 0;
  let squares = 0;
  for (let k = 0, faded = 1; k < count; k++, faded *= decay) {
    const window = split - first + k;
    if (k > 0) {
      const apart = x[split + k] - x[split] - mean;
      grown = grown * decay + 1;
      const share = 1 / grown;
      const rest = 1 - share;
      mean += share * apart;
      squares = squares * decay + rest * apart * apart;
      newer.share[window] = share;
      newer.rest[window] = rest;
      newer.restOfX[window] = rest * apart;
    }
    const olderWeight = weight[window] * faded;
    const share = grown / (olderWeight + grown);
    const joint = olderWeight * share;
    const apart = mean - meanX[window];
    joins.share[window] = share;
    joins.joint[window] = joint;
    joins.jointOfX[window] = joint * apart;
    joins.faded[window] = faded;
    weight[window] = olderWeight + grown;
    meanX[window] = x[split] + (meanX[window] + share * apart);
    squaresX[window] = faded * squaresX[window] + squares + joint * apart * apart;
  }
}
