import 'server-only';
import { Refused } from '../db/absence';
import { inTransaction } from '../db/client';
import { saveLots } from '../db/holdings-import';
import { type Lot, listLots } from '../db/lots';
import type { Owner } from '../db/owner';
import { createPortfolio, requirePortfolio } from '../db/portfolios';
import { today } from '../env';
import { parseHoldings } from '../import/holdings';
import { type ExportedHolding, holdingsCsv } from '../import/holdings-export';
import { type HypotheticalLot, hypotheticalBook } from './hypothetical-book';

const newLot = { lotId: null, entryDate: null, entryPrice: null, exitDate: null, priceDate: null } as const;
const noOption = {
  underlying: null,
  optionType: null,
  strike: null,
  expiry: null,
  multiplier: null,
  delta: null,
} as const;

const exported = (lot: Lot): ExportedHolding => ({ ...lot, optionType: lot.optionType as 'call' | 'put' | null });

/**
 * Keeps a hypothetical book as a portfolio of its own, with the settings of the one it began as; answers its id. It is
 * written and read as a file of holdings would be, so that its lots are what an import of its export finds there.
 * `Refused` for what `hypotheticalBook` refuses and for what no file of holdings may say.
 */
export async function saveHypothetical(
  owner: Owner,
  portfolioId: string,
  asOf: string,
  lots: readonly HypotheticalLot[],
  name: string,
): Promise<{ readonly id: string }> {
  const portfolio = await requirePortfolio(owner, portfolioId);
  const book = await hypotheticalBook(owner, portfolioId, asOf, lots);
  const stored = new Map((await listLots(owner, portfolioId)).map((lot) => [lot.id, lot]));
  const rows = lots.map((lot, i): ExportedHolding => {
    if ('positionId' in lot) {
      const kept = exported(stored.get(lot.positionId.toLowerCase())!);
      return lot.quantity === undefined ? kept : { ...kept, quantity: lot.quantity, quantityAsOf: asOf };
    }
    const { symbol, assetClass, currency } = book.lots[i];
    const price = assetClass === 'cash' ? '1' : (lot.price ?? null);
    return { ...newLot, ...noOption, symbol, assetClass, currency, price, quantity: lot.quantity, quantityAsOf: asOf };
  });
  const read = await parseHoldings(new TextEncoder().encode(holdingsCsv(rows)), {
    today: today(),
    currency: portfolio.currency,
  });
  if (!read.ok) {
    if (read.reason === 'too_large')
      throw new Refused('too_many_positions', '/positions', 'has more lots than a file may');
    const [{ row, column, expected }] = read.problems;
    // The file has a head; the entries are counted from nothing.
    throw new Refused(
      'lot_refused',
      `/positions/${row - 2}${column === null ? '' : `/${column}`}`,
      `needs ${expected}`,
    );
  }
  return inTransaction(async (client) => {
    const made = await createPortfolio(owner, { ...portfolio, name, isDemonstration: false }, client);
    await saveLots(
      client,
      owner,
      made.id,
      read.rows.map((row) => ({ ...row, importKey: row.rowKey })),
      'replace',
      today(),
    );
    return made;
  });
}
