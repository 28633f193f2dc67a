import 'server-only';
import { pricedSecurities } from '../db/priced-securities';
import { indexFundOf } from '../market/index-funds';

/** Funds with the benchmark that each is in one share: as a person has said, or else as it is known to be. */
export async function heldFunds(
  symbols: readonly string[],
): Promise<{ symbol: string; name: string | null; tracks: string | null; isKnown: boolean }[]> {
  return (await pricedSecurities(symbols)).map(({ symbol, name, tracksBenchmark }) => ({
    symbol,
    name,
    tracks: tracksBenchmark ?? indexFundOf(symbol),
    isKnown: tracksBenchmark === null && indexFundOf(symbol) !== null,
  }));
}
