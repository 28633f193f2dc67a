import 'server-only';
import { randomUUID } from 'node:crypto';
import { today } from '../env';
import { Refused } from './absence';
import { inTransaction } from './client';
import { type NewLot, saveLots } from './holdings-import';
import type { Owner } from './owner';

/**
 * Adds one lot to a book and answers its id. However alike another lot is, this one is a lot of its own; an id that its
 * owner gave (`lotId`) names one lot of a symbol, so it is refused where there is one.
 */
export function addLot(owner: Owner, portfolioId: string, lot: Omit<NewLot, 'importKey'>): Promise<string> {
  return inTransaction(async (client) => {
    if (lot.lotId !== null) {
      const { rowCount } = await client.query(
        `SELECT FROM positions q JOIN portfolios p ON p.id = q.portfolio_id
          WHERE p.id = $1 AND p.owner_id = $2 AND q.symbol = $3 AND q.lot_id = $4 AND q.removed_at IS NULL`,
        [portfolioId, owner, lot.symbol, lot.lotId],
      );
      if (rowCount! > 0) throw new Refused('lot_exists', '/lot_id', `${lot.symbol} has a lot ${lot.lotId} already`);
    }
    const importKey = `one ${randomUUID()}`;
    const counts = await saveLots(client, owner, portfolioId, [{ ...lot, importKey }], 'add', today());
    if (counts.added !== 1) throw new Refused('lot_exists', '/lot_id', `${lot.symbol} has a lot ${lot.lotId} already`);
    const { rows } = await client.query(
      `SELECT id FROM positions WHERE portfolio_id = $1 AND removed_at IS NULL
          AND (import_key = $2 OR ($3::text IS NOT NULL AND symbol = $4 AND lot_id = $3))`,
      [portfolioId, importKey, lot.lotId, lot.symbol],
    );
    return rows[0].id;
  });
}
