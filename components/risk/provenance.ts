import type { BookBehind } from './book-behind';

/** Where the figures of a snapshot come from; or those of a book that is only tried out, which nobody keeps. */
export type Provenance = {
  /** Whose inputs can be downloaded; null where they are kept nowhere. */
  readonly portfolioId: string | null;
  readonly asOf: string;
  readonly calculatedAt: string | null;
  readonly methodVersion: number;
  readonly inputHash: string | null;
  /** What the figures of the whole book leave out, and the windows that they share. */
  readonly book?: BookBehind;
};
