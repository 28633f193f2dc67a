import { harVariance } from './har';
import type { HarColumns } from './har-columns';
import { harLags } from './har-components';
import { type HarRows, highest, lowest, means, products } from './har-sums';

/** Above this condition of the regressors the normal equations lose too many digits, and QR takes over. */
const worstCondition = 200;
const leastOwnShare = 1 / worstCondition ** 2;
/** A column that varies by less than this share of its level counts as constant. */
const suspicion = 1e-9;

/** Where the sums over the older and over the newer rows of a window stand. */
export type HarJoint = {
  readonly older: Float64Array;
  readonly olderAt: number;
  readonly newer: Float64Array;
  readonly newerAt: number;
};

/**
 * The regression of one window, written into place k of the columns, from the sums over its older and its newer rows,
 * joined by Chan's formula. The 3 × 3 equations of the deviations are solved by Cholesky, without its roots. What is left
 * of a component's spread once the ones before it are taken out tells how nearly it is a combination of them.
 *
 * `end` is the return as of which is forecast. False, and nothing written, where that share is less than 1/200² or a
 * component or the target hardly varies: there the QR has to decide. Witness: `harForecast`.
 */
export function solvedHar(
  { older, olderAt, newer, newerAt }: HarJoint,
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
