import type { Closes } from './align';
import { type Unavailable, unavailable } from './estimate';
import type { Position, PositionWeights } from './position-weights';
import { lastCloseIndex } from './staleness';

/** A position with a past of its own. */
export type PricedPosition = Position & { readonly closes: Closes };

/** A position that is missing in a number, and why. */
export type UncoveredPosition = { readonly position: Position; readonly absence: Unavailable };

export type PricedPositions = {
  readonly priced: readonly PricedPosition[];
  readonly uncovered: readonly UncoveredPosition[];
};

function absenceOf({ assetClass, column }: Position, columns: readonly Closes[], until: number): Unavailable | null {
  if (assetClass === 'private') return unavailable('private_asset', 0, 1);
  if (assetClass === 'option' || column === null) return unavailable('no_prices', 0, 1);
  if (!(column < columns.length))
    throw new RangeError(`pricedPositions: needs a column below ${columns.length}, got ${column}`);
  return lastCloseIndex(columns[column], until) < 0 ? unavailable('no_prices', 0, 1) : null;
}

/** Written out: a spread is a call into the engine, for each position of each day of a backfill. */
const withCloses = (
  { symbol, assetClass, column, sector, issuer, lots, value, weight }: Position,
  closes: Closes,
): PricedPosition => ({ symbol, assetClass, column, sector, issuer, lots, value, weight, closes });

/**
 * Which positions can be followed into the past: stocks and funds with at least one close on the first `until` axis
 * days. Private assets (`private_asset`), options and securities without closes (`no_prices`) cannot, and are listed.
 *
 * Cash is in neither list: its return is zero by definition. Nor is a position that nets to nothing.
 * Throws `RangeError` for columns that are not there or not of one axis.
 */
export function pricedPositions(book: PositionWeights, columns: readonly Closes[], until: number): PricedPositions {
  if (columns.some((column) => column.length !== columns[0].length))
    throw new RangeError(
      `pricedPositions: needs columns of one axis, got lengths ${columns.map((column) => column.length).join(', ')}`,
    );
  const priced: PricedPosition[] = [];
  const uncovered: UncoveredPosition[] = [];
  for (const position of book.positions) {
    if (position.assetClass === 'cash' || position.value === 0) continue;
    const absence = absenceOf(position, columns, until);
    if (absence) uncovered.push({ position, absence });
    else priced.push(withCloses(position, columns[position.column!]));
  }
  return { priced, uncovered };
}

/**
 * Why a measure that none of the positions allows is unavailable: for the reason of the heaviest of them, the first of
 * equal ones; `no_positions` where there are none.
 */
export function heaviestAbsence(uncovered: readonly UncoveredPosition[]): Unavailable {
  if (uncovered.length === 0) return unavailable('no_positions', 0, 1);
  return uncovered.reduce((heaviest, one) =>
    Math.abs(one.position.value) > Math.abs(heaviest.position.value) ? one : heaviest,
  ).absence;
}
