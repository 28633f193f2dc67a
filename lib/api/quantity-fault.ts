/** No market has more of anything. */
const largestQuantity = 1e12;

/**
 * What is wrong with a quantity as somebody typed or sent it, as the end of a sentence about it; null where nothing is.
 * Digits, at most one point, a minus for short; no exponent, no thousands separators, for these are read in two ways.
 */
export function quantityFault(text: string): string | null {
  if (text.trim() === '') return 'needs a quantity';
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) return 'needs a number such as 12.5, with a minus for a short position';
  if ((text.trim().split('.')[1] ?? '').length > 8) return 'needs at most eight decimals';
  if (Math.abs(Number(text)) > largestQuantity) return 'is more than there is of anything: at most a trillion';
  return null;
}
