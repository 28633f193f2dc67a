/** A decimal as its whole part and its hundred-millionths; the one object is reused, because there are millions. */
export const decimalParts = { whole: 0, fraction: 0 };

const placeValues = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/**
 * Takes plain text (`12`, `12.5`) apart into `decimalParts`; false where it is anything else or longer than 15 digits
 * before or 8 behind the point. Several times faster than a pattern, which matters for millions of prices alone.
 */
export function takeApart(text: string): boolean {
  let whole = 0;
  let at = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) break;
    whole = whole * 10 + digit;
  }
  if (at === 0 || at > 15) return false;
  let fraction = 0;
  if (at < text.length) {
    const places = text.length - at - 1;
    if (text[at] !== '.' || places < 1 || places > 8) return false;
    for (at++; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) return false;
      fraction = fraction * 10 + digit;
    }
    fraction *= placeValues[places];
  }
  decimalParts.whole = whole;
  decimalParts.fraction = fraction;
  return true;
}
