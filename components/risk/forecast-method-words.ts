import type { ForecastMethod } from '@/lib/risk/volatility-forecast';

/** How a volatility was forecast, in words. */
export const forecastMethodWords: Readonly<Record<ForecastMethod, string>> = {
  HAR_EWMA: 'HAR and EWMA combined',
  EWMA: 'EWMA alone: under 504 returns',
};
