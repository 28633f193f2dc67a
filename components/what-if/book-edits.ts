import { quantityFault } from '@/lib/api/quantity-fault';
import type { HypotheticalLotRequest } from '@/lib/api/what-if';
import { type Holding, marketValue } from '@/lib/risk/holding';
import { type BookHolding, hypotheticalHolding } from './hypothetical-holding';

/** A line of the editor: a lot of the book, or one that was added to it. */
export type EditorLot = BookHolding & { readonly isNew: boolean };

/** What was done to a lot: another quantity was typed, it was taken out, or it was sold, its value becoming cash. */
export type LotEdit = { readonly text: string } | 'removed' | 'sold';

export type BookEdits = {
  /** Lots that were added, in that order. */
  readonly added: readonly EditorLot[];
  readonly edits: ReadonlyMap<string, LotEdit>;
  /** Whether what another quantity costs is paid from cash, and what it brings goes there. */
  readonly isSettled: boolean;
};

export const noEdits: BookEdits = { added: [], edits: new Map(), isSettled: true };

/** The id of the cash that a book gets which has none. */
const newCash = 'new cash';

/** A number as the shortest decimal of at most eight places. */
export const decimalText = (value: number): string => {
  const text = value.toFixed(8).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};

/** A quantity that is stated in another currency than it is counted in cannot be typed over. */
export const isEditable = (lot: EditorLot, currency: string): boolean =>
  lot.asset_class !== 'cash' || lot.currency === currency;

/** What is wrong with what was typed for a lot; null where nothing is. */
export const faultOf = (edit: LotEdit | undefined): string | null =>
  typeof edit === 'object' ? quantityFault(edit.text) : null;

/** How much there is of a lot after the edits; null where it is gone, or what was typed cannot be read. */
function quantityAfter(lot: EditorLot, edit: LotEdit | undefined): number | null {
  if (edit === undefined) return lot.quantity;
  if (typeof edit === 'string') return null;
  if (quantityFault(edit.text) !== null) return null;
  const quantity = Number(edit.text);
  return quantity === 0 ? null : quantity;
}

/** What a lot is worth on the day; what has no price moves no cash. */
const worthOf = (lot: EditorLot, quantity: number | null): number =>
  quantity === null ? 0 : (marketValue(hypotheticalHolding({ ...lot, quantity })) ?? 0);

/** The book after the edits. */
export type EditedBook = {
  /** How much there is of each lot of the book, NaN where it is gone; in the order of `lots`. */
  readonly quantities: Float64Array;
  /** What joined it: added lots, and cash where there was none. */
  readonly joined: readonly Holding[];
  /** By how much cash has grown by sales and purchases. */
  readonly settlement: number;
  /** The same as a request states it. */
  readonly request: readonly HypotheticalLotRequest[];
  /** What is wrong with what was typed, by lot. While anything is, the book is not one to be measured. */
  readonly faults: ReadonlyMap<string, string>;
  readonly isChanged: boolean;
};

/**
 * What a book becomes by edits. Sales, and where they are settled all other changes of quantity, move as much cash as
 * they are worth at the day's price, so that equity stays what it is; what is removed takes its value away with it.
 * `lots`: those of the stored book.
 */
export function editedBook(
  lots: readonly EditorLot[],
  { added, edits, isSettled }: BookEdits,
  currency: string,
): EditedBook {
  const faults = new Map<string, string>();
  for (const lot of [...lots, ...added]) {
    const edit = edits.get(lot.id);
    const fault = edit === undefined && lot.isNew ? quantityFault('') : faultOf(edit);
    if (fault !== null) faults.set(lot.id, fault);
  }
  const isCash = (lot: EditorLot) => lot.asset_class === 'cash' && lot.currency === currency;
  let settlement = 0;
  for (const lot of [...lots, ...added]) {
    const edit = edits.get(lot.id);
    if (edit === undefined || edit === 'removed' || faults.has(lot.id) || isCash(lot)) continue;
    if (edit !== 'sold' && !isSettled) continue;
    settlement += worthOf(lot, lot.isNew ? null : lot.quantity) - worthOf(lot, quantityAfter(lot, edit));
  }

  // The first lot of cash that is still there takes the settlement; a book without any gets one.
  const till =
    settlement === 0 ? null : (lots.find((lot) => isCash(lot) && typeof edits.get(lot.id) !== 'string') ?? null);
  const after = (lot: EditorLot): number | null => {
    const quantity = quantityAfter(lot, edits.get(lot.id));
    if (lot !== till) return quantity;
    const sum = (quantity ?? 0) + settlement;
    return sum === 0 ? null : sum;
  };
  const quantities = Float64Array.from(lots, (lot) => after(lot) ?? Number.NaN);
  const arrivals = added.filter((lot) => after(lot) !== null).map((lot) => ({ ...lot, quantity: after(lot)! }));
  const joined = arrivals.map(hypotheticalHolding);
  if (settlement !== 0 && till === null)
    joined.push({ id: newCash, symbol: currency, assetClass: 'cash', quantity: settlement });

  const request: HypotheticalLotRequest[] = [];
  for (const [i, lot] of lots.entries()) {
    const quantity = quantities[i];
    if (Number.isNaN(quantity)) continue;
    request.push(
      quantity === lot.quantity ? { position_id: lot.id } : { position_id: lot.id, quantity: decimalText(quantity) },
    );
  }
  for (const { symbol, asset_class, quantity } of arrivals)
    request.push({ symbol, asset_class: asset_class as 'stock' | 'fund', quantity: decimalText(quantity) });
  if (settlement !== 0 && till === null)
    request.push({ symbol: currency, asset_class: 'cash', quantity: decimalText(settlement) });

  const isChanged =
    joined.length > 0 || faults.size > 0 || lots.some((lot, i) => !Object.is(quantities[i], lot.quantity));
  return { quantities, joined, settlement, request, faults, isChanged };
}
