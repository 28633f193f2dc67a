/** Where everything goes that has no sector of its own, so that the rows add up to all of equity. */
export const sectorBuckets = ['Funds', 'Cash', 'Private', 'Options', 'Unknown'] as const;

export type SectorBucket = (typeof sectorBuckets)[number];
