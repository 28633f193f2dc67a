import type { Closes } from './align';
import { type Estimate, measured } from './estimate';
import { orderFreeSum } from './order-free-sum';
import type { PositionWeights } from './position-weights';
import { heaviestAbsence, type PricedPosition, pricedPositions, type UncoveredPosition } from './priced-positions';
import { type PairedReturns, type Returns, sharedSteps, simpleReturn, valuesAlong } from './returns';

/** A day counts when at least this part of the gross value that has prices has a return. */
export const requiredCoverage = 0.8;

/** What the current holdings would have returned from axis day `from[i]` to axis day `to[i]`, oldest first. */
export type PortfolioSeries = Returns & {
  /** For each return the part of the gross value with prices that has one: what the sum was divided by. */
  readonly coverage: Float64Array;
  /** Axis indexes of the days that were left out because too little of the book had a return. Ascending. */
  readonly dropped: Int32Array;
  /** What the series is made of. */
  readonly priced: readonly PricedPosition[];
  /** What is missing in it throughout: no return is invented for these. */
  readonly uncovered: readonly UncoveredPosition[];
  /** The uncovered part of the book's gross value, 0–1. */
  readonly uncoveredShare: number;
};

export type PortfolioSeriesRules = {
  /** How many axis days may be known. */
  readonly until: number;
  /** `requiredCoverage` unless said otherwise; 1 takes only days on which every priced holding has a close. */
  readonly coverage?: number;
  /** A column without whose close a day does not count: the market's, for a series that is held against it. */
  readonly calendar?: Closes;
};

/** The gross value that has a close, for each of the first `until` axis days. */
function valueWithClose(priced: readonly PricedPosition[], until: number, days: number): Float64Array {
  const values = new Float64Array(days);
  for (const { value, closes } of priced) {
    const size = Math.abs(value);
    for (let day = 0; day < until; day++) if (!Number.isNaN(closes[day])) values[day] += size;
  }
  return values;
}

/** Over each step the weighted sum of the returns there are, and the gross value they are returns of. */
function sumsAlong(priced: readonly PricedPosition[], from: Int32Array, to: Int32Array) {
  const sums = new Float64Array(to.length);
  const values = new Float64Array(to.length);
  const start = from[0];
  const isDaily = to[to.length - 1] - start === to.length;
  for (const { value, weight, closes } of priced) {
    const size = Math.abs(value);
    for (let i = 0; i < to.length; i++) {
      // Steps of a day each, as nearly all are, are neighbours in memory: no index has to be looked up.
      const change = isDaily
        ? simpleReturn(closes[start + i], closes[start + i + 1])
        : simpleReturn(closes[from[i]], closes[to[i]]);
      if (!Number.isFinite(change)) continue;
      sums[i] += weight * change;
      values[i] += size;
    }
  }
  return { sums, values };
}

/**
 * The return series of what is owned now: today's weights held constant over the past. It is not the history of the
 * account, which would need its cash flows, and has to be labelled so.
 *
 *   r_t = Σ wᵢ·rᵢ,t / c_t,  over the positions that have a return on day t,
 *   c_t = their gross value / the gross value of all positions that have prices
 *
 * A day counts when at least 80 % of that gross value has a return, so that one young listing does not cut the book's
 * past short; dividing by c_t lets the covered part stand for the rest. Days under 80 % are dropped and listed. Cash
 * returns zero; private assets and options have no series, add nothing, and are listed as uncovered.
 *
 * Closes are aligned before returns are taken: a step leads from one day on which enough of the book has a close to the
 * next such day, and steps across more than 5 missing axis days are halts. So a weekend on which only one holding
 * trades neither counts nor swallows the Monday of the others.
 *
 * `columns`: closes on one axis, adjusted for splits and dividends; a position's `column` points into them.
 * Unavailable where nothing has prices: the reason of the heaviest uncovered position, `no_positions` without one. A
 * series may be short or empty; the measures taken of it say so.
 * Throws `RangeError` for columns that do not share the axis and for a required coverage outside (0, 1].
 * Witness: the portfolios of the oracle (mpmath; with a required coverage of 1).
 */
export function portfolioSeries(
  book: PositionWeights,
  columns: readonly Closes[],
  { until, coverage: required = requiredCoverage, calendar }: PortfolioSeriesRules,
): Estimate<PortfolioSeries> {
  if (!(required > 0 && required <= 1))
    throw new RangeError(`portfolioSeries: needs a coverage above 0 and up to 1, got ${required}`);
  const { priced, uncovered } = pricedPositions(book, columns, until);
  if (priced.length === 0) return heaviestAbsence(uncovered);
  const days = priced[0].closes.length;
  if (calendar && calendar.length !== days)
    throw new RangeError(`portfolioSeries: needs a calendar of ${days} days, got ${calendar.length}`);
  // Added up in the order in which the days' values are, so that a fully covered day covers exactly all of it.
  const all = priced.reduce((sum, { value }) => sum + Math.abs(value), 0);
  const enough = required * all;

  const closing = valueWithClose(priced, until, days);
  const counting = closing.map((value) => (value >= enough ? value : Number.NaN));
  const steps = sharedSteps(calendar ? [counting, calendar] : [counting], until);
  const { sums, values } = sumsAlong(priced, steps.from, steps.to);
  const kept: number[] = [];
  const thin = new Set<number>();
  for (let i = 0; i < values.length; i++)
    if (values[i] >= enough) kept.push(i);
    else thin.add(steps.to[i]);
  const coverage = Float64Array.from(kept, (i) => values[i] / all);
  const isDropped = (day: number) =>
    closing[day] > 0 && !(calendar && Number.isNaN(calendar[day])) && (closing[day] < enough || thin.has(day));

  return measured({
    values: Float64Array.from(kept, (i, k) => sums[i] / coverage[k]),
    from: Int32Array.from(kept, (i) => steps.from[i]),
    to: Int32Array.from(kept, (i) => steps.to[i]),
    halts: steps.halts,
    lastClose: steps.lastClose,
    until,
    coverage,
    dropped: Int32Array.from({ length: until }, (_, day) => day).filter(isDropped),
    priced,
    uncovered,
    uncoveredShare: orderFreeSum(uncovered.map(({ position }) => Math.abs(position.value))) / book.gross,
  });
}

/** A portfolio's series beside a market's over the same steps. */
export type PairedPortfolioSeries = PortfolioSeries & PairedReturns;

/**
 * The series with the market's return over each of its steps beside it, as every measure of the two takes them.
 * Throws `RangeError` where the market lacks a close at a step: the series then needs it as its `calendar`.
 */
export function besideMarket(series: PortfolioSeries, market: Closes): PairedPortfolioSeries {
  const returns = valuesAlong(market, series.from, series.to);
  const missing = returns.findIndex(Number.isNaN);
  if (missing >= 0)
    throw new RangeError(
      `besideMarket: needs a market close at every step, got none from day ${series.from[missing]} to ${series.to[missing]}`,
    );
  return { ...series, asset: series.values, market: returns };
}
