/** Pixels around the plotting area: the axes are drawn by the plot, the cursor over it, and both must agree. */
export const plotMargin = { top: 10, right: 14, bottom: 26, left: 46 } as const;

/** The same as the place of the plotting area within its chart. */
export const plotInset = `${plotMargin.top}px ${plotMargin.right}px ${plotMargin.bottom}px ${plotMargin.left}px`;

/** Which of the ascending `days` is nearest to a place between the first (0) and the last (1). */
export function nearestIndex(days: readonly number[], place: number): number {
  const day = days[0] + place * (days[days.length - 1] - days[0]);
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low > 0 && day - days[low - 1] < days[low] - day ? low - 1 : low;
}

/** Where a value lies from the one end (0) to the other (1). */
export const placeOf = (value: number, first: number, last: number): number =>
  last > first ? (value - first) / (last - first) : 0.5;
