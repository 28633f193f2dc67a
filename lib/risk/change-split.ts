import { type Estimate, measured } from './estimate';

/**
 * One figure of a portfolio on the way from one day to a later one. "Book" is what was held when the day's figures were
 * stored; "measured" is anew, from everything that is known now and by the method of now.
 */
export type ChangeStations = {
  /** The earlier day as it is stored. */
  readonly storedBefore: Estimate<number>;
  /** The earlier day's book, measured on the earlier day. */
  readonly measuredBefore: Estimate<number>;
  /** The earlier day's book, measured on the later day: nothing was bought or sold, but time has passed. */
  readonly carried: Estimate<number>;
  /** The later day's book, measured on the later day. */
  readonly measuredAfter: Estimate<number>;
  /** The later day as it is stored. */
  readonly storedAfter: Estimate<number>;
};

export type ChangeParts = {
  /** What prices, and the market's days that came and went, did to the book of the earlier day. */
  readonly prices: number;
  /** What the book of the later day makes different, on that day. */
  readonly holdings: number;
  /** What is measured otherwise now than when it was stored, on both days: corrected data, or another method. */
  readonly revision: number;
};

export type Change = {
  readonly before: Estimate<number>;
  readonly after: Estimate<number>;
  /** after − before, the sum of the parts where they can be told. */
  readonly change: Estimate<number>;
  readonly parts: Estimate<ChangeParts>;
};

/**
 * Why a figure changed from one day to another, in three parts that add up to all of it.
 *
 *   prices   = carried − measured before
 *   holdings = measured after − carried
 *   revision = (measured before − stored before) + (stored after − measured after)
 *   change   = prices + holdings + revision = stored after − stored before
 *
 * The figures are no sums over positions, so that a split has an order: prices first, with the old book, and then the
 * new book at the new prices. Turned round, what both did together would be counted with the prices. Each part is a
 * walk between two books that can be measured, and what neither explains is not hidden in any of them: it is the
 * revision, exactly 0 where nothing was corrected.
 *
 * Shares units with the figure. `change` is the rounded sum of the rounded parts, in the order above; it differs from
 * the difference of the two stored values by rounding alone.
 * Unavailable: `change` as the earlier of the two stored values that is, the parts as the earliest station that is.
 * Witness: telescoping, stated as laws in the tests.
 */
export function changeSplit(stations: ChangeStations): Change {
  const { storedBefore, measuredBefore, carried, measuredAfter, storedAfter } = stations;
  const ends = { before: storedBefore, after: storedAfter };
  if (storedBefore.status === 'unavailable') return { ...ends, change: storedBefore, parts: storedBefore };
  if (storedAfter.status === 'unavailable') return { ...ends, change: storedAfter, parts: storedAfter };
  const difference = measured(storedAfter.value - storedBefore.value);
  if (measuredBefore.status === 'unavailable') return { ...ends, change: difference, parts: measuredBefore };
  if (carried.status === 'unavailable') return { ...ends, change: difference, parts: carried };
  if (measuredAfter.status === 'unavailable') return { ...ends, change: difference, parts: measuredAfter };
  const parts: ChangeParts = {
    prices: carried.value - measuredBefore.value,
    holdings: measuredAfter.value - carried.value,
    revision: measuredBefore.value - storedBefore.value + (storedAfter.value - measuredAfter.value),
  };
  return { ...ends, change: measured(parts.prices + parts.holdings + parts.revision), parts: measured(parts) };
}
