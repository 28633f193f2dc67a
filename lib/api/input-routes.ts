import { inputsQuerySchema } from './inputs';
import type { Routes } from './route';

/** What stands behind the numbers. */
export const inputRoutes = {
  'GET /api/v1/portfolios/{portfolioId}/inputs': {
    tag: 'Snapshots',
    summary: 'Download what the numbers of a day were made from',
    description:
      'A CSV file in full digits: the returns of the portfolio, alone or beside the index, its positions, its sectors, what each position added to each return, or the returns of one security. 409 where something of it has changed since the day was measured.',
    query: inputsQuerySchema,
    answer: 'text/csv',
    problems: [404, 409],
  },
} as const satisfies Routes;
