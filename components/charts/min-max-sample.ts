/** No chart draws more points than this: a screen cannot show more, and drawing is what takes the time. */
export const mostPoints = 300;

const isShown = (value: number | null): value is number => value !== null && Number.isFinite(value);

/**
 * Which of the values to draw so that at most `most` are and nobody sees the difference: the first and the last, and
 * from each of equal stretches between them the smallest and the largest, so that no peak and no trough is lost.
 * Answers their indexes, ascending. A stretch without values gives none.
 * Throws `RangeError` for fewer than 4 points.
 */
export function minMaxSample(values: readonly (number | null)[], most = mostPoints): number[] {
  if (!(Number.isInteger(most) && most >= 4))
    throw new RangeError(`minMaxSample: needs a whole number of at least 4 points, got ${most}`);
  const last = values.length - 1;
  if (values.length <= most) return values.map((_, index) => index);
  const stretches = Math.floor((most - 2) / 2);
  const chosen = [0];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (last - 1)) / stretches);
    const until = 1 + Math.floor(((stretch + 1) * (last - 1)) / stretches);
    let least = -1;
    let greatest = -1;
    for (let index = from; index < until; index++) {
      const value = values[index];
      if (!isShown(value)) continue;
      if (least < 0 || value < values[least]!) least = index;
      if (greatest < 0 || value > values[greatest]!) greatest = index;
    }
    if (least < 0) continue;
    if (least === greatest) chosen.push(least);
    else chosen.push(Math.min(least, greatest), Math.max(least, greatest));
  }
  chosen.push(last);
  return chosen;
}
