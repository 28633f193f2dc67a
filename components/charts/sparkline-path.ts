/** The lowest and the highest value of a sparkline: shared by all that are to be compared. */
export type SparklineDomain = { readonly low: number; readonly high: number };

/** What holds every value of all the series, for sparklines that share a scale; null where there is no value. */
export function sharedDomain(series: Iterable<readonly (number | null)[]>): SparklineDomain | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of series)
    for (const value of values) {
      if (value === null || !Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low > high ? null : { low, high };
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * The path of a line through the values from left to right in a box of the given size; a missing value breaks it. `end`
 * is where the last value is drawn, null where there is none.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  { low, high }: SparklineDomain,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly path: string; readonly end: { readonly x: number; readonly y: number } | null } {
  const stride = values.length > 1 ? width / (values.length - 1) : 0;
  const spread = high - low;
  let path = '';
  let isDrawing = false;
  let end: { x: number; y: number } | null = null;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      isDrawing = false;
      return;
    }
    const x = index * stride;
    const y = spread > 0 ? height * (1 - (value - low) / spread) : height / 2;
    path += `${isDrawing ? 'L' : 'M'}${rounded(x)} ${rounded(y)}`;
    isDrawing = true;
    end = { x, y };
  });
  return { path, end };
}
