export type ValueScale = {
  readonly low: number;
  readonly high: number;
  /** Round numbers from low to high, both included. */
  readonly ticks: readonly number[];
};

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is at least `size`. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  for (const multiple of [1, 2, 2.5, 5]) if (multiple * power >= size * (1 - 1e-9)) return multiple * power;
  return 10 * power;
}

/**
 * A scale of round numbers that holds all the values, with about `steps` steps. What is not finite does not count; a
 * series that stands still gets some room around it, and none gets 0 to 1.
 */
export function valueScale(values: Iterable<number | null | undefined>, steps = 4): ValueScale {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least > greatest) return valueScale([0, 1], steps);
  if (least === greatest) {
    const room = least === 0 ? 1 : Math.abs(least) * 0.1;
    return valueScale([least - room, least + room], steps);
  }
  const step = roundStep((greatest - least) / steps);
  // A value a hair beyond a round number by its rounding does not open another step.
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(greatest / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { low: ticks[0], high: ticks.at(-1)!, ticks };
}
