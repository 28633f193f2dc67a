/** What a symbol may look like: it goes into URLs and file names, so nothing else is let through. */
const grammar = /^[A-Z0-9.^=-]{1,20}$/;

/**
 * A share class, in whatever spelling: a root of letters, a separator, one letter. F, L, T and V are left alone: there
 * vendors mean an exchange (VOD.L is Vodafone in London), and turning the dot into a dash would name another security.
 */
const shareClass = /^([A-Z]{1,6})[./ -]([A-EG-KM-SUW-Z])$/;

/** How a vendor separates a share class from its root: BRK.B, BRK-B or BRK/B. */
export type ClassSeparator = '.' | '-' | '/';

/**
 * The one spelling under which a security is stored: capitals, a share class behind a dot (BRK-B, BRK/B and `brk b`
 * are BRK.B). Everything else keeps its spelling (BTC-USD, ^GSPC, EURUSD=X, VOD.L).
 * Null where the text cannot be a symbol.
 */
export function canonicalSymbol(text: string): string | null {
  const symbol = text.trim().toUpperCase().replace(shareClass, '$1.$2');
  return grammar.test(symbol) ? symbol : null;
}

/**
 * The canonical symbol as a vendor spells it. `canonicalSymbol` leads back from every separator.
 * Throws `RangeError` for a symbol that is not canonical.
 */
export function vendorSymbol(symbol: string, separator: ClassSeparator): string {
  if (canonicalSymbol(symbol) !== symbol)
    throw new RangeError(`vendorSymbol: needs a canonical symbol, got ${JSON.stringify(symbol)}`);
  return symbol.replace(shareClass, `$1${separator}$2`);
}
