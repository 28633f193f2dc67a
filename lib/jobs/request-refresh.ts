import 'server-only';
import { Refused } from '../db/absence';
import { type Connection, inTransaction } from '../db/client';
import { type MarketRefresh, type RefreshTrigger, writeRefresh } from '../db/market-refreshes';
import type { Owner } from '../db/owner';
import { pricedSecurities, unpricedSymbols } from '../db/priced-securities';
import { today } from '../env';
import { canonicalSymbol } from '../market/symbol';
import { readyToSendRefresh, sendRefresh } from './market-queue';
import { vendors } from './provider-order';

const mostSymbols = 1_000;

/**
 * Puts a refresh in line and answers it, or the same one that waits already. Without symbols it is everything that is in
 * use and behind.
 */
export async function requestRefresh(
  owner: Owner,
  request: {
    readonly symbols?: readonly string[];
    readonly provider?: string;
    readonly from?: string;
    readonly trigger: RefreshTrigger;
  },
): Promise<MarketRefresh> {
  // A symbol that is stored in another spelling (BRK-B) is meant as it is stored.
  const asked = (request.symbols ?? []).map((text) => text.trim().toUpperCase());
  const stored = new Set((await pricedSecurities(asked)).map((one) => one.symbol));
  const symbols = asked.map((text) => {
    const symbol = stored.has(text) ? text : canonicalSymbol(text);
    if (symbol === null) throw new Refused('invalid_symbol', '/symbols', `${JSON.stringify(text)} cannot be a symbol`);
    if (symbol.endsWith('.SIM') || symbol === 'SIM500')
      throw new Refused('simulated_symbol', '/symbols', `${symbol} is simulated: no provider knows it`);
    return symbol;
  });
  if (symbols.length > mostSymbols)
    throw new Refused('too_many_symbols', '/symbols', `a refresh has at most ${mostSymbols} symbols`);
  if (request.provider !== undefined && !vendors.some(({ id }) => id === request.provider))
    throw new Refused('unknown_provider', '/provider', `the providers are ${vendors.map(({ id }) => id).join(', ')}`);
  if (symbols.length === 0 && (request.provider !== undefined || request.from !== undefined))
    throw new Refused('symbols_needed', '/symbols', 'a provider or a first day goes with the symbols it is for');
  if (request.from !== undefined && request.from > today())
    throw new Refused('date_in_future', '/from', `${request.from} is after today, ${today()}`);
  await readyToSendRefresh();
  return inTransaction(async (client) => {
    const { refresh, isNew } = await writeRefresh(client, owner, { ...request, symbols, fromDate: request.from });
    if (isNew) await sendRefresh(client, refresh.id, request.trigger);
    return refresh;
  });
}

/**
 * Puts a refresh in line for what of a portfolio nobody has prices of, within the transaction that made it so: a
 * holdings file with symbols nobody has seen. Null where there is nothing of the kind. `readyToSendRefresh` goes before.
 */
export async function requestUnknownSymbols(
  client: Connection,
  owner: Owner,
  portfolioId: string,
): Promise<MarketRefresh | null> {
  const symbols = await unpricedSymbols(client, owner, portfolioId);
  if (symbols.length === 0) return null;
  const { refresh, isNew } = await writeRefresh(client, owner, { trigger: 'import', symbols });
  if (isNew) await sendRefresh(client, refresh.id, 'import');
  return refresh;
}
