import {
  analyticsQuerySchema,
  concentrationSchema,
  marketBetaSchema,
  sectorExposureSchema,
  volatilitySchema,
} from './analytics';
import { forecastsSchema } from './forecasts';
import { lossesSchema } from './losses';
import { contributionsSchema, positionMeasuresSchema, positionsQuerySchema } from './position-analytics';
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
  'GET /api/v1/analytics/portfolio/{portfolioId}/forecasts': {
    tag,
    summary: 'How the stored volatility forecasts did',
    description:
      'Those that had come due by the day: QLIKE, bias, Mincer–Zarnowitz line and Diebold–Mariano tests of the headline, the last 21 days, EWMA and HAR, and how often the band held what came. Each was stored before what it is judged by had happened.',
    query,
    answer: forecastsSchema,
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
  'GET /api/v1/analytics/portfolio/{portfolioId}/positions': {
    tag,
    summary: 'Betas and volatilities of the positions',
    description: 'Each lot with the beta and the volatility of the security that moves it, by symbol.',
    query: positionsQuerySchema,
    answer: positionMeasuresSchema,
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/contributions': {
    tag,
    summary: 'What each position contributes to beta and to volatility',
    query: positionsQuerySchema,
    answer: contributionsSchema,
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/losses': {
    tag,
    summary: 'What bad days cost',
    description:
      'Value at risk and expected shortfall over a day, whether they would have held, the deepest fall and the worst days, of the past days of what is held now.',
    query,
    answer: lossesSchema,
  },
} as const satisfies Routes;
