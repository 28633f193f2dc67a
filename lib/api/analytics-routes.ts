import {
  analyticsQuerySchema,
  concentrationSchema,
  marketBetaSchema,
  sectorExposureSchema,
  volatilitySchema,
} from './analytics';
import type { Routes } from './route';

const tag = 'Analytics';
const query = analyticsQuerySchema;

/** What is stored of a day, each in the same envelope: `available`, `data`, and in `metadata` why something is missing. */
export const analyticsRoutes = {
  'GET /api/v1/analytics/portfolio/{portfolioId}/volatility': {
    tag,
    summary: 'Volatility: realized, expected, trend, percentile',
    query,
    answer: volatilitySchema,
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/market-beta': {
    tag,
    summary: 'Beta to the market index',
    query,
    answer: marketBetaSchema,
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/sector-exposure': {
    tag,
    summary: 'Sector weights beside the benchmark’s',
    query,
    answer: sectorExposureSchema,
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/concentration': {
    tag,
    summary: 'Concentration in few positions',
    query,
    answer: concentrationSchema,
  },
} as const satisfies Routes;
