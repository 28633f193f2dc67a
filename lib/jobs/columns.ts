import { createHash } from 'node:crypto';
import type { SecurityCloses } from '../db/closes';
import { type Axis, type Closes, closesOnAxis, tradingAxis } from '../risk/align';

/** The closes of a run of days laid out for the library: one axis, one column a security. */
export type Columns = {
  readonly axis: Axis;
  /** Which column a security is in; none where it has no closes. */
  readonly columnOf: ReadonlyMap<number, number>;
  readonly securityIds: readonly number[];
  readonly adjusted: readonly Closes[];
  readonly raw: readonly Closes[];
};

export function columnsOf(closes: ReadonlyMap<number, SecurityCloses>): Columns {
  const all = [...closes.values()].sort((a, b) => a.securityId - b.securityId);
  const axis = tradingAxis(all);
  return {
    axis,
    columnOf: new Map(all.map(({ securityId }, column) => [securityId, column])),
    securityIds: all.map(({ securityId }) => securityId),
    adjusted: all.map((one) => closesOnAxis(axis, one)),
    raw: all.map(({ days, rawCloses }) => closesOnAxis(axis, { days, closes: rawCloses })),
  };
}

/** The most closes an estimate looks back on. */
const closesHashed = 1_261;

/** A hash as the tables keep it. */
export const asUuid = (digest: Buffer): string =>
  digest
    .toString('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A fingerprint of the newest closes of a column up to a day, with their days: what an estimate was made from. */
export function closesHash(axis: Axis, column: Closes, until: number): string {
  const days = new Int32Array(closesHashed);
  const closes = new Float64Array(closesHashed);
  let count = 0;
  for (let day = until - 1; day >= 0 && count < closesHashed; day--) {
    if (Number.isNaN(column[day])) continue;
    days[count] = axis[day];
    closes[count] = column[day];
    count++;
  }
  return asUuid(createHash('sha256').update(days.subarray(0, count)).update(closes.subarray(0, count)).digest());
}
