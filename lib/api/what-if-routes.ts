import { portfolioSchema } from './portfolio';
import type { Routes } from './route';
import {
  aggregateQuerySchema,
  foundSecuritiesSchema,
  measuredBookSchema,
  securitySearchSchema,
  whatIfInputsSchema,
  whatIfQuerySchema,
  whatIfRequestSchema,
  whatIfSaveSchema,
  whatIfSecuritySchema,
} from './what-if';

const tag = 'What if';

/** Books that nobody holds: measured, not stored. */
export const whatIfRoutes = {
  'POST /api/v1/portfolios/{portfolioId}/what-if': {
    tag,
    summary: 'Measure a book as it might be',
    description:
      'The body is the whole book: stored positions by their id, with another quantity where one is given, and new ones by their symbol. Quantities are in units of the day. Nothing is stored; the numbers are those that a portfolio with these lots would have after a recalculation. One book is measured at a time and a few wait; beyond that, or after 20 seconds, 429.',
    body: whatIfRequestSchema,
    hasNoEffect: true,
    answer: measuredBookSchema,
  },
  'POST /api/v1/portfolios/{portfolioId}/what-if/portfolio': {
    tag,
    summary: 'Keep a book as it might be as a portfolio of its own',
    body: whatIfSaveSchema,
    status: 201,
    answer: portfolioSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/what-if/inputs': {
    tag,
    summary: 'What the book of a day is measured from',
    description:
      'Lots, closes, index and benchmark, so that whoever has the library can measure the book, and what might become of it, without asking again.',
    query: whatIfQuerySchema,
    answer: whatIfInputsSchema,
    problems: [422],
  },
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities': {
    tag,
    summary: 'Find securities to add',
    description: 'Those with prices whose symbol, or a word of whose name, begins with the text; twenty at most.',
    query: securitySearchSchema,
    answer: foundSecuritiesSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities/{symbol}': {
    tag,
    summary: 'Read a security as it would be held',
    query: whatIfQuerySchema,
    answer: whatIfSecuritySchema,
    problems: [422],
  },
  'GET /api/v1/aggregate': {
    tag,
    summary: 'Measure several portfolios as one',
    description:
      'Their holdings are merged and measured again; volatilities are never averaged. Currency, index and benchmark are those of the portfolio that is named first.',
    query: aggregateQuerySchema,
    answer: measuredBookSchema,
    problems: [404, 422],
  },
} as const satisfies Routes;
