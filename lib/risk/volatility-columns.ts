import { annualVolatility, annualVolatilityOfVariance } from './annualise';
import { emptyHarColumns, type HarColumns, harColumns } from './har-columns';
import type { HarComponents } from './har-components';
import { clipKurtosis } from './kurtosis';
import { normalTwoSidedP } from './normal';
import { rollingEwmaVariance } from './rolling-ewma';
import { rollingKurtosis } from './rolling-kurtosis';
import { rollingMidRank } from './rolling-mid-rank';
import { rollingDeviation } from './rolling-volatility';
import { scratch } from './scratch';
import { errorShares, realizedError } from './volatility';
import { combinationMinimum, combinedVariance } from './volatility-forecast';
import { percentileDays, percentileMinimum, percentileVolatilityDays } from './volatility-percentile';
import { trendBeforeDays, trendMinimum, trendRecentDays, trendZ } from './volatility-trend';

/** A realized volatility and its sampling error, a number a day. */
export type RealizedColumns = { readonly volatilityAnnual: Float64Array; readonly standardErrorAnnual: Float64Array };

/** What each volatility measure says, one number a day; NaN on the days on which it is unavailable. */
export type VolatilityColumns = {
  readonly realized21d: RealizedColumns;
  readonly realized63d: RealizedColumns;
  readonly realized252d: RealizedColumns;
  readonly ewmaVarianceDaily: Float64Array;
  readonly har: HarColumns;
  readonly headlineVarianceDaily: Float64Array;
  readonly headlineAnnual: Float64Array;
  readonly trend: {
    readonly ratio: Float64Array;
    readonly z: Float64Array;
    readonly pValue: Float64Array;
    readonly kurtosis: Float64Array;
  };
  readonly percentile: Float64Array;
};

/** Columns for so many days. */
export function emptyVolatilityColumns(days: number): VolatilityColumns {
  const column = () => new Float64Array(days);
  const realized = () => ({ volatilityAnnual: column(), standardErrorAnnual: column() });
  return {
    realized21d: realized(),
    realized63d: realized(),
    realized252d: realized(),
    ewmaVarianceDaily: column(),
    har: emptyHarColumns(days),
    headlineVarianceDaily: column(),
    headlineAnnual: column(),
    trend: { ratio: column(), z: column(), pValue: column(), kurtosis: column() },
    percentile: column(),
  };
}

const monthRoom = scratch(Float64Array);
const quarterRoom = scratch(Float64Array);
const yearRoom = scratch(Float64Array);
const kurtosisRoom = scratch(Float64Array);

/** Values, one a return, of which the first is that as of return `from`. */
type Dated = { readonly values: Float64Array; readonly from: number };

/**
 * All volatility measures as of each of the returns `first` … `last`, element k as of return first + k and from nothing
 * later, as plain numbers: what a backfill of many securities asks for. Each is the rolling form of the measure of that
 * name and agrees with it to 1e-10, at a cost a date that does not depend on any window. `volatilityHistory` is the same
 * as estimates, which know why a number is absent.
 *
 * `returns` are daily fractions, oldest first, `components` theirs, and `into` room for the answer, of as many days.
 * Throws `RangeError` for ends outside the returns. Witness: the measures themselves, on the returns up to each day.
 */
export function volatilityColumns(
  returns: Float64Array,
  components: HarComponents,
  first: number,
  last: number,
  into = emptyVolatilityColumns(Math.max(0, last - first + 1)),
): VolatilityColumns {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`volatilityColumns: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  if (first > last) return into;
  // The month is also what is ranked among a year of months, and the quarter what a later month is held against.
  const month = deviations(returns, percentileVolatilityDays, first + 1 - percentileDays, last, monthRoom);
  const quarter = deviations(returns, trendBeforeDays, first - trendRecentDays, last, quarterRoom);
  const year = deviations(returns, 252, first, last, yearRoom);
  fillRealized(into.realized21d, returns, month, 21, first, last);
  fillRealized(into.realized63d, returns, quarter, 63, first, last);
  fillRealized(into.realized252d, returns, year, 252, first, last);
  rollingEwmaVariance(returns, first, last, into.ewmaVarianceDaily);
  harColumns(returns, first, last, components, into.har);
  fillHeadline(into, first, last);
  fillTrend(into.trend, returns, month, quarter, first, last);
  fillPercentile(into.percentile, month, first, last);
  return into;
}

function deviations(
  returns: Float64Array,
  days: number,
  first: number,
  last: number,
  room: (length: number) => Float64Array,
): Dated {
  const from = Math.max(first, days - 1);
  const count = Math.max(0, last - from + 1);
  return { values: rollingDeviation(returns, days, from, last, room(count).subarray(0, count)), from };
}

/** The kurtosis of each window that is full; only where the first of these is comes back beside them. */
function kurtoses(returns: Float64Array, days: number, first: number, last: number): Dated {
  const from = Math.max(first, days - 1);
  return { values: rollingKurtosis(returns, days, from, last, kurtosisRoom(Math.max(0, last - from + 1))), from };
}

function fillRealized(
  { volatilityAnnual, standardErrorAnnual }: RealizedColumns,
  returns: Float64Array,
  deviation: Dated,
  days: number,
  first: number,
  last: number,
): void {
  const kurtosis = kurtoses(returns, days, first, last);
  const shares = errorShares(days);
  clearUntil(kurtosis.from, first, last, volatilityAnnual, standardErrorAnnual);
  for (let end = kurtosis.from; end <= last; end++) {
    const annual = annualVolatility(orNaN(deviation.values[end - deviation.from]));
    const clipped = clipKurtosis(kurtosis.values[end - kurtosis.from]);
    volatilityAnnual[end - first] = annual;
    standardErrorAnnual[end - first] = realizedError(annual, clipped, shares);
  }
}

function fillHeadline(into: VolatilityColumns, first: number, last: number): void {
  for (let end = first; end <= last; end++) {
    const k = end - first;
    const ewma = into.ewmaVarianceDaily[k];
    const har = into.har.varianceDaily[k];
    const isCombined = end + 1 >= combinationMinimum && Number.isFinite(har);
    const variance = isCombined ? combinedVariance(ewma, har) : ewma;
    into.headlineVarianceDaily[k] = variance;
    into.headlineAnnual[k] = annualVolatilityOfVariance(variance);
  }
}

function fillTrend(
  { ratio, z, pValue, kurtosis }: VolatilityColumns['trend'],
  returns: Float64Array,
  month: Dated,
  quarter: Dated,
  first: number,
  last: number,
): void {
  const both = kurtoses(returns, trendMinimum, first, last);
  clearUntil(both.from, first, last, ratio, z, pValue, kurtosis);
  for (let end = both.from; end <= last; end++) {
    const k = end - first;
    const recent = orNaN(month.values[end - month.from]);
    const before = orNaN(quarter.values[end - trendRecentDays - quarter.from]);
    const clipped = clipKurtosis(both.values[end - both.from]);
    const apart = trendZ(recent * recent, before * before, clipped);
    ratio[k] = recent / before;
    z[k] = Number.isFinite(apart) ? apart : Number.NaN;
    pValue[k] = Number.isFinite(apart) ? normalTwoSidedP(apart) : Number.NaN;
    kurtosis[k] = clipped;
  }
}

function fillPercentile(percentile: Float64Array, month: Dated, first: number, last: number): void {
  const full = Math.max(first, percentileMinimum(percentileDays) - 1);
  clearUntil(full, first, last, percentile);
  rollingMidRank(month.values, percentileDays, full - month.from, last - month.from, percentile.subarray(full - first));
  for (let end = full; end <= last; end++)
    if (month.values[end - month.from] === 0) percentile[end - first] = Number.NaN;
}

/** Before the first full window there is nothing. */
function clearUntil(from: number, first: number, last: number, ...columns: readonly Float64Array[]): void {
  const days = Math.min(from, last + 1) - first;
  if (days > 0) for (const column of columns) column.fill(Number.NaN, 0, days);
}

/** A flat window has no deviation, nor has one with a return beyond the doubles. */
const orNaN = (deviation: number): number =>
  deviation > 0 && deviation < Number.POSITIVE_INFINITY ? deviation : Number.NaN;
