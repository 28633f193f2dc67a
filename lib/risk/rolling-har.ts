import { type Estimate, unavailable } from './estimate';
import { type HarForecast, harEstimate, harForecast, harHorizon, harMinimum, harWindow } from './har';
import { harComponents, harLags } from './har-components';
import {
  addRows,
  clear,
  type HarRows,
  type HarSums,
  highest,
  join,
  keep,
  lowest,
  means,
  products,
  rowsFrom,
  sumsWidth,
} from './har-sums';

/** Above this condition of the regressors the normal equations lose too many digits, and QR takes over. */
const worstCondition = 200;
/** A column that varies by less than this share of its level counts as constant. */
const suspicion = 1e-9;

/** Returns that a row needs besides its own day: a look-back before and a horizon after. */
const reach = harLags.monthly - 1 + harHorizon;
const mostRows = harWindow - reach;

/**
 * `harForecast` as of each of the returns `first` … `last` (by default each that has any), element k as of return
 * first + k and from nothing later. It costs the same a date whatever the window is, a thousandth of the QR's time.
 *
 * Windows that share a row of the regression are cut there, as in `rollingDeviation`: an older and a newer part, each
 * grown row by row and the two joined by Chan's formula, nothing ever subtracted, all measured from the shared row. The
 * 3 × 3 equations of the deviations, brought to unit diagonal, are solved by Cholesky. Its diagonal tells how nearly
 * one component is a combination of the others: where 1 over its smallest element exceeds 200, or a component or the
 * target hardly varies, the date is left to the QR of `harForecast`, so that both agree to 1e-10.
 *
 * `components` are those of `returns`, for whoever has them already.
 * Throws `RangeError` for ends outside the returns. Witness: `harForecast`, on series with an outlier of 10⁶ times the
 * scale, a drift and flat stretches.
 */
export function rollingHar(
  returns: Float64Array,
  first = 0,
  last = returns.length - 1,
  components = harComponents(returns),
): Estimate<HarForecast>[] {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`rollingHar: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  const estimates: Estimate<HarForecast>[] = [];
  for (let end = first; end <= Math.min(last, harMinimum - 2); end++)
    estimates.push(unavailable('short_history', end + 1, harMinimum));

  const older = new Float64Array(sumsWidth);
  const newer = new Float64Array(sumsWidth);
  const joined = new Float64Array(sumsWidth);
  for (let begin = Math.max(first, harMinimum - 1); begin <= last; begin += mostRows) {
    const newest = Math.min(last, begin + mostRows - 1);
    // As of return t the newest row is t − 41: its look-back began with the first of its 41 further returns.
    const split = begin - reach;
    const oldest = Math.max(0, split + 1 - mostRows);
    const oldestOfNewest = Math.max(0, newest - reach + 1 - mostRows);
    const rows = rowsFrom(components, split);
    const kept = new Float64Array(sumsWidth * (oldestOfNewest - oldest + 1));
    clear(older);
    addRows(older, rows, split, oldestOfNewest);
    keep(older, kept, sumsWidth * (oldestOfNewest - oldest));
    for (let row = oldestOfNewest - 1; row >= oldest; row--) {
      addRows(older, rows, row, row);
      keep(older, kept, sumsWidth * (row - oldest));
    }
    clear(newer);
    for (let end = begin; end <= newest; end++) {
      const row = end - reach;
      if (row > split) addRows(newer, rows, row, row);
      join(kept, sumsWidth * (Math.max(0, row + 1 - mostRows) - oldest), newer, joined);
      estimates.push(estimateFrom(joined, rows, end) ?? harForecast(returns.subarray(0, end + 1)));
    }
  }
  return estimates;
}

/** The forecast as of return `end` from the aggregate over its rows; null where the QR has to decide. */
function estimateFrom(sums: HarSums, { components, level }: HarRows, end: number): Estimate<HarForecast> | null {
  const dw = sums[products + 1];
  const dm = sums[products + 2];
  const dy = sums[products + 3];
  const wm = sums[products + 5];
  const wy = sums[products + 6];
  const my = sums[products + 8];
  const yy = sums[products + 9];
  const rows = sums[0];
  const meanD = level[0] + sums[means];
  const meanW = level[1] + sums[means + 1];
  const meanM = level[2] + sums[means + 2];
  const meanY = level[3] + sums[means + 3];
  const spreadD = Math.sqrt(sums[products]);
  const spreadW = Math.sqrt(sums[products + 4]);
  const spreadM = Math.sqrt(sums[products + 7]);
  const spreadY = Math.sqrt(yy);
  const root = suspicion * Math.sqrt(rows);
  if (!(spreadD > root * meanD && spreadW > root * meanW && spreadM > root * meanM && spreadY > root * meanY))
    return null;

  // The Cholesky factor of the correlations of d, w, m, and what stands for y beside them.
  const wd = dw / (spreadD * spreadW);
  const wOwn = Math.sqrt(1 - wd * wd);
  const md = dm / (spreadD * spreadM);
  const mw = (wm / (spreadW * spreadM) - wd * md) / wOwn;
  const mOwn = Math.sqrt(1 - md * md - mw * mw);
  if (!(Math.min(wOwn, mOwn) * worstCondition >= 1)) return null;
  const alongD = dy / spreadD;
  const alongW = (wy / spreadW - wd * alongD) / wOwn;
  const alongM = (my / spreadM - md * alongD - mw * alongW) / mOwn;

  const scaledM = alongM / mOwn;
  const scaledW = (alongW - mw * scaledM) / wOwn;
  const daily = (alongD - wd * scaledW - md * scaledM) / spreadD;
  const weekly = scaledW / spreadW;
  const monthly = scaledM / spreadM;
  const explained = alongD * alongD + alongW * alongW + alongM * alongM;
  return harEstimate({
    components,
    coefficients: { intercept: meanY - daily * meanD - weekly * meanW - monthly * meanM, daily, weekly, monthly },
    squaredResiduals: Math.max(0, yy - explained),
    rSquared: Math.min(1, explained / yy),
    lowestTarget: sums[lowest],
    highestTarget: sums[highest],
    rows,
    today: end - harLags.monthly + 1,
    first: Math.max(0, end + 1 - harWindow),
    last: end,
  });
}
