/** What a weighted regression needs of points: their weight, means, and squares and products of deviations from them. */
export type CoMoments = {
  weight: number;
  meanX: number;
  meanY: number;
  squaresX: number;
  squaresY: number;
  products: number;
};

/** Windows of `days` points ending on each point from `first` to `last`, a point weighing `decay` times its successor. */
export type Windows = { readonly days: number; readonly decay: number; readonly first: number; readonly last: number };

/**
 * Shows the co-moments of every window of two columns, oldest first, with the index of the window's newest point. It is
 * one object, filled anew for each window: read it, do not keep it.
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
 * Throws `RangeError` where lengths differ, for windows under two points, a decay outside (0, 1] and ends without a
 * full window. Source: Chan, Golub, LeVeque, The American Statistician 37 (1983), eq. 1.5, with weights. Witness: the
 * direct sums of each window, on series with an outlier of 10⁶ times the scale, a drift and flat stretches.
 */
export function eachWindow(
  x: Float64Array,
  y: Float64Array,
  { days, decay, first, last }: Windows,
  see: (window: CoMoments, end: number) => void,
): void {
  if (x.length !== y.length)
    throw new RangeError(`eachWindow: needs two columns of one length, got ${x.length} and ${y.length}`);
  if (!(Number.isInteger(days) && days >= 2 && decay > 0 && decay <= 1))
    throw new RangeError(
      `eachWindow: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`,
    );
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < x.length))
    throw new RangeError(`eachWindow: needs ends from ${days - 1} to ${x.length - 1}, got ${first} to ${last}`);
  const older = new Float64Array(columns * Math.min(days, Math.max(0, last - first + 1)));
  const window: CoMoments = { weight: 0, meanX: 0, meanY: 0, squaresX: 0, squaresY: 0, products: 0 };
  for (let split = first; split <= last; split += days) {
    const windows = Math.min(days, last - split + 1);
    growOlder(x, y, { days, decay, split, windows }, older);
    let newerWeight = 0;
    let newerX = 0;
    let newerY = 0;
    let squaresX = 0;
    let squaresY = 0;
    let products = 0;
    for (let k = 0, faded = 1; k < windows; k++, faded *= decay) {
      const end = split + k;
      if (k > 0) {
        newerWeight = newerWeight * decay + 1;
        const stepX = x[end] - x[split] - newerX;
        const stepY = y[end] - y[split] - newerY;
        newerX += stepX / newerWeight;
        newerY += stepY / newerWeight;
        const restX = x[end] - x[split] - newerX;
        const restY = y[end] - y[split] - newerY;
        squaresX = squaresX * decay + stepX * restX;
        squaresY = squaresY * decay + stepY * restY;
        products = products * decay + stepX * restY;
      }
      const at = columns * k;
      const olderWeight = older[at] * faded;
      const weight = olderWeight + newerWeight;
      const share = newerWeight / weight;
      const apartX = newerX - older[at + 1];
      const apartY = newerY - older[at + 2];
      window.weight = weight;
      window.meanX = x[split] + (older[at + 1] + share * apartX);
      window.meanY = y[split] + (older[at + 2] + share * apartY);
      window.squaresX = faded * older[at + 3] + squaresX + apartX * apartX * olderWeight * share;
      window.squaresY = faded * older[at + 4] + squaresY + apartY * apartY * olderWeight * share;
      window.products = faded * older[at + 5] + products + apartX * apartY * olderWeight * share;
      see(window, end);
    }
  }
}

/** An older part is kept as its weight, both means, both sums of squares and the sum of products. */
const columns = 6;

type Split = {
  readonly days: number;
  readonly decay: number;
  readonly split: number;
  /** How many windows end on the split and on the days after it. */
  readonly windows: number;
};

/**
 * The older part of the window that ends on split + k, at place k, grown from the split into the past point by point
 * (Welford). Always from the split itself, however few windows are wanted: a window's last bit must not depend on how
 * far the windows go.
 */
function growOlder(
  x: Float64Array,
  y: Float64Array,
  { days, decay, split, windows }: Split,
  older: Float64Array,
): void {
  let weight = 1;
  let meanX = 0;
  let meanY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let age = 1, point = decay; ; age++, point *= decay) {
    const k = days - age;
    if (k < windows) {
      const at = columns * k;
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
    const stepX = x[split - age] - x[split] - meanX;
    const stepY = y[split - age] - y[split] - meanY;
    meanX += share * stepX;
    meanY += share * stepY;
    squaresX += point * stepX * (x[split - age] - x[split] - meanX);
    squaresY += point * stepY * (y[split - age] - y[split] - meanY);
    products += point * stepX * (y[split - age] - y[split] - meanY);
  }
}
