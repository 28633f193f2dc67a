import 'server-only';
import { today } from '../env';
import { NotFound, Refused } from './absence';
import { recordEvent } from './audit';
import { inTransaction, pool } from './client';
import type { Owner } from './owner';
import { lockPortfolio, raiseHoldingsVersion } from './portfolios';
import { isUuid } from './uuid';

/** A lot as a person wrote it: decimals as text, days as `YYYY-MM-DD`. */
export type Lot = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  readonly quantity: string;
  readonly quantityAsOf: string;
  readonly lotId: string | null;
  readonly entryDate: string | null;
  readonly entryPrice: string | null;
  readonly exitDate: string | null;
  readonly currency: string;
  readonly price: string | null;
  readonly priceDate: string | null;
  readonly underlying: string | null;
  readonly optionType: string | null;
  readonly strike: string | null;
  readonly expiry: string | null;
  readonly multiplier: string | null;
  readonly delta: string | null;
};

// trim_scale: a quantity of 10 was written as 10, not as 10.00000000.
const columns = `q.id, q.symbol, s.name, s.sector, q.asset_class AS "assetClass",
  trim_scale(q.quantity)::text AS quantity, q.quantity_as_of AS "quantityAsOf", q.lot_id AS "lotId",
  q.entry_date AS "entryDate", trim_scale(q.entry_price)::text AS "entryPrice", q.exit_date AS "exitDate", q.currency,
  trim_scale(q.price)::text AS price, q.price_date AS "priceDate",
  CASE WHEN q.asset_class = 'option' THEN s.symbol END AS underlying, q.option_type AS "optionType",
  trim_scale(q.strike)::text AS strike, q.expiry, trim_scale(q.multiplier)::text AS multiplier,
  trim_scale(q.delta)::text AS delta`;

/** The lots of the book as it stands now, by symbol. */
export async function listLots(owner: Owner, portfolioId: string): Promise<Lot[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT ${columns} FROM positions q
       JOIN portfolios p ON p.id = q.portfolio_id LEFT JOIN securities s ON s.id = q.security_id
      WHERE p.id = $1 AND p.owner_id = $2 AND q.removed_at IS NULL
      ORDER BY q.symbol COLLATE "C", q.created_at, q.id`,
    [portfolioId, owner],
  );
  return rows;
}

/** One lot of the book as it stands now; `NotFound` where it is not in a book of this owner's. */
export async function requireLot(owner: Owner, portfolioId: string, lotId: string): Promise<Lot> {
  const lot = (await listLots(owner, portfolioId)).find(({ id }) => id === lotId.toLowerCase());
  if (!lot) throw new NotFound('position');
  return lot;
}

/** What may be changed of a lot; what it is (symbol, class) may not: that is another lot. */
export type LotChange = {
  readonly quantity?: string;
  readonly quantityAsOf?: string;
  readonly entryDate?: string | null;
  readonly entryPrice?: string | null;
  readonly exitDate?: string | null;
  readonly price?: string | null;
  readonly priceDate?: string | null;
  readonly delta?: string | null;
};

const changeable: Record<keyof LotChange, string> = {
  quantity: 'quantity',
  quantityAsOf: 'quantity_as_of',
  entryDate: 'entry_date',
  entryPrice: 'entry_price',
  exitDate: 'exit_date',
  price: 'price',
  priceDate: 'price_date',
  delta: 'delta',
};

/** Which field a rule of the table is about, and what it asks for. */
const rules: Readonly<Record<string, readonly [field: string, needs: string]>> = {
  positions_dates_check: ['/exit_date', 'the exit date has to be after the entry date'],
  positions_private_check: ['/price', 'a private asset has no market and needs a price'],
  positions_delta_check: [
    '/delta',
    'a delta is from 0 to 1 for a call, from -1 to 0 for a put, and nothing else has one',
  ],
  positions_price_check: ['/price', 'a price is greater than 0'],
  positions_entry_price_check: ['/entry_price', 'an entry price is 0 or more'],
  positions_quantity_check: ['/quantity', 'a quantity is other than 0'],
};

/** A change that breaks a rule between fields is refused in words; anything else is thrown on. */
function refuseBrokenRule(error: unknown): never {
  const rule = rules[(error as { constraint?: string }).constraint ?? ''];
  if (rule) throw new Refused('lot_refused', rule[0], rule[1]);
  throw error;
}

/**
 * Changes what is given; `NotFound` where the lot is not in a book of this owner's. Another quantity is in units of
 * today unless the change names the day: what a person counts now, a split of last year is in already.
 */
export async function changeLot(owner: Owner, portfolioId: string, lotId: string, change: LotChange): Promise<void> {
  if (!isUuid(lotId)) throw new NotFound('position');
  await inTransaction(async (client) => {
    await lockPortfolio(client, owner, portfolioId);
    const { rows: before } = await client.query(`SELECT quantity = $2 AS "isSame" FROM positions WHERE id = $1`, [
      lotId,
      change.quantity ?? 0,
    ]);
    const isRecounted = change.quantity !== undefined && change.quantityAsOf === undefined && !before[0]?.isSame;
    const stated: LotChange = isRecounted ? { ...change, quantityAsOf: today() } : change;
    const names = (Object.keys(changeable) as (keyof LotChange)[]).filter((name) => stated[name] !== undefined);
    const { rowCount } = await client.query(
      `UPDATE positions SET ${names.map((name, i) => `${changeable[name]} = $${i + 3}`).join(', ')}, updated_at = now()
        WHERE id = $1 AND portfolio_id = $2 AND removed_at IS NULL`,
      [lotId, portfolioId, ...names.map((name) => stated[name])],
    );
    if (rowCount === 0) throw new NotFound('position');
    await raiseHoldingsVersion(client, portfolioId);
  }).catch(refuseBrokenRule);
}

/** Takes a lot out of the book. Its row stays, because the results that hold it stay readable. */
export async function removeLot(owner: Owner, portfolioId: string, lotId: string): Promise<void> {
  if (!isUuid(lotId)) throw new NotFound('position');
  await inTransaction(async (client) => {
    await lockPortfolio(client, owner, portfolioId);
    const { rows } = await client.query(
      `UPDATE positions SET removed_at = now(), updated_at = now()
        WHERE id = $1 AND portfolio_id = $2 AND removed_at IS NULL RETURNING symbol`,
      [lotId, portfolioId],
    );
    if (rows.length === 0) throw new NotFound('position');
    await raiseHoldingsVersion(client, portfolioId);
    const detail = { symbol: rows[0].symbol, portfolio_id: portfolioId };
    await recordEvent(client, owner, 'position_removed', { subjectId: lotId, detail });
  });
}
