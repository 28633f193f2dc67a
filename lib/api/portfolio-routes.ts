import { z } from 'zod';
import { holdingsImportQuerySchema, importedFileSchema, importSchema } from './import';
import { lotChangeSchema, lotSchema } from './lot';
import { dataQualityQuerySchema, dataQualitySchema } from './market-data';
import { newLotSchema } from './new-lot';
import { pageOf, pageQuery } from './page';
import { newPortfolioSchema, portfolioChangeSchema, portfolioSchema } from './portfolio';
import { recalculationRequestSchema, recalculationSchema } from './recalculation';
import type { Routes } from './route';
import { datedQuerySchema } from './security-read';
import { snapshotSchema } from './snapshot';

const tag = 'Portfolios';
const pages = z.object(pageQuery).strict();

/** Portfolios, what they hold, and what was done to them. */
export const portfolioRoutes = {
  'GET /api/v1/portfolios': {
    tag,
    summary: 'List the portfolios',
    query: pages,
    answer: pageOf(portfolioSchema),
  },
  'POST /api/v1/portfolios': {
    tag,
    summary: 'Make a portfolio',
    body: newPortfolioSchema,
    status: 201,
    answer: portfolioSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}': { tag, summary: 'Read a portfolio', answer: portfolioSchema },
  'PATCH /api/v1/portfolios/{portfolioId}': {
    tag,
    summary: 'Change a portfolio',
    body: portfolioChangeSchema,
    answer: portfolioSchema,
  },
  'DELETE /api/v1/portfolios/{portfolioId}': {
    tag,
    summary: 'Delete a portfolio',
    description: 'With its lots, its snapshots and everything that was measured. There is no way back.',
    status: 204,
    answer: null,
  },
  'GET /api/v1/portfolios/{portfolioId}/positions': {
    tag,
    summary: 'List the lots',
    description: 'The book as it stands now, by symbol.',
    query: pages,
    answer: pageOf(lotSchema),
  },
  'POST /api/v1/portfolios/{portfolioId}/positions': {
    tag,
    summary: 'Add a lot',
    description:
      'By the rules of the holdings file. However alike another lot is, this one is a lot of its own; a `lot_id` names one lot of a symbol.',
    body: newLotSchema,
    status: 201,
    answer: lotSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/positions/{positionId}': { tag, summary: 'Read a lot', answer: lotSchema },
  'PATCH /api/v1/portfolios/{portfolioId}/positions/{positionId}': {
    tag,
    summary: 'Change a lot',
    description:
      'What a lot is (its symbol, its class) cannot be changed: that is another lot. A changed quantity is in units of today unless `quantity_as_of` names the day.',
    body: lotChangeSchema,
    answer: lotSchema,
  },
  'DELETE /api/v1/portfolios/{portfolioId}/positions/{positionId}': {
    tag,
    summary: 'Take a lot out of the book',
    status: 204,
    answer: null,
  },
  'GET /api/v1/portfolios/{portfolioId}/positions/export': {
    tag,
    summary: 'Export the lots',
    description: 'A CSV file that imports back to equal holdings.',
    answer: 'text/csv',
  },
  'POST /api/v1/portfolios/{portfolioId}/positions/import': {
    tag,
    summary: 'Import holdings',
    description:
      'The file is taken in whole or not at all. `mode=replace` makes it the whole book, `mode=add` adds to the book. Symbols without prices are asked of the providers; the Link header names that refresh.',
    query: holdingsImportQuerySchema,
    file: 'text/csv',
    answer: importSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/snapshots': {
    tag: 'Snapshots',
    summary: 'List the snapshots',
    description: 'What is stored of each day, newest first, rounded as the contract’s table has it.',
    query: datedQuerySchema,
    answer: pageOf(snapshotSchema),
  },
  'GET /api/v1/portfolios/{portfolioId}/snapshots/{date}': {
    tag: 'Snapshots',
    summary: 'Read the snapshot of a day',
    answer: snapshotSchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/imports': {
    tag,
    summary: 'List the imports that concern a portfolio',
    description: 'Its holdings, and the prices, sectors and the like that all portfolios share. Newest first.',
    query: pages,
    answer: pageOf(importedFileSchema),
  },
  'GET /api/v1/portfolios/{portfolioId}/data-quality': {
    tag,
    summary: 'What is wrong with the prices behind the numbers',
    description: 'Each finding says which numbers it bears on and what mends it.',
    query: dataQualityQuerySchema,
    answer: dataQualitySchema,
  },
  'GET /api/v1/portfolios/{portfolioId}/recalculations': {
    tag: 'Recalculations',
    summary: 'List the recalculations of a portfolio',
    description: 'Newest first.',
    query: pages,
    answer: pageOf(recalculationSchema),
  },
  'POST /api/v1/portfolios/{portfolioId}/recalculations': {
    tag: 'Recalculations',
    summary: 'Start a recalculation',
    description:
      'Of one day, or of every trading day from `from` to `as_of`. The same days in flight are the same recalculation. Location says where it is followed.',
    body: recalculationRequestSchema,
    status: 202,
    answer: recalculationSchema,
  },
} as const satisfies Routes;
