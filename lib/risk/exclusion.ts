import type { Reason } from './estimate';
import type { UncoveredPosition } from './priced-positions';

/** A position that a number leaves out, why, and how large a part of the book's gross value it is. */
export type Exclusion = {
  readonly symbol: string;
  readonly reason: Reason;
  readonly observations: number;
  readonly required: number;
  readonly share: number;
};

/** The positions that a measure of the book could not cover, as they are listed beside it. `gross`: the book's. */
export const exclusions = (uncovered: readonly UncoveredPosition[], gross: number): Exclusion[] =>
  uncovered.map(({ position, absence }) => ({
    symbol: position.symbol,
    reason: absence.reason,
    observations: absence.observations,
    required: absence.required,
    share: Math.abs(position.value) / gross,
  }));
