import type { Closes } from '../risk/align';

const shiftWindow = 252;
const shiftLeast = 60;
/** Markets that close before New York follow it with about 0.3 and go with it by as much; a shifted index does neither. */
const shiftedCorrelation = 0.6;
const togetherCorrelation = 0.3;

/** Running sums over the days on which both have a return: element k is over the first k of them. */
function runningSums(terms: (k: number) => number, count: number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let k = 0; k < count; k++) sums[k + 1] = sums[k] + terms(k);
  return sums;
}

/**
 * Whether a series goes with the index of the day before (1) or of the day after (−1) instead of its own day (0): its
 * dates have slipped, and its beta would be about 0. Answers a function of how many axis days may be known.
 *
 * Judged on the last 252 days on which both have returns, at least 60: correlation of 0.6 or more with the neighbouring
 * day and 0.3 or less with its own. Returns are of a hundredth, so running sums of their products keep all the digits a
 * threshold needs.
 */
export function indexShifts(asset: Closes, market: Closes): (until: number) => -1 | 0 | 1 {
  const days: number[] = [];
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let day = 1; day < asset.length; day++) {
    const step = asset[day] / asset[day - 1];
    const other = market[day] / market[day - 1];
    if (Number.isNaN(step) || Number.isNaN(other)) continue;
    days.push(day);
    mine.push(step - 1);
    theirs.push(other - 1);
  }
  const n = days.length;
  if (n < shiftLeast) return () => 0;
  const [x, y] = [runningSums((k) => mine[k], n), runningSums((k) => theirs[k], n)];
  const [xx, yy] = [runningSums((k) => mine[k] ** 2, n), runningSums((k) => theirs[k] ** 2, n)];
  const together = runningSums((k) => mine[k] * theirs[k], n);
  const after = runningSums((k) => (k === 0 ? 0 : mine[k] * theirs[k - 1]), n);
  const before = runningSums((k) => (k === 0 ? 0 : mine[k - 1] * theirs[k]), n);

  /** Of `count` pairs: mine from `a` on with theirs from `b` on, whose products lie in `products` from `p` on. */
  const correlation = (products: Float64Array, p: number, a: number, b: number, count: number): number => {
    const over = (sums: Float64Array, first: number) => sums[first + count] - sums[first];
    const [sx, sy] = [over(x, a), over(y, b)];
    const covariance = over(products, p) - (sx * sy) / count;
    return covariance / Math.sqrt((over(xx, a) - sx ** 2 / count) * (over(yy, b) - sy ** 2 / count));
  };

  return (until) => {
    let end = n;
    while (end > 0 && days[end - 1] >= until) end--;
    if (end < shiftLeast) return 0;
    const start = Math.max(0, end - shiftWindow);
    const count = end - start;
    if (!(correlation(together, start, start, start, count) <= togetherCorrelation)) return 0;
    if (correlation(after, start + 1, start + 1, start, count - 1) >= shiftedCorrelation) return 1;
    if (correlation(before, start + 1, start, start + 1, count - 1) >= shiftedCorrelation) return -1;
    return 0;
  };
}
