/** Where the figures of a snapshot come from. */
export type Provenance = {
  readonly asOf: string;
  readonly calculatedAt: string;
  readonly methodVersion: number;
  readonly inputHash: string;
};
