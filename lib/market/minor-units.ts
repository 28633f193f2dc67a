/** What vendors call the hundredth part of a currency in which an exchange quotes: London's pence are no GBP. */
const minorUnits: Readonly<Record<string, string>> = { GBp: 'GBP', GBX: 'GBP', ZAc: 'ZAR', ZAC: 'ZAR', ILA: 'ILS' };

/** The ISO 4217 code of a vendor's currency and how many quoted units make one of it; null where it is none. */
export function quotedIn(text: string): { readonly currency: string; readonly unitsPerCurrency: 1 | 100 } | null {
  const major = minorUnits[text];
  if (major) return { currency: major, unitsPerCurrency: 100 };
  return /^[A-Z]{3}$/.test(text) ? { currency: text, unitsPerCurrency: 1 } : null;
}
