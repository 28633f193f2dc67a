import { escapeFormula } from './formula-escape';
import type { HoldingField, HoldingRow } from './holdings';

/** A lot as the database gives it: what a file says of it without the file's own marks. */
export type ExportedHolding = Omit<HoldingRow, 'row' | 'rowKey'>;

/** The columns of an export. There is no side: the sign of the quantity says it. */
const columns: readonly (readonly [HoldingField, keyof ExportedHolding, 'text' | 'number'])[] = [
  ['symbol', 'symbol', 'text'],
  ['quantity', 'quantity', 'number'],
  ['asset_class', 'assetClass', 'text'],
  ['lot_id', 'lotId', 'text'],
  ['entry_date', 'entryDate', 'number'],
  ['entry_price', 'entryPrice', 'number'],
  ['exit_date', 'exitDate', 'number'],
  ['currency', 'currency', 'text'],
  ['price', 'price', 'number'],
  ['price_date', 'priceDate', 'number'],
  ['quantity_as_of', 'quantityAsOf', 'number'],
  ['underlying', 'underlying', 'text'],
  ['option_type', 'optionType', 'text'],
  ['strike', 'strike', 'number'],
  ['expiry', 'expiry', 'number'],
  ['multiplier', 'multiplier', 'number'],
  ['delta', 'delta', 'number'],
];

const quoted = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Lots as CSV that imports back to equal lots (RFC 4180: commas, CRLF, UTF-8). Text that a spreadsheet would run as a
 * formula is escaped, and only text: an apostrophe before a negative quantity would make it text as well.
 */
export function holdingsCsv(holdings: Iterable<ExportedHolding>): string {
  const lines = [columns.map(([field]) => field).join(',')];
  for (const holding of holdings) {
    const cells = columns.map(([, key, kind]) => {
      const value = holding[key] ?? '';
      return quoted(kind === 'text' ? escapeFormula(value) : value);
    });
    lines.push(cells.join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
