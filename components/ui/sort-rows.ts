export type SortDirection = 'ascending' | 'descending';

/** What a row is sorted by; null where it has none. */
export type SortKey = number | string | null;

const compareText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/**
 * The rows in the order of their keys. Rows without a key come last whichever way the others go: an unavailable figure
 * is neither the largest nor the smallest. Rows with equal keys keep the order they came in.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  direction: SortDirection,
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
      return sign * compareText(String(a), String(b));
    })
    .map(({ row }) => row);
}
