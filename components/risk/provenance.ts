/** Where the figures of a snapshot come from; or those of a book that is only tried out, which nobody keeps. */
export type Provenance = {
  /** Whose inputs can be downloaded; null where they are kept nowhere. */
  readonly portfolioId: string | null;
  readonly asOf: string;
  readonly calculatedAt: string | null;
  readonly methodVersion: number;
  readonly inputHash: string | null;
};
