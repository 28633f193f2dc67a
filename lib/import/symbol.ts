const symbolShape = /^(?=.*[A-Za-z0-9])[A-Za-z0-9.^=/-]{1,20}$/;

/** What a symbol is, as the end of a sentence that begins "expected". */
export const symbolExpected = 'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit';

/**
 * A ticker as the product keeps it: upper case, a share class after a point (`brk/b` → `BRK.B`); null where the text is
 * none. The class is not guessed from other marks: `BRK-B` may be a vendor's way to write it, `BTC-USD` is a pair.
 */
export function canonicalSymbol(text: string): string | null {
  const bare = text.trim();
  return symbolShape.test(bare) ? bare.toUpperCase().replaceAll('/', '.') : null;
}
