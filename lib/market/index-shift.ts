import type { Closes } from '../risk/align';

const shiftWindow = 252;
const shiftLeast = 60;
/** Markets that close before New York follow it with about 0.3 and go with it by as much; a shifted index does neither. */
const shiftedCorrelation = 0.6;
const togetherCorrelation = 0.3;

/** Pearson's correlation of two columns of one length, in two passes. */
function correlation(x: Float64Array, y: Float64Array): number {
  const count = x.length;
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < count; i++) {
    sumX += x[i];
    sumY += y[i];
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [squaresX, squaresY, products] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  return products / Math.sqrt(squaresX * squaresY);
}

/**
 * Whether a series goes with the index of the day before (1) or of the day after (−1) instead of its own day (0): its
 * dates have slipped, and its beta would be about 0. Answers a function of how many axis days may be known.
 *
 * Judged on the last 252 days on which both have returns, at least 60: correlation of 0.6 or more with the neighbouring
 * day and 0.3 or less with its own. Nearly every series goes with its own day, and then nothing else is looked at.
 */
export function indexShifts(asset: Closes, market: Closes): (until: number) => -1 | 0 | 1 {
  const mine = new Float64Array(shiftWindow);
  const theirs = new Float64Array(shiftWindow);
  return (until) => {
    let from = shiftWindow;
    for (let day = Math.min(until, asset.length) - 1; day >= 1 && from > 0; day--) {
      const step = asset[day] / asset[day - 1];
      const other = market[day] / market[day - 1];
      if (Number.isNaN(step) || Number.isNaN(other)) continue;
      from--;
      mine[from] = step - 1;
      theirs[from] = other - 1;
    }
    if (shiftWindow - from < shiftLeast) return 0;
    if (!(correlation(mine.subarray(from), theirs.subarray(from)) <= togetherCorrelation)) return 0;
    if (correlation(mine.subarray(from + 1), theirs.subarray(from, -1)) >= shiftedCorrelation) return 1;
    if (correlation(mine.subarray(from, -1), theirs.subarray(from + 1)) >= shiftedCorrelation) return -1;
    return 0;
  };
}
