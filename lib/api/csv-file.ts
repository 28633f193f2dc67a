/** What a cell of a table is: text, a number in full digits, or nothing. */
export type CsvCell = string | number | null;

/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^'*[=+\-@\t\r]/;

const textOf = (cell: CsvCell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * A table as a CSV file (RFC 4180: commas, CRLF, UTF-8). Numbers are written in full and as numbers; text that a
 * spreadsheet would run as a formula gets an apostrophe before it, as in the exports of holdings.
 */
export const csvFile = (heads: readonly string[], rows: Iterable<readonly CsvCell[]>): string =>
  [heads, ...rows].map((cells) => `${cells.map(textOf).join(',')}\r\n`).join('');
