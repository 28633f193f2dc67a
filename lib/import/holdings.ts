import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AssetClass, assetClasses } from '../risk/holding';
import type { TableGrammar } from './column-plan';
import { importLimits } from './import-limits';
import { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportResult } from './import-problem';
import { OneContract } from './one-contract';
import { readTable } from './read-table';
import { compareText } from './sort-in-turns';
import type { DecimalRule } from './strict-values';
import type { TableRow } from './table-row';
import type { ByteSource } from './text-pieces';

/** One lot as a file states it. Decimals are strings, so that none is changed on its way to the database. */
export type HoldingRow = {
  /** Line of the file. */
  readonly row: number;
  /**
   * The lot's identity among the lots of a book: what it is (not what was observed of it: price, price date, delta and
   * the date of its units), and its number among lots that are the same. The same file always gives the same keys.
   */
  readonly rowKey: string;
  readonly symbol: string;
  /** Negative is short; in units of the day `quantityAsOf`. */
  readonly quantity: string;
  readonly lotId: string | null;
  /** Null: held since ever. */
  readonly entryDate: string | null;
  readonly entryPrice: string | null;
  readonly exitDate: string | null;
  readonly assetClass: AssetClass;
  readonly currency: string;
  /** Given price of one unit; always there for a private asset, 1 for cash. */
  readonly price: string | null;
  readonly priceDate: string | null;
  /** Null: the day of the import. */
  readonly quantityAsOf: string | null;
  /** The five that follow are null but for options, where all but the delta are there. */
  readonly underlying: string | null;
  readonly optionType: 'call' | 'put' | null;
  readonly strike: string | null;
  readonly expiry: string | null;
  readonly multiplier: string | null;
  readonly delta: string | null;
};

export type HoldingField =
  | 'symbol'
  | 'quantity'
  | 'side'
  | 'lot_id'
  | 'entry_date'
  | 'entry_price'
  | 'exit_date'
  | 'asset_class'
  | 'currency'
  | 'price'
  | 'price_date'
  | 'quantity_as_of'
  | 'underlying'
  | 'option_type'
  | 'strike'
  | 'expiry'
  | 'multiplier'
  | 'delta';

export const holdingTable: TableGrammar<HoldingField> = {
  fields: [
    { name: 'symbol', aliases: ['ticker', 'ticker symbol', 'security symbol'], isRequired: true },
    { name: 'quantity', aliases: ['shares', 'units', 'qty', 'number of shares'], isRequired: true },
    { name: 'side', aliases: ['long/short', 'direction', 'position side'] },
    { name: 'lot_id', aliases: ['lot', 'tax lot', 'lot number'] },
    { name: 'entry_date', aliases: ['purchase date', 'buy date', 'acquired', 'date acquired', 'open date'] },
    { name: 'entry_price', aliases: ['purchase price', 'buy price', 'cost per share', 'average cost', 'unit cost'] },
    { name: 'exit_date', aliases: ['sale date', 'sell date', 'date sold', 'close date'] },
    { name: 'asset_class', aliases: ['asset type', 'security type', 'instrument type'] },
    { name: 'currency', aliases: ['ccy', 'currency code'] },
    { name: 'price', aliases: ['last price', 'current price', 'market price', 'unit price'] },
    { name: 'price_date', aliases: ['price as of', 'priced on', 'valuation date'] },
    { name: 'quantity_as_of', aliases: ['quantity date', 'as of', 'as of date'] },
    { name: 'underlying', aliases: ['underlying symbol', 'underlying ticker', 'underlier'] },
    { name: 'option_type', aliases: ['call/put', 'put/call', 'right'] },
    { name: 'strike', aliases: ['strike price', 'exercise price'] },
    { name: 'expiry', aliases: ['expiration', 'expiration date', 'expiry date'] },
    { name: 'multiplier', aliases: ['contract multiplier', 'contract size'] },
    { name: 'delta', aliases: ['option delta'] },
  ],
};

const quantityRule: DecimalRule = { sign: 'not zero', wholeDigits: 16, decimals: 8 };
const priceRule: DecimalRule = { sign: 'positive', wholeDigits: 12, decimals: 8 };
const entryPriceRule: DecimalRule = { sign: 'not negative', wholeDigits: 12, decimals: 8 };
const multiplierRule: DecimalRule = { sign: 'positive', wholeDigits: 8, decimals: 4 };
const deltaRule: DecimalRule = { sign: 'any', wholeDigits: 12, decimals: 8 };

/** The last day a contract may be said to expire on. */
const latestExpiry = '2999-12-31';

/** Contracts of US equity options are on 100 shares; another size has to be said. */
const defaultMultiplier = '100';

/**
 * Reads a book of lots from CSV, the whole file or nothing.
 *
 * `symbol` and `quantity` are needed, everything else has a meaning when empty: long or short by the sign, held since
 * ever, a stock, in `options.currency`, quantities in units of the day of the import. Rules between the cells of a row
 * are in `holdingOf`; between rows: a lot id names one lot of a symbol, so the same lot again is counted and left out
 * and another one under the same id is a problem naming both lines. Lots without an id that look alike are different
 * lots, and all of them stay. All options of one symbol are one contract.
 */
export async function parseHoldings(
  source: ByteSource,
  options: ImportOptions & { readonly currency?: string },
): Promise<ImportResult<readonly HoldingRow[]>> {
  const log = new ImportLog();
  const lots: Lot[] = [];
  const identified = new Map<string, Lot>();
  const contracts = new OneContract();
  let repeated = 0;
  const take = (row: TableRow<HoldingField>): void => {
    const lot = readLot(row, options);
    if (!lot || !contracts.admits(lot, row)) return;
    const id = lot.lotId === null ? null : JSON.stringify([lot.symbol, lot.lotId]);
    const other = id === null ? undefined : identified.get(id);
    if (!other) {
      lots.push(lot);
      if (id !== null) identified.set(id, lot);
    } else if (contentOf(other) === contentOf(lot)) repeated++;
    else row.refuse('lot_id', `one lot of ${lot.symbol} under this id; line ${other.row} has another`, other.row);
  };
  const facts = await readTable(source, holdingTable, options, log, take, importLimits.lots);
  if (log.problemCount === 0 && !log.stopped) await giveRowKeys(lots);
  return log.conclude(() => ({ rows: lots, repeated, ignoredRows: 0, ...facts! }));
}

/** A lot that has no key yet. */
type Lot = Omit<HoldingRow, 'rowKey'> & { rowKey: string };

const currencyCodes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Cash that goes by the name of a currency is in it: 1,000 EUR in a book of dollars are not 1,000 dollars. */
const currencyNamed = (assetClass: AssetClass, symbol: string | null): string | null =>
  assetClass === 'cash' && symbol !== null && currencyCodes.has(symbol) ? symbol : null;

/** The lot of a row, or null where a cell or a rule between cells is not kept to, which is logged. */
function readLot(row: TableRow<HoldingField>, options: ImportOptions & { readonly currency?: string }): Lot | null {
  const givenClass = row.choice('asset_class', assetClasses);
  // Behind a class that is none, the rules of the classes would only report what follows from it.
  if (row.isSpoilt) return null;
  const assetClass = givenClass ?? 'stock';
  row.require('symbol', 'a symbol');
  row.require('quantity', 'a quantity');
  const symbol = row.symbol('symbol');
  const lot = {
    row: row.line,
    rowKey: '',
    symbol: symbol ?? '',
    quantity: signedQuantity(row) ?? '',
    lotId: row.text('lot_id', 64),
    ...datesHeld(row),
    entryPrice: row.decimal('entry_price', entryPriceRule),
    assetClass,
    currency: row.currency('currency') ?? currencyNamed(assetClass, symbol) ?? options.currency ?? 'USD',
    ...givenPrice(row, assetClass),
    quantityAsOf: row.date('quantity_as_of'),
    ...(assetClass === 'option' ? contractOf(row) : noContract(row, symbol)),
  };
  return row.isSpoilt ? null : lot;
}

/** `side` may say what the sign says; a positive quantity on the short side is that many short. */
function signedQuantity(row: TableRow<HoldingField>): string | null {
  const quantity = row.decimal('quantity', quantityRule);
  const side = row.choice('side', ['long', 'short']);
  if (quantity === null || side === null) return quantity;
  const isNegative = quantity.startsWith('-');
  if (side === 'long' && isNegative) row.refuse('side', 'short, or a quantity greater than 0');
  return side === 'short' && !isNegative ? `-${quantity}` : quantity;
}

function datesHeld(row: TableRow<HoldingField>): { entryDate: string | null; exitDate: string | null } {
  const entryDate = row.date('entry_date');
  const exitDate = row.date('exit_date');
  if (entryDate !== null && exitDate !== null && exitDate <= entryDate)
    row.refuse('exit_date', `a date after the entry date ${entryDate}`);
  return { entryDate, exitDate };
}

function givenPrice(
  row: TableRow<HoldingField>,
  assetClass: AssetClass,
): { price: string | null; priceDate: string | null } {
  const price = row.decimal('price', priceRule);
  const priceDate = row.date('price_date');
  if (assetClass === 'cash') {
    if (price !== null && price !== '1') row.refuse('price', '1 or nothing, because the asset is cash');
    return { price: '1', priceDate };
  }
  if (assetClass === 'private') row.require('price', 'a price, because a private asset has no market');
  else if (priceDate !== null) row.require('price', 'a price, because the row has a price date');
  return { price, priceDate };
}

type Contract = Pick<HoldingRow, 'underlying' | 'optionType' | 'strike' | 'expiry' | 'multiplier' | 'delta'>;

function contractOf(row: TableRow<HoldingField>): Contract {
  row.require('underlying', 'the symbol of the underlying, because the asset is an option');
  row.require('option_type', 'call or put, because the asset is an option');
  row.require('strike', 'a strike price, because the asset is an option');
  row.require('expiry', 'a day of expiry, because the asset is an option');
  const optionType = optionTypeOf(row);
  const delta = row.decimal('delta', deltaRule);
  // A put's delta without its minus would turn a hedge into a bet, so the sign is held against the type.
  const [low, high] = optionType === 'put' ? [-1, 0] : optionType === 'call' ? [0, 1] : [-1, 1];
  if (delta !== null && !(Number(delta) >= low && Number(delta) <= high))
    row.refuse('delta', `a delta from ${low} to ${high}${optionType ? ` for a ${optionType}` : ''}`);
  return {
    underlying: row.symbol('underlying'),
    optionType,
    strike: row.decimal('strike', priceRule),
    expiry: row.date('expiry', latestExpiry),
    multiplier: row.decimal('multiplier', multiplierRule) ?? defaultMultiplier,
    delta,
  };
}

function optionTypeOf(row: TableRow<HoldingField>): 'call' | 'put' | null {
  const letter = row.cell('option_type').toLowerCase();
  if (letter === 'c') return 'call';
  if (letter === 'p') return 'put';
  return row.choice('option_type', ['call', 'put']);
}

/**
 * A lot that is no option has no contract. Brokers fill some of the columns all the same with what changes nothing (one
 * share of itself, delta 1); anything more says that the asset class is wrong.
 */
function noContract(row: TableRow<HoldingField>, symbol: string | null): Contract {
  const isOne = (text: string | null) => text === null || text === '1';
  for (const field of ['option_type', 'strike', 'expiry'] as const)
    if (row.cell(field) !== '') row.refuse(field, 'nothing, because the asset is no option');
  if ((row.symbol('underlying') ?? symbol) !== symbol)
    row.refuse('underlying', 'nothing, because the asset is no option');
  if (!isOne(row.decimal('multiplier', multiplierRule)))
    row.refuse('multiplier', '1 or nothing, because the asset is no option');
  if (!isOne(row.decimal('delta', deltaRule))) row.refuse('delta', '1 or nothing, because the asset is no option');
  return { underlying: null, optionType: null, strike: null, expiry: null, multiplier: null, delta: null };
}

/** What a lot is: two lots with the same identity are told apart by a number alone. */
const identityOf = (lot: Lot): string =>
  JSON.stringify([
    lot.symbol,
    lot.quantity,
    lot.lotId,
    lot.entryDate,
    lot.entryPrice,
    lot.exitDate,
    lot.assetClass,
    lot.currency,
    lot.underlying,
    lot.optionType,
    lot.strike,
    lot.expiry,
    lot.multiplier,
  ]);

/** All that a row says of a lot. */
const contentOf = (lot: Lot): string =>
  identityOf(lot) + JSON.stringify([lot.price, lot.priceDate, lot.quantityAsOf, lot.delta]);

/** How many lots are given their keys before the event loop turns. */
const keysATurn = 5_000;

/**
 * Numbers the lots of one identity by their content rather than by their place, so that neither the order of the rows
 * nor a second reading gives a lot another key.
 */
async function giveRowKeys(lots: readonly Lot[]): Promise<void> {
  const alike = new Map<string, Lot[]>();
  for (const [index, lot] of lots.entries()) {
    const identity = createHash('sha256').update(identityOf(lot)).digest('hex');
    const others = alike.get(identity);
    if (others) others.push(lot);
    else alike.set(identity, [lot]);
    if (index % keysATurn === 0) await nextTurn();
  }
  for (const [identity, same] of alike) {
    const inOrder = same.map((lot) => ({ lot, content: same.length > 1 ? contentOf(lot) : '' }));
    inOrder.sort((a, b) => compareText(a.content, b.content));
    for (const [index, { lot }] of inOrder.entries()) lot.rowKey = `${identity}#${index + 1}`;
  }
}
