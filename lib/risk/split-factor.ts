import { dayNumber } from './day';

/** A split on its ex-date: `ratio` new units for one old (4 for four-for-one, 0.1 for a one-for-ten reverse split). */
export type Split = { readonly date: string; readonly ratio: number };

/**
 * By what a quantity stated in units of `quantityAsOf` has to be multiplied to be in units of `asOf`: the product of
 * the ratios of the splits between the two dates, or one over it where `asOf` is the earlier one.
 *
 * A split counts from the opening of its ex-date, so a quantity stated on that very date is already in new units:
 * the splits between are those with earlier date < ex-date ≤ later date. The raw close of a day is in units of that
 * day, so quantity × factor × raw close is the market value; without the factor a four-for-one split would look like
 * a loss of three quarters.
 *
 * `splits`: those of one security, in any order, dates `YYYY-MM-DD`; splits outside the span are ignored.
 * Throws `RangeError` for dates the calendar does not have, ratios that are not finite and positive, and two splits on
 * one date.
 */
export function splitFactor(splits: readonly Split[], quantityAsOf: string, asOf: string): number {
  const stated = dayNumber(quantityAsOf);
  const wanted = dayNumber(asOf);
  if (splits.length === 0) return 1;
  const earlier = Math.min(stated, wanted);
  const later = Math.max(stated, wanted);
  const ratios = new Map<number, number>();
  for (const { date, ratio } of splits) {
    const day = dayNumber(date);
    if (!(ratio > 0 && ratio < Number.POSITIVE_INFINITY))
      throw new RangeError(`splitFactor: needs finite positive ratios, got ${ratio} on ${date}`);
    if (ratios.has(day)) throw new RangeError(`splitFactor: needs one split a date, got two on ${date}`);
    ratios.set(day, ratio);
  }
  let product = 1;
  // Multiplied in the order of dates, so that the order of the rows cannot move the last digit.
  for (const day of [...ratios.keys()].sort((a, b) => a - b))
    if (day > earlier && day <= later) product *= ratios.get(day)!;
  return wanted >= stated ? product : 1 / product;
}
