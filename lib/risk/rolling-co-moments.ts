import { scratch } from './scratch';

/**
 * What a weighted regression needs of points: their weight, means, and squares and products of deviations from them; as
 * one column of six numbers a window, each at its place.
 */
export const coMoments = { weight: 0, meanX: 1, meanY: 2, squaresX: 3, squaresY: 4, products: 5 } as const;
export const coMomentsWidth = 6;

/** Windows of `days` points ending on each point from `first` to `last`, a point weighing `decay` times its successor. */
export type Windows = { readonly days: number; readonly decay: number; readonly first: number; readonly last: number };

const olderRoom = scratch(Float64Array);

/**
 * The co-moments of every window of two columns, oldest first: those of the window that ends on point first + k are the
 * six numbers from place 6k on.
 *
 * It costs the same a window whatever the length, and loses no digits by it, for nothing is ever subtracted: a sum that
 * adds the new point and drops the old one would keep the rounding of everything that ever passed through. The windows
 * that end on split … split + days − 1 all hold point `split`. Each is an older part that ends there and a newer part
 * that begins after it, both grown point by point and joined by Chan's formula, here for products,
 *
 *     P = Pᵒ + Pⁿ + (x̄ⁿ − x̄ᵒ)(ȳⁿ − ȳᵒ) · wᵒwⁿ/(wᵒ + wⁿ),
 *
 * all of it measured from the shared point, so that where nothing moves every sum is exactly 0.
 *
 * `into` is room for the answer, of at least six numbers a window. Throws `RangeError` where lengths differ, for windows
 * under two points, a decay outside (0, 1] and ends without a full window. Source: Chan, Golub, LeVeque, The American
 * Statistician 37 (1983), eq. 1.5, with weights. Witness: the direct sums of each window, on series with an outlier of
 * 10⁶ times the scale, a drift and flat stretches.
 */
export function rollingCoMoments(
  x: Float64Array,
  y: Float64Array,
  { days, decay, first, last }: Windows,
  into: Float64Array = new Float64Array(coMomentsWidth * Math.max(0, last - first + 1)),
): Float64Array {
  if (x.length !== y.length)
    throw new RangeError(`rollingCoMoments: needs two columns of one length, got ${x.length} and ${y.length}`);
  if (!(Number.isInteger(days) && days >= 2 && decay > 0 && decay <= 1))
    throw new RangeError(
      `rollingCoMoments: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`,
    );
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < x.length))
    throw new RangeError(`rollingCoMoments: needs ends from ${days - 1} to ${x.length - 1}, got ${first} to ${last}`);
  const older = olderRoom(coMomentsWidth * days);
  for (let split = first; split <= last; split += days) {
    const windows = Math.min(days, last - split + 1);
    growOlder(x, y, { days, decay, split, windows }, older);
    joinNewer(x, y, { decay, split, windows }, older, into, coMomentsWidth * (split - first));
  }
  return into;
}

type Split = {
  readonly days: number;
  readonly decay: number;
  readonly split: number;
  /** How many windows end on the split and on the days after it. */
  readonly windows: number;
};

/**
 * The older part of the window that ends on split + k, at place 6k, grown from the split into the past point by point
 * (Welford). Always from the split itself, however few windows are wanted: a window's last bit must not depend on how
 * far the windows go.
 */
function growOlder(
  x: Float64Array,
  y: Float64Array,
  { days, decay, split, windows }: Split,
  older: Float64Array,
): void {
  const levelX = x[split];
  const levelY = y[split];
  let weight = 1;
  let meanX = 0;
  let meanY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let age = 1, point = decay; ; age++, point *= decay) {
    const k = days - age;
    if (k < windows) {
      const at = coMomentsWidth * k;
      older[at] = weight;
      older[at + 1] = meanX;
      older[at + 2] = meanY;
      older[at + 3] = squaresX;
      older[at + 4] = squaresY;
      older[at + 5] = products;
    }
    if (k === 0) return;
    weight += point;
    const share = point / weight;
    const stepX = x[split - age] - levelX - meanX;
    const stepY = y[split - age] - levelY - meanY;
    meanX += share * stepX;
    meanY += share * stepY;
    // The rest of a step is what of it the mean did not take along.
    const rest = point - point * share;
    squaresX += rest * stepX * stepX;
    squaresY += rest * stepY * stepY;
    products += rest * stepX * stepY;
  }
}

/** Grows the newer parts, from the point after the split on, and writes what each gives with its older part. */
function joinNewer(
  x: Float64Array,
  y: Float64Array,
  { decay, split, windows }: Omit<Split, 'days'>,
  older: Float64Array,
  into: Float64Array,
  start: number,
): void {
  const levelX = x[split];
  const levelY = y[split];
  let newerWeight = 0;
  let newerX = 0;
  let newerY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let k = 0, faded = 1; k < windows; k++, faded *= decay) {
    if (k > 0) {
      newerWeight = newerWeight * decay + 1;
      const share = 1 / newerWeight;
      const stepX = x[split + k] - levelX - newerX;
      const stepY = y[split + k] - levelY - newerY;
      newerX += share * stepX;
      newerY += share * stepY;
      const rest = 1 - share;
      squaresX = squaresX * decay + rest * stepX * stepX;
      squaresY = squaresY * decay + rest * stepY * stepY;
      products = products * decay + rest * stepX * stepY;
    }
    const at = coMomentsWidth * k;
    const olderX = older[at + 1];
    const olderY = older[at + 2];
    const olderWeight = older[at] * faded;
    const weight = olderWeight + newerWeight;
    const share = newerWeight / weight;
    const joint = olderWeight * share;
    const apartX = newerX - olderX;
    const apartY = newerY - olderY;
    const to = start + at;
    into[to] = weight;
    into[to + 1] = levelX + (olderX + share * apartX);
    into[to + 2] = levelY + (olderY + share * apartY);
    into[to + 3] = faded * older[at + 3] + squaresX + apartX * apartX * joint;
    into[to + 4] = faded * older[at + 4] + squaresY + apartY * apartY * joint;
    into[to + 5] = faded * older[at + 5] + products + apartX * apartY * joint;
  }
}
