import { harVariance } from './har';
import type { HarColumns } from './har-columns';
import { harLags } from './har-components';
import { type HarRows, highest, lowest, means, products, sumsWidth } from './har-sums';

/** Above this condition of the regressors the normal equations lose too many digits, and QR takes over. */
const worstCondition = 200;
const leastOwnShare = 1 / worstCondition ** 2;
/** Component k is as of return k + 20. */
const ahead = harLags.monthly - 1;
/** A column that varies by less than this share of its level counts as constant. */
const suspicion = 1e-9;

/** Windows one after the other: the sums over the rows of the k-th from place 17k on (`har-sums`), as of return begin + k. */
export type HarWindows = {
  readonly sums: Float64Array;
  readonly rows: HarRows;
  readonly begin: number;
  readonly count: number;
};

/**
 * The regressions of windows from the k-th on, each written into the columns at place `to` + its number. The 3 × 3
 * equations of the deviations are solved by Cholesky, without its roots. What is left of a component's spread once the
 * ones before it are taken out tells how nearly it is a combination of them.
 *
 * Says how far it came: to the first window of which that share is less than 1/200², or a component or the target hardly
 * varies, of which nothing is written: there the QR has to decide. Witness: `harForecast`.
 */
export function solveHar(
  { sums, rows, begin, count: windows }: HarWindows,
  from: number,
  into: HarColumns,
  to: number,
): number {
  const { level } = rows;
  const { daily: daysOf, weekly: weeksOf, monthly: monthsOf } = rows.components;
  const { varianceDaily, intercept, daily, weekly, monthly, rSquared, lowestTargetDaily, highestTargetDaily } = into;
  const levelD = level[0];
  const levelW = level[1];
  const levelM = level[2];
  const levelY = level[3];
  for (let k = from; k < windows; k++) {
    const at = sumsWidth * k;
    const count = sums[at];
    const meanD = levelD + sums[at + means];
    const meanW = levelW + sums[at + means + 1];
    const meanM = levelM + sums[at + means + 2];
    const meanY = levelY + sums[at + means + 3];
    const product = at + products;
    const dd = sums[product];
    const dw = sums[product + 1];
    const dm = sums[product + 2];
    const dy = sums[product + 3];
    const ww = sums[product + 4];
    const wm = sums[product + 5];
    const wy = sums[product + 6];
    const mm = sums[product + 7];
    const my = sums[product + 8];
    const yy = sums[product + 9];
    const lowestTarget = sums[at + lowest];
    const highestTarget = sums[at + highest];
    const least = suspicion * suspicion * count;
    if (
      !(
        dd > least * meanD * meanD &&
        ww > least * meanW * meanW &&
        mm > least * meanM * meanM &&
        yy > least * meanY * meanY
      )
    )
      return k;

    // What of w, m and y is left once those before them are taken out, and of their products.
    const perD = 1 / dd;
    const wOnD = dw * perD;
    const mOnD = dm * perD;
    const yOnD = dy * perD;
    const wOwn = ww - wOnD * dw;
    const wmOwn = wm - wOnD * dm;
    const wyOwn = wy - wOnD * dy;
    const perW = 1 / wOwn;
    const mOnW = wmOwn * perW;
    const yOnW = wyOwn * perW;
    const mOwn = mm - mOnD * dm - mOnW * wmOwn;
    if (!(wOwn >= leastOwnShare * ww && mOwn >= leastOwnShare * mm)) return k;
    const myOwn = my - mOnD * dy - mOnW * wyOwn;

    const slopeM = myOwn / mOwn;
    const slopeW = yOnW - mOnW * slopeM;
    const slopeD = yOnD - wOnD * slopeW - mOnD * slopeM;
    const explained = yOnD * dy + yOnW * wyOwn + slopeM * myOwn;
    const constant = meanY - slopeD * meanD - slopeW * meanW - slopeM * meanM;
    const today = begin + k - ahead;
    const expected = constant + slopeD * daysOf[today] + slopeW * weeksOf[today] + slopeM * monthsOf[today];
    const meanSquare = Math.max(0, yy - explained) / count;
    const variance = harVariance(expected, meanSquare, lowestTarget, highestTarget);
    if (!Number.isFinite(variance)) return k;
    const place = to + k;
    varianceDaily[place] = variance;
    intercept[place] = constant;
    daily[place] = slopeD;
    weekly[place] = slopeW;
    monthly[place] = slopeM;
    rSquared[place] = Math.min(1, explained / yy);
    lowestTargetDaily[place] = lowestTarget;
    highestTargetDaily[place] = highestTarget;
  }
  return windows;
}
