import { canonicalSymbol as spelledAlike } from '../market/symbol';

/** With a letter or digit in it: a lone dot is none. */
const symbolShape = /^(?=.*[A-Za-z0-9])[A-Za-z0-9.^=/-]{1,20}$/;

/** What a symbol is, as the end of a sentence that begins "expected". */
export const symbolExpected = 'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit';

/**
 * A ticker as the product keeps it: upper case, a share class behind a point however a broker wrote it (`brk/b` and `BRK-B`
 * are `BRK.B`, as for the providers), any other stroke a point; null where the text is none.
 */
export function canonicalSymbol(text: string): string | null {
  const bare = text.trim();
  return symbolShape.test(bare) ? (spelledAlike(bare) ?? spelledAlike(bare.replaceAll('/', '.'))) : null;
}
