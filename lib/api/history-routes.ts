import { comparisonQuerySchema, comparisonSchema, historyQuerySchema, historySchema } from './history';
import type { Routes } from './route';

const tag = 'History';

/** What is stored over time, and why it changed. */
export const historyRoutes = {
  'GET /api/v1/portfolios/{portfolioId}/history': {
    tag,
    summary: 'One figure on every stored day',
    description:
      'Oldest first, as it was stored. Trading days without a stored day are not in the list; a stored day on which the figure could not be measured is, with its reason.',
    query: historyQuerySchema,
    answer: historySchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/comparison': {
    tag,
    summary: 'Two stored days, and why the figures changed',
    description:
      'Beta, volatility and concentration, each change split into what prices and the market did to the earlier book, what the later book makes different, and what is measured otherwise now than when it was stored. The parts add up to the change. For this both books are measured anew, and nothing of it is stored.',
    query: comparisonQuerySchema,
    answer: comparisonSchema,
    problems: [422],
  },
} as const satisfies Routes;
