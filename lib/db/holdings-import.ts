import 'server-only';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { requireOneContract } from './one-contract';
import type { Owner } from './owner';
import { lockPortfolio, raiseHoldingsVersion } from './portfolios';
import { ensureSecurities } from './securities';

/** A lot to be stored. Decimals are text, so that what is kept is what was written, to the last digit. */
export type NewLot = {
  readonly importKey: string;
  readonly symbol: string;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  /** Signed: negative is short. */
  readonly quantity: string;
  /** The day in whose units the quantity is stated; null is the day it is stored. */
  readonly quantityAsOf: string | null;
  readonly lotId: string | null;
  readonly entryDate: string | null;
  readonly entryPrice: string | null;
  readonly exitDate: string | null;
  /** Null is the portfolio's currency. */
  readonly currency: string | null;
  readonly price: string | null;
  readonly priceDate: string | null;
  readonly underlying: string | null;
  readonly optionType: string | null;
  readonly strike: string | null;
  readonly expiry: string | null;
  readonly multiplier: string | null;
  readonly delta: string | null;
};

export type ImportCounts = { readonly added: number; readonly changed: number; readonly removed: number };

/** The symbol whose prices move a lot: its own, an option's underlying, none for cash and private assets. */
const pricedSymbol = (lot: NewLot): string | null =>
  lot.assetClass === 'option'
    ? lot.underlying
    : lot.assetClass === 'cash' || lot.assetClass === 'private'
      ? null
      : lot.symbol;

/**
 * Under which key a lot is known in its book. An id that its owner gave it names one lot of a symbol, whatever else is
 * said of it; a lot without one is what the row says.
 */
const keyOf = ({ lotId, symbol, importKey }: NewLot): string =>
  lotId === null
    ? importKey
    : `lot ${createHash('sha256')
        .update(JSON.stringify([symbol, lotId]))
        .digest('hex')}`;

const contents = [
  'security_id',
  'symbol',
  'asset_class',
  'quantity',
  'lot_id',
  'entry_date',
  'entry_price',
  'exit_date',
  'currency',
  'price',
  'price_date',
  'option_type',
  'strike',
  'expiry',
  'multiplier',
  'delta',
];

/**
 * Stores lots within a transaction. `replace`: the rows are the whole book, what is not among them leaves it;
 * `add`: they join it. A lot with the key of a lot that is there already is that lot: it is left alone where it says
 * the same and brought up to date where it does not, so the same rows twice change nothing. A quantity that is the same
 * as before stays in the units of its day unless the row names another. `RefusedLot` for an option whose symbol the book
 * has as another contract.
 */
export async function saveLots(
  client: pg.PoolClient,
  owner: Owner,
  portfolioId: string,
  lots: readonly NewLot[],
  mode: 'replace' | 'add',
  today: string,
): Promise<ImportCounts> {
  const { currency } = await lockPortfolio(client, owner, portfolioId);
  const wanted = new Map<string, { symbol: string; assetClass: string; currency: string | null }>();
  for (const lot of lots) {
    const symbol = pricedSymbol(lot);
    if (symbol !== null && !(wanted.has(symbol) && lot.assetClass === 'option'))
      wanted.set(symbol, {
        symbol,
        assetClass: lot.assetClass === 'fund' ? 'fund' : 'stock',
        currency: lot.currency ?? currency,
      });
  }
  const ids = await ensureSecurities(client, [...wanted.values()]);
  const column = (value: (lot: NewLot) => unknown) => lots.map(value);
  await client.query(
    `CREATE TEMPORARY TABLE given_lots ON COMMIT DROP AS
     SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::numeric[], $6::date[], $7::text[],
                          $8::date[], $9::numeric[], $10::date[], $11::text[], $12::numeric[], $13::date[],
                          $14::text[], $15::numeric[], $16::date[], $17::numeric[], $18::numeric[])
       WITH ORDINALITY AS lot (import_key, security_id, symbol, asset_class, quantity, quantity_as_of, lot_id, entry_date, entry_price,
               exit_date, currency, price, price_date, option_type, strike, expiry, multiplier, delta, place)`,
    [
      column(keyOf),
      column((lot) => ids.get(pricedSymbol(lot) ?? '') ?? null),
      column((lot) => lot.symbol),
      column((lot) => lot.assetClass),
      column((lot) => lot.quantity),
      column((lot) => lot.quantityAsOf),
      column((lot) => lot.lotId),
      column((lot) => lot.entryDate),
      column((lot) => lot.entryPrice),
      column((lot) => lot.exitDate),
      column((lot) => lot.currency ?? currency),
      column((lot) => lot.price),
      column((lot) => lot.priceDate),
      column((lot) => lot.optionType),
      column((lot) => lot.strike),
      column((lot) => lot.expiry),
      column((lot) => lot.multiplier),
      column((lot) => lot.delta),
    ],
  );
  const { rowCount: removed } =
    mode === 'add'
      ? { rowCount: 0 }
      : await client.query(
          `UPDATE positions p SET removed_at = now(), updated_at = now()
            WHERE p.portfolio_id = $1 AND p.removed_at IS NULL
              AND NOT EXISTS (SELECT FROM given_lots g WHERE g.import_key = p.import_key)`,
          [portfolioId],
        );
  await requireOneContract(client, portfolioId);
  const { rows: written } = await client.query(
    `INSERT INTO positions AS p (portfolio_id, import_key, quantity_as_of, ${contents.join(', ')})
     SELECT $1, g.import_key, coalesce(g.quantity_as_of, kept.quantity_as_of, $2::date),
            ${contents.map((name) => `g.${name}`).join(', ')}
       FROM given_lots g LEFT JOIN positions kept
         ON kept.portfolio_id = $1 AND kept.import_key = g.import_key AND kept.removed_at IS NULL
            AND kept.quantity = g.quantity
      ORDER BY g.import_key
     ON CONFLICT (portfolio_id, import_key) WHERE removed_at IS NULL DO UPDATE
        SET ${contents.map((name) => `${name} = excluded.${name}`).join(', ')},
            quantity_as_of = excluded.quantity_as_of,
            updated_at = now()
      WHERE (p.quantity_as_of, ${contents.map((name) => `p.${name}`).join(', ')})
            IS DISTINCT FROM (excluded.quantity_as_of, ${contents.map((name) => `excluded.${name}`).join(', ')})
     RETURNING (xmax = 0) AS added`,
    [portfolioId, today],
  );
  await client.query('DROP TABLE given_lots');
  const added = written.filter((row) => row.added).length;
  const counts = { added, changed: written.length - added, removed: removed ?? 0 };
  if (counts.added + counts.changed + counts.removed > 0) await raiseHoldingsVersion(client, portfolioId);
  return counts;
}
