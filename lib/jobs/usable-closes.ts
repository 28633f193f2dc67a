import 'server-only';
import { closesWithin, type PriceGate, priceGate } from '../market/price-gate';
import { type Closes, daysUntil } from '../risk/align';
import { dayNumber } from '../risk/day';
import { fingerprintSums, windowFingerprint } from '../risk/fingerprint';
import { type Columns, roles } from './columns';
import type { MarketInputs } from './load-inputs';
import type { SecurityHashes } from './measure-securities';
import type { Month } from './month';

/** The closes that the quality gate lets through on each of a month's days. */
export type UsableCloses = {
  /** The adjusted closes of a column as of the month's k-th day, and those of the index. */
  readonly closesOn: (column: number, k: number) => Closes;
  readonly marketOn: (k: number) => Closes;
  /** Whether the gate holds back any of the column's or of the index's closes on the k-th day. */
  readonly isGated: (column: number, k: number) => boolean;
  /** What a gated column's estimates are made from. */
  readonly hashesOn: (column: number, k: number) => SecurityHashes;
  readonly doubtfulSplits: (column: number) => readonly number[];
};

/**
 * Passes the columns of a month through the quality gate: what a finding withholds is not there for what is measured, and
 * so it is in the hash as well. Nearly every column passes whole, and then it is the month's own.
 */
export function usableCloses(
  view: Pick<Columns, 'axis' | 'adjusted' | 'raw'>,
  { columns, quoted, actions, acceptedMoves }: Omit<MarketInputs, 'splits' | 'conversion'>,
  indexColumn: number | undefined,
  { start, untils }: Month,
): UsableCloses {
  const { axis, adjusted, raw } = view;
  const placeOf = (date: string): number => daysUntil(axis, dayNumber(date) - 1);
  // A close that is carried forward moves with the exchange rate; what is judged is what was quoted.
  const quotedOf = (column: number) => {
    const own = quoted.get(columns.securityIds[column]);
    return own
      ? { raw: own.raw.subarray(start), adjusted: own.adjusted.subarray(start) }
      : { raw: raw[column], adjusted: adjusted[column] };
  };
  const gates = new Map<number, PriceGate>();
  const gateOf = (column: number): PriceGate => {
    const known = gates.get(column);
    if (known) return known;
    const id = columns.securityIds[column];
    const made = priceGate(
      quotedOf(column),
      (actions.get(id) ?? []).map(({ date, split, dividend }) => ({ index: placeOf(date), split, dividend })),
      new Set((acceptedMoves.get(id) ?? []).map(placeOf)),
      indexColumn === undefined || column === indexColumn ? null : quotedOf(indexColumn).adjusted,
    );
    gates.set(column, made);
    return made;
  };

  const none = new Float64Array(axis.length).fill(Number.NaN);
  const gated = new Map<number, (Closes | null)[]>();
  const held = (column: number, k: number): Closes | null => {
    const ofColumn = gated.get(column) ?? [];
    gated.set(column, ofColumn);
    if (ofColumn[k] === undefined) {
      const span = gateOf(column).usable(untils[k]);
      ofColumn[k] = span === null ? null : closesWithin(adjusted[column], span);
    }
    return ofColumn[k];
  };
  const closesOn = (column: number, k: number): Closes => held(column, k) ?? adjusted[column];
  const marketOn = (k: number): Closes => (indexColumn === undefined ? none : closesOn(indexColumn, k));
  return {
    closesOn,
    marketOn,
    isGated: (column, k) => held(column, k) !== null || (indexColumn !== undefined && held(indexColumn, k) !== null),
    hashesOn: (column, k) => {
      const last = untils[k] - 1;
      const days = fingerprintSums(axis, new Float64Array(axis.length).fill(1), roles.axis);
      const own = [fingerprintSums(axis, closesOn(column, k), roles.asset), days];
      const both = indexColumn === undefined ? own : [...own, fingerprintSums(axis, marketOn(k), roles.market)];
      return { beta: windowFingerprint(both, 0, last), volatility: windowFingerprint(own, 0, last) };
    },
    doubtfulSplits: (column) => gateOf(column).doubtfulSplits,
  };
}
