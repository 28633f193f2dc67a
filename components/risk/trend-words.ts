import type { TrendLabel } from '@/lib/risk/volatility-trend';

/**
 * What a trend of volatility is called on the screen. After an alarm volatility stays above its old level four times in
 * five but keeps rising only one time in four: "increasing" would promise what was not measured.
 */
export const trendWords: Readonly<Record<TrendLabel, string>> = {
  increasing: 'elevated against the quarter before',
  decreasing: 'calmer than the quarter before',
  stable: 'no evidence of a trend',
};

/** The same in a column. */
export const trendShort: Readonly<Record<TrendLabel, string>> = {
  increasing: 'elevated',
  decreasing: 'calmer',
  stable: 'no trend',
};
