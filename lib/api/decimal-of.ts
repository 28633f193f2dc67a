/**
 * A double as the shortest decimal text that reads back as the same double: `0.1`, `1250000`, and without an exponent
 * however large or small it is. Throws `RangeError` for what is not finite.
 */
export function exactDecimalOf(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`exactDecimalOf: needs a finite number, got ${value}`);
  const text = String(value);
  const written = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!written) return text;
  const [, sign, whole, part = '', exponent] = written;
  const point = 1 + Number(exponent);
  // With an exponent a number has either more digits before its point than it has of its own, or none.
  return point > 0 ? `${sign}${(whole + part).padEnd(point, '0')}` : `${sign}0.${'0'.repeat(-point)}${whole}${part}`;
}

/** From here on a double has no part behind the point, and `toFixed` writes an exponent. */
const beyondFixed = 1e21;

/** A stored double as a decimal number in text, rounded to eight places, without an exponent and trailing zeros. */
export function decimalOf(value: number): string {
  if (Math.abs(value) >= beyondFixed) return exactDecimalOf(value);
  const text = value.toFixed(8);
  return /^-?0\.0+$/.test(text) ? '0' : text.replace(/\.?0+$/, '');
}
