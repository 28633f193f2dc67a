/**
 * The result of every measure: a value, or the reason why there is none.
 *
 * A measure never answers NaN, Infinity or a silent 0. What it cannot compute it names from a closed list, with the
 * number of observations it had and the number it needs, so that a reader knows what would mend it.
 */
export const reasons = [
  'short_history',
  'no_prices',
  'flat_market',
  'flat_asset',
  'stale_prices',
  'no_sector',
  'no_positions',
  'zero_equity',
  'no_benchmark_weights',
  'not_finite',
  'no_delta',
  'private_asset',
] as const;

export type Reason = (typeof reasons)[number];

export type Measured<T> = { readonly status: 'measured'; readonly value: T };

/** Why there is no number. */
export type Absence = {
  readonly reason: Reason;
  /** How many observations there were. */
  readonly observations: number;
  /** How many the measure needs. */
  readonly required: number;
};

export type Unavailable = Absence & { readonly status: 'unavailable' };

export type Estimate<T> = Measured<T> | Unavailable;

export const measured = <T>(value: T): Measured<T> => ({ status: 'measured', value });

export const unavailable = (reason: Reason, observations: number, required: number): Unavailable => ({
  status: 'unavailable',
  reason,
  observations,
  required,
});

/** Applies `f` to what was measured and leaves an absence as it is. */
export const mapped = <T, U>(estimate: Estimate<T>, f: (value: T) => U): Estimate<U> =>
  estimate.status === 'measured' ? measured(f(estimate.value)) : estimate;

/** Goes on with what was measured; an absence stays what it is. */
export const andThen = <T, U>(estimate: Estimate<T>, f: (value: T) => Estimate<U>): Estimate<U> =>
  estimate.status === 'measured' ? f(estimate.value) : estimate;
