import { inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { ensureSecurities } from '@/lib/db/securities';
import { lastTradingDays } from '@/lib/market/calendar';
import { cashLot, newLot, optionLot, privateLot } from './new-lot';
import { seededNormals } from './seeded-normals';

/** Closes of `count` securities S0, S1 … and of the index SPY over some sessions; a company may begin late or end early. */
export async function seedPrices(count: number, sessions: readonly string[]): Promise<string[]> {
  const symbols = ['SPY', ...Array.from({ length: count }, (_, i) => `S${i}`)];
  const ids = await inTransaction((client) =>
    ensureSecurities(
      client,
      symbols.map((symbol) => ({ symbol })),
    ),
  );
  const market = seededNormals(1, sessions.length).map((one) => 0.01 * one);
  for (const [place, symbol] of symbols.entries()) {
    const own = seededNormals(place + 2, sessions.length);
    let close = 20 + place;
    const closes = own.map((one, i) => {
      close *= 1 + (symbol === 'SPY' ? market[i] : (0.5 + (place % 7) / 5) * market[i] + 0.015 * one);
      return Number(close.toFixed(8));
    });
    await pool().query(
      `INSERT INTO daily_prices (security_id, date, close, adj_close, source)
       SELECT $1, date, close, close, 'test' FROM unnest($2::date[], $3::numeric[]) AS given (date, close)`,
      [ids.get(symbol), sessions, [...closes]],
    );
  }
  return symbols.slice(1);
}

export const sessionsUntil = (asOf: string, count: number): string[] => [...lastTradingDays(asOf, count)];

/** A portfolio of one lot of each of the symbols against SPY, a lot of every other class beside them. */
export async function seedBook(symbols: readonly string[], lots = symbols.length): Promise<string> {
  const { id } = await createPortfolio(localOwner, {
    name: 'Engine',
    currency: 'USD',
    marketIndex: 'SPY',
    benchmarkCode: 'SP500',
  });
  const stocks = Array.from({ length: lots }, (_, i) =>
    newLot(symbols[i % symbols.length], (i % 5 === 3 ? -1 : 1) * (10 + i), {
      lotId: `L${i}`,
      quantityAsOf: '2020-01-02',
    }),
  );
  const others = [
    cashLot('25000', { quantityAsOf: '2020-01-02' }),
    privateLot('CELLAR', '1000', { quantityAsOf: '2020-01-02' }),
    optionLot('S0 100C', 1, symbols[0], { quantityAsOf: '2020-01-02' }),
  ];
  await inTransaction((client) => saveLots(client, localOwner, id, [...stocks, ...others], 'replace', '2020-01-02'));
  return id;
}
