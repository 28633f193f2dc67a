/**
 * The parts that rounding throws away, recovered exactly: the two operations on which every compensated sum and every
 * residual here is built. Plain functions of numbers, so that nothing is allocated in an inner loop.
 *
 * Sources: Knuth, The Art of Computer Programming 2, 4.2.2, theorem B (sum); Dekker, Numerische Mathematik 18 (1971),
 * p. 234, with Veltkamp's splitting (product). Witness: exact integer arithmetic, in the tests.
 */

/** a + b − sum, exactly, where `sum` is the rounded a + b. */
export function sumError(a: number, b: number, sum: number): number {
  const partOfB = sum - a;
  return a - (sum - partOfB) + (b - partOfB);
}

/** 2²⁷ + 1: multiplying by it splits a double into two halves of 26 bits whose products are exact. */
const splitter = 134_217_729;

/**
 * a · b − product, exactly, where `product` is the rounded a · b.
 * Holds while |a|, |b| < 2⁹⁹⁶ and the product's last bit does not underflow: far outside of prices and returns.
 */
export function productError(a: number, b: number, product: number): number {
  const wideA = splitter * a;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = splitter * b;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}
