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
  const older = Array.from({ length: Math.min(days, last - first + 1) }, noPoints);
  const newer = noPoints();
  const window = noPoints();
  for (let split = first; split <= last; split += days) {
    const windows = Math.min(days, last - split + 1);
    // older[k] is the older part of the window that ends on split + k: all hold the newest days − windows + 1 points.
    copy(noPoints(), older[windows - 1]);
    for (let age = 0, weight = 1; age < days; age++, weight *= decay) {
      const k = days - 1 - age;
      if (k < windows - 1) copy(older[k + 1], older[k]);
      addPoint(older[Math.min(k, windows - 1)], x[split - age] - x[split], y[split - age] - y[split], weight);
    }
    copy(noPoints(), newer);
    for (let k = 0, faded = 1; k < windows; k++, faded *= decay) {
      const end = split + k;
      if (k > 0) {
        fade(newer, decay);
        addPoint(newer, x[end] - x[split], y[end] - y[split], 1);
      }
      join(older[k], faded, newer, window);
      window.meanX += x[split];
      window.meanY += y[split];
      see(window, end);
    }
  }
}

const noPoints = (): CoMoments => ({ weight: 0, meanX: 0, meanY: 0, squaresX: 0, squaresY: 0, products: 0 });

function copy(from: CoMoments, into: CoMoments): void {
  into.weight = from.weight;
  into.meanX = from.meanX;
  into.meanY = from.meanY;
  into.squaresX = from.squaresX;
  into.squaresY = from.squaresY;
  into.products = from.products;
}

/** Welford's step, with a weight. */
function addPoint(part: CoMoments, x: number, y: number, weight: number): void {
  part.weight += weight;
  const share = weight / part.weight;
  const stepX = x - part.meanX;
  const stepY = y - part.meanY;
  part.meanX += share * stepX;
  part.meanY += share * stepY;
  part.squaresX += weight * stepX * (x - part.meanX);
  part.squaresY += weight * stepY * (y - part.meanY);
  part.products += weight * stepX * (y - part.meanY);
}

function fade(part: CoMoments, factor: number): void {
  part.weight *= factor;
  part.squaresX *= factor;
  part.squaresY *= factor;
  part.products *= factor;
}

/** Both parts as one, the weights of the older one faded. */
function join(older: CoMoments, faded: number, newer: CoMoments, into: CoMoments): void {
  const olderWeight = older.weight * faded;
  const weight = olderWeight + newer.weight;
  const share = newer.weight / weight;
  const apartX = newer.meanX - older.meanX;
  const apartY = newer.meanY - older.meanY;
  into.weight = weight;
  into.meanX = older.meanX + share * apartX;
  into.meanY = older.meanY + share * apartY;
  into.squaresX = faded * older.squaresX + newer.squaresX + apartX * apartX * olderWeight * share;
  into.squaresY = faded * older.squaresY + newer.squaresY + apartY * apartY * olderWeight * share;
  into.products = faded * older.products + newer.products + apartX * apartY * olderWeight * share;
}
