/**
 * What a file may be at most. `bytes` and `rows` are answered with 413, everything else with a row-level problem.
 * A wide price file counts its prices as rows, because each of them becomes one.
 */
export const importLimits = {
  bytes: 64 * 1024 * 1024,
  rows: 2_000_000,
  /** Lots are kept as whole objects until they are written, so a book of them is bounded sooner than prices are. */
  lots: 500_000,
  columns: 16_384,
  /** Characters of one cell: a quote that is never closed must not swallow the file. */
  cellCharacters: 64 * 1024,
  /** Characters of the header line. */
  headerCharacters: 1024 * 1024,
  /** Problems and warnings that are kept in full; the rest is counted. */
  problems: 100,
  /** Characters of a value that a problem repeats. */
  valueCharacters: 80,
} as const;
