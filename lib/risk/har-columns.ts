import { harForecast, harMinimum, harReach, harVariance, harWindow } from './har';
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
import { scratch } from './scratch';

/** One number a day of what a HAR forecast says; NaN on days without one. */
export type HarColumns = {
  readonly varianceDaily: Float64Array;
  readonly intercept: Float64Array;
  readonly daily: Float64Array;
  readonly weekly: Float64Array;
  readonly monthly: Float64Array;
  readonly rSquared: Float64Array;
  readonly lowestTargetDaily: Float64Array;
  readonly highestTargetDaily: Float64Array;
};

/** Columns for so many days. */
export const emptyHarColumns = (days: number): HarColumns => ({
  varianceDaily: new Float64Array(days),
  intercept: new Float64Array(days),
  daily: new Float64Array(days),
  weekly: new Float64Array(days),
  monthly: new Float64Array(days),
  rSquared: new Float64Array(days),
  lowestTargetDaily: new Float64Array(days),
  highestTargetDaily: new Float64Array(days),
});

/** Above this condition of the regressors the normal equations lose too many digits, and QR takes over. */
const worstCondition = 200;
const leastOwnShare = 1 / worstCondition ** 2;
/** A column that varies by less than this share of its level counts as constant. */
const suspicion = 1e-9;

const mostRows = harWindow - harReach;

const keptRoom = scratch(Float64Array);
const older = new Float64Array(sumsWidth);
const newer = new Float64Array(sumsWidth);
const joined = new Float64Array(sumsWidth);

/**
 * The numbers of `harForecast` as of each of the returns `first` … `last`, element k as of return first + k and from
 * nothing later. It costs the same a date whatever the window is, a thousandth of the QR's time.
 *
 * Windows that share a row of the regression are cut there, as in `rollingDeviation`: an older and a newer part, each
 * grown row by row and the two joined by Chan's formula, nothing ever subtracted, all measured from the shared row. The
 * 3 × 3 equations of the deviations are solved by Cholesky, without its roots. What is left of a component's spread once
 * the ones before it are taken out tells how nearly it is a combination of them: where that is less than 1/200 of it, or
 * a component or the target hardly varies, the date is left to the QR of `harForecast`, so that both agree to 1e-10.
 *
 * `components` are those of `returns`, `into` is room for the answer.
 * Throws `RangeError` for ends outside the returns. Witness: `harForecast`, on series with an outlier of 10⁶ times the
 * scale, a drift and flat stretches.
 */
export function harColumns(
  returns: Float64Array,
  first: number,
  last: number,
  components = harComponents(returns),
  into = emptyHarColumns(Math.max(0, last - first + 1)),
): HarColumns {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`harColumns: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  for (let end = first; end <= Math.min(last, harMinimum - 2); end++) writeNothing(into, end - first);
  for (let begin = Math.max(first, harMinimum - 1); begin <= last; begin += mostRows) {
    const newest = Math.min(last, begin + mostRows - 1);
    // As of return t the newest row is t − 41: its look-back began with the first of its 41 further returns.
    const split = begin - harReach;
    const oldest = Math.max(0, split + 1 - mostRows);
    const rows = rowsFrom(components, split);
    const kept = olderParts(rows, split, oldest, Math.max(0, newest - harReach + 1 - mostRows));
    clear(newer);
    for (let end = begin; end <= newest; end++) {
      const row = end - harReach;
      if (row > split) addRows(newer, rows, row, row);
      join(kept, sumsWidth * (Math.max(0, row + 1 - mostRows) - oldest), newer, joined);
      if (!writeForecast(joined, rows, end, into, end - first)) writeByQr(returns, end, into, end - first);
    }
  }
  return into;
}

/** The sums over the rows from each of `oldest` … `newest` to the split, the first of them at place 0. */
function olderParts(rows: HarRows, split: number, oldest: number, newest: number): Float64Array {
  const kept = keptRoom(sumsWidth * (newest - oldest + 1));
  clear(older);
  addRows(older, rows, split, newest);
  keep(older, kept, sumsWidth * (newest - oldest));
  for (let row = newest - 1; row >= oldest; row--) {
    addRows(older, rows, row, row);
    keep(older, kept, sumsWidth * (row - oldest));
  }
  return kept;
}

/** Writes the forecast as of return `end` from the sums over its rows; false where the QR has to decide. */
function writeForecast(sums: HarSums, rows: HarRows, end: number, into: HarColumns, k: number): boolean {
  const { components, level } = rows;
  const dd = sums[products];
  const dw = sums[products + 1];
  const dm = sums[products + 2];
  const dy = sums[products + 3];
  const ww = sums[products + 4];
  const wm = sums[products + 5];
  const wy = sums[products + 6];
  const mm = sums[products + 7];
  const my = sums[products + 8];
  const yy = sums[products + 9];
  const count = sums[0];
  const meanD = level[0] + sums[means];
  const meanW = level[1] + sums[means + 1];
  const meanM = level[2] + sums[means + 2];
  const meanY = level[3] + sums[means + 3];
  const least = suspicion * suspicion * count;
  if (
    !(
      dd > least * meanD * meanD &&
      ww > least * meanW * meanW &&
      mm > least * meanM * meanM &&
      yy > least * meanY * meanY
    )
  )
    return false;

  // What of w, m and y is left once those before them are taken out, and of their products.
  const wOnD = dw / dd;
  const mOnD = dm / dd;
  const yOnD = dy / dd;
  const wOwn = ww - wOnD * dw;
  const wmOwn = wm - wOnD * dm;
  const wyOwn = wy - wOnD * dy;
  const mOnW = wmOwn / wOwn;
  const mOwn = mm - mOnD * dm - mOnW * wmOwn;
  if (!(wOwn >= leastOwnShare * ww && mOwn >= leastOwnShare * mm)) return false;
  const myOwn = my - mOnD * dy - mOnW * wyOwn;

  const monthly = myOwn / mOwn;
  const weekly = wyOwn / wOwn - mOnW * monthly;
  const daily = yOnD - wOnD * weekly - mOnD * monthly;
  const explained = yOnD * dy + (wyOwn / wOwn) * wyOwn + monthly * myOwn;
  const intercept = meanY - daily * meanD - weekly * meanW - monthly * meanM;
  const today = end - harLags.monthly + 1;
  const expected =
    intercept +
    daily * components.daily[today] +
    weekly * components.weekly[today] +
    monthly * components.monthly[today];
  const squaredResiduals = Math.max(0, yy - explained);
  const varianceDaily = harVariance(expected, squaredResiduals / count, sums[lowest], sums[highest]);
  if (!Number.isFinite(varianceDaily)) return false;
  into.varianceDaily[k] = varianceDaily;
  into.intercept[k] = intercept;
  into.daily[k] = daily;
  into.weekly[k] = weekly;
  into.monthly[k] = monthly;
  into.rSquared[k] = Math.min(1, explained / yy);
  into.lowestTargetDaily[k] = sums[lowest];
  into.highestTargetDaily[k] = sums[highest];
  return true;
}

function writeByQr(returns: Float64Array, end: number, into: HarColumns, k: number): void {
  const forecast = harForecast(returns.subarray(0, end + 1));
  if (forecast.status === 'unavailable') {
    writeNothing(into, k);
    return;
  }
  const { coefficients, ...numbers } = forecast.value;
  into.varianceDaily[k] = numbers.varianceDaily;
  into.intercept[k] = coefficients.intercept;
  into.daily[k] = coefficients.daily;
  into.weekly[k] = coefficients.weekly;
  into.monthly[k] = coefficients.monthly;
  into.rSquared[k] = numbers.rSquared;
  into.lowestTargetDaily[k] = numbers.lowestTargetDaily;
  into.highestTargetDaily[k] = numbers.highestTargetDaily;
}

function writeNothing(into: HarColumns, k: number): void {
  for (const column of Object.values(into)) column[k] = Number.NaN;
}
