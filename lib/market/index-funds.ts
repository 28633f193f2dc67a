/**
 * Funds that hold an index share for share, by the code of its benchmark, as their prospectuses say. Funds that weigh the
 * index otherwise (equal weights, a factor, hedged, levered) are not among them. A person can name others.
 */
const indexFunds: Readonly<Record<string, readonly string[]>> = {
  SP500: [
    'SPY',
    'IVV',
    'VOO',
    'SPLG',
    'SPYM',
    'VFINX',
    'VFIAX',
    'FXAIX',
    'SWPPX',
    'CSPX.L',
    'VUSA.L',
    'VUAA.L',
    'VUSA.AS',
    'SXR8.DE',
    'VUAA.DE',
  ],
};

/** The code of the benchmark that a fund is known to be; null where none is known. */
export const indexFundOf = (symbol: string): string | null =>
  Object.entries(indexFunds).find(([, symbols]) => symbols.includes(symbol))?.[0] ?? null;
