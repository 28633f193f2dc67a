import { harForecast, harMinimum, harReach, harVariance, harWindow } from './har';
import { harComponents, harLags } from './har-components';
import { growSums, type HarRows, highest, lowest, means, products, rowsFrom, sumsWidth } from './har-sums';
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

const olderRoom = scratch(Float64Array);
const newerRoom = scratch(Float64Array);

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
    const ends = Math.min(last - begin + 1, mostRows);
    // As of return t the newest row is t − 41: its look-back began with the first of its 41 further returns.
    const split = begin - harReach;
    const rows = rowsFrom(components, split);
    const newestStart = oldestWith(split + ends - 1);
    const older = olderRoom(sumsWidth * (newestStart - oldestWith(split) + 1));
    growSums(rows, { start: split, step: -1, count: split - oldestWith(split) + 1 }, split - newestStart + 1, older);
    const newer = newerRoom(sumsWidth * ends);
    growSums(rows, { start: split + 1, step: 1, count: ends - 1 }, 0, newer);
    for (let k = 0; k < ends; k++) {
      const joint = {
        older,
        olderAt: sumsWidth * (newestStart - oldestWith(split + k)),
        newer,
        newerAt: sumsWidth * k,
      };
      const end = begin + k;
      if (!writeForecast(joint, rows, end, into, end - first)) writeByQr(returns, end, into, end - first);
    }
  }
  return into;
}

/** The oldest row of the window whose newest one is given. */
const oldestWith = (newest: number): number => Math.max(0, newest + 1 - mostRows);

/** Where the sums over the older and over the newer rows of a window stand. */
type Joint = {
  readonly older: Float64Array;
  readonly olderAt: number;
  readonly newer: Float64Array;
  readonly newerAt: number;
};

/**
 * Writes the forecast as of return `end` from the sums over its older and its newer rows, joined by Chan's formula; false
 * where the QR has to decide.
 */
function writeForecast(
  { older, olderAt, newer, newerAt }: Joint,
  { components, level }: HarRows,
  end: number,
  into: HarColumns,
  k: number,
): boolean {
  const count = older[olderAt] + newer[newerAt];
  const share = newer[newerAt] / count;
  const weight = older[olderAt] * share;
  const apartD = newer[newerAt + means] - older[olderAt + means];
  const apartW = newer[newerAt + means + 1] - older[olderAt + means + 1];
  const apartM = newer[newerAt + means + 2] - older[olderAt + means + 2];
  const apartY = newer[newerAt + means + 3] - older[olderAt + means + 3];
  const meanD = level[0] + (older[olderAt + means] + share * apartD);
  const meanW = level[1] + (older[olderAt + means + 1] + share * apartW);
  const meanM = level[2] + (older[olderAt + means + 2] + share * apartM);
  const meanY = level[3] + (older[olderAt + means + 3] + share * apartY);
  const olderPlace = olderAt + products;
  const newerPlace = newerAt + products;
  const dd = older[olderPlace] + newer[newerPlace] + weight * apartD * apartD;
  const dw = older[olderPlace + 1] + newer[newerPlace + 1] + weight * apartD * apartW;
  const dm = older[olderPlace + 2] + newer[newerPlace + 2] + weight * apartD * apartM;
  const dy = older[olderPlace + 3] + newer[newerPlace + 3] + weight * apartD * apartY;
  const ww = older[olderPlace + 4] + newer[newerPlace + 4] + weight * apartW * apartW;
  const wm = older[olderPlace + 5] + newer[newerPlace + 5] + weight * apartW * apartM;
  const wy = older[olderPlace + 6] + newer[newerPlace + 6] + weight * apartW * apartY;
  const mm = older[olderPlace + 7] + newer[newerPlace + 7] + weight * apartM * apartM;
  const my = older[olderPlace + 8] + newer[newerPlace + 8] + weight * apartM * apartY;
  const yy = older[olderPlace + 9] + newer[newerPlace + 9] + weight * apartY * apartY;
  const lowestTarget = Math.min(older[olderAt + lowest], newer[newerAt + lowest]);
  const highestTarget = Math.max(older[olderAt + highest], newer[newerAt + highest]);
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
  const varianceDaily = harVariance(expected, squaredResiduals / count, lowestTarget, highestTarget);
  if (!Number.isFinite(varianceDaily)) return false;
  into.varianceDaily[k] = varianceDaily;
  into.intercept[k] = intercept;
  into.daily[k] = daily;
  into.weekly[k] = weekly;
  into.monthly[k] = monthly;
  into.rSquared[k] = Math.min(1, explained / yy);
  into.lowestTargetDaily[k] = lowestTarget;
  into.highestTargetDaily[k] = highestTarget;
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
