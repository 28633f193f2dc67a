import { harForecast, harMinimum, harReach, harWindow } from './har';
import { type HarComponents, harComponents } from './har-components';
import { type HarWindows, solveHar } from './har-solution';
import { growSums, joinSums, rowsFrom, sumsWidth } from './har-sums';
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

const mostRows = harWindow - harReach;

const olderRoom = scratch(Float64Array);
const newerRoom = scratch(Float64Array);

/**
 * The numbers of `harForecast` as of each of the returns `first` … `last`, element k as of return first + k and from
 * nothing later. It costs the same a date whatever the window is, a thousandth of the QR's time.
 *
 * While the window still grows, its sums grow with it, row by row. Once it moves, windows that share a row of the
 * regression are cut there, as in `rollingDeviation`: an older and a newer part, each grown row by row, nothing ever
 * subtracted, all measured from the shared row, and joined. `solveHar` solves what comes of it. Where the equations are
 * too badly conditioned for that, the date is left to the QR of `harForecast`, so that both agree to 1e-10.
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
  const from = Math.max(first, harMinimum - 1);
  growing(returns, from, Math.min(last, harWindow - 1), components, { into, first });
  moving(returns, Math.max(from, harWindow), last, components, { into, first });
  return into;
}

/** Where answers are written: that of return `first` at place 0. */
type Answers = { readonly into: HarColumns; readonly first: number };

/** As of the ends whose window begins with the first return: as of return t its newest row is t − 41. */
function growing(
  returns: Float64Array,
  begin: number,
  newest: number,
  components: HarComponents,
  { into, first }: Answers,
): void {
  if (begin > newest) return;
  const rows = rowsFrom(components, 0);
  const sums = newerRoom(sumsWidth * (newest - begin + 1));
  growSums(rows, { start: 0, step: 1, count: newest - harReach + 1 }, begin - harReach + 1, sums);
  solveEach(returns, { sums, rows, begin, count: newest - begin + 1 }, into, begin - first);
}

/** Those of the ends before which returns have left the window. */
function moving(
  returns: Float64Array,
  from: number,
  last: number,
  components: HarComponents,
  { into, first }: Answers,
): void {
  for (let begin = from; begin <= last; begin += mostRows) {
    const ends = Math.min(last - begin + 1, mostRows);
    const split = begin - harReach;
    const rows = rowsFrom(components, split);
    const older = olderRoom(sumsWidth * ends);
    growSums(rows, { start: split, step: -1, count: mostRows }, mostRows + 1 - ends, older);
    const newer = newerRoom(sumsWidth * ends);
    growSums(rows, { start: split + 1, step: 1, count: ends - 1 }, 0, newer);
    for (let k = 0; k < ends; k++) joinSums(older, sumsWidth * (ends - 1 - k), newer, sumsWidth * k);
    solveEach(returns, { sums: newer, rows, begin, count: ends }, into, begin - first);
  }
}

/** Windows by their sums, and those that these do not tell by the QR. */
function solveEach(returns: Float64Array, windows: HarWindows, into: HarColumns, to: number): void {
  for (let k = solveHar(windows, 0, into, to); k < windows.count; k = solveHar(windows, k + 1, into, to))
    writeByQr(returns, windows.begin + k, into, to + k);
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
