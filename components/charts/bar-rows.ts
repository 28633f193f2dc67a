/** One bar for each value, from zero to either side; null where there is none to draw. */
export type RankedBar = {
  readonly key: string;
  readonly label: string;
  readonly note?: string | null;
  readonly values: readonly (number | null)[];
  /** The row as text, a cell a column: those of the values first. */
  readonly cells: readonly string[];
};

/** More bars than this are read in the table. */
export const mostBars = 20;
