/** What of a day's past has changed since its figures were calculated, in words. */
export const staleWords = {
  prices: 'Prices changed',
  actions: 'Dividends or splits changed',
  holdings: 'Holdings changed',
  securities: 'Securities changed',
  sector_weights: 'Benchmark weights changed',
  settings: 'Settings changed',
} as const;

export type StaleReason = keyof typeof staleWords;
