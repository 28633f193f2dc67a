import { z } from 'zod';
import { importQuerySchema, importSchema } from './import';
import {
  benchmarkOutcomeSchema,
  benchmarkSchema,
  marketStatusSchema,
  newBenchmarkSchema,
  providerKeySchema,
  providerOrderSchema,
  providerSchema,
  providersSchema,
  refreshRequestSchema,
  refreshSchema,
  securityChangeSchema,
  securitySchema,
  splitSchema,
} from './market-data';
import { pageOf, pageQuery } from './page';
import type { Routes } from './route';
import {
  actionSchema,
  datedQuerySchema,
  listedSecuritySchema,
  priceSchema,
  weightSetSchema,
  weightSetsQuerySchema,
} from './security-read';

const tag = 'Market data';
const pages = z.object(pageQuery).strict();

const fileOf = (summary: string, description: string) =>
  ({
    tag,
    summary,
    description: `${description} The file is taken in whole or not at all.`,
    query: importQuerySchema,
    file: 'text/csv',
    right: 'administrator',
    answer: importSchema,
  }) as const;

export const marketRoutes = {
  'POST /api/v1/prices/import': fileOf(
    'Import prices',
    'Long (`date, symbol, close`, optionally `adj_close, open, high, low, volume`) or wide (`date` and a column a symbol).',
  ),
  'POST /api/v1/actions/import': fileOf('Import dividends and splits', '`date, symbol, dividend, split`.'),
  'POST /api/v1/securities/import': fileOf('Import names and sectors', '`symbol, name, sector`.'),
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/import': fileOf(
    'Import sector weights of a benchmark',
    '`asof_date, sector, weight`: the eleven GICS sectors of a day, together 1.',
  ),
  'GET /api/v1/templates/{kind}': {
    tag,
    summary: 'A file to begin with',
    description:
      '`holdings`, `prices`, `prices_wide`, `actions`, `securities` or `sector_weights`; each imports as it stands.',
    answer: 'text/csv',
  },
  'GET /api/v1/securities': {
    tag,
    summary: 'List the securities',
    description: 'Everything that has been held, imported or asked for, by symbol.',
    query: pages,
    answer: pageOf(listedSecuritySchema),
  },
  'GET /api/v1/securities/{symbol}/prices': {
    tag,
    summary: 'Read the prices of a security',
    description: 'Oldest first, in the currency of the security.',
    query: datedQuerySchema,
    answer: pageOf(priceSchema),
  },
  'GET /api/v1/securities/{symbol}/actions': {
    tag,
    summary: 'Read the dividends and splits of a security',
    description: 'Oldest first.',
    query: datedQuerySchema,
    answer: pageOf(actionSchema),
  },
  'GET /api/v1/securities/{symbol}': { tag, summary: 'Read a security', answer: securitySchema },
  'PATCH /api/v1/securities/{symbol}': {
    tag,
    summary: 'Set the sector or currency of a security, or the benchmark that a fund tracks',
    right: 'administrator',
    description: 'A person’s word, which no provider overrules; null takes it back.',
    body: securityChangeSchema,
    answer: securitySchema,
  },
  'PUT /api/v1/securities/{symbol}/accepted-moves/{date}': {
    tag,
    summary: 'Confirm that a large move of a price is real',
    right: 'administrator',
    status: 204,
    answer: null,
  },
  'DELETE /api/v1/securities/{symbol}/accepted-moves/{date}': {
    tag,
    summary: 'Take a confirmation back',
    right: 'administrator',
    status: 204,
    answer: null,
  },
  'PUT /api/v1/securities/{symbol}/splits/{date}': {
    tag,
    summary: 'Report a split that the prices step by',
    right: 'administrator',
    description: 'Adjusted closes that lack it are restated by it; a provider that does not know it does not undo it.',
    body: splitSchema,
    status: 204,
    answer: null,
  },
  'DELETE /api/v1/securities/{symbol}/splits/{date}': {
    tag,
    summary: 'Take a reported split back',
    right: 'administrator',
    status: 204,
    answer: null,
  },
  'GET /api/v1/benchmarks': { tag, summary: 'List the benchmarks', query: pages, answer: pageOf(benchmarkSchema) },
  'POST /api/v1/benchmarks': {
    tag,
    summary: 'Add a benchmark',
    right: 'administrator',
    body: newBenchmarkSchema,
    status: 201,
    answer: benchmarkSchema,
  },
  'GET /api/v1/benchmarks/{benchmarkCode}': { tag, summary: 'Read a benchmark', answer: benchmarkSchema },
  'GET /api/v1/benchmarks/{benchmarkCode}/sector-weights': {
    tag,
    summary: 'Read the sector weights of a benchmark',
    description:
      'The sets that are stored, newest first. With `as_of` those dated on or before that day: the first of them is the one that a calculation of that day takes.',
    query: weightSetsQuerySchema,
    answer: pageOf(weightSetSchema),
  },
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/refresh': {
    tag,
    summary: 'Ask the providers for the newest sector weights',
    right: 'administrator',
    answer: benchmarkOutcomeSchema,
  },
  'GET /api/v1/market/status': {
    tag,
    summary: 'What is fresh, what failed and why',
    answer: marketStatusSchema,
  },
  'GET /api/v1/market/providers': {
    tag,
    summary: 'List the providers',
    description: 'All that Ballast knows, in the order they are asked; there are never many, so the list is whole.',
    answer: providersSchema,
  },
  'PUT /api/v1/market/providers': {
    tag,
    summary: 'Set who is asked, first choice first',
    right: 'administrator',
    description: 'Who is left out is switched off.',
    body: providerOrderSchema,
    answer: providersSchema,
  },
  'PUT /api/v1/market/providers/{provider}/key': {
    tag,
    summary: 'Keep the key of a vendor',
    right: 'administrator',
    description: 'It is written and never answered.',
    body: providerKeySchema,
    answer: providerSchema,
  },
  'DELETE /api/v1/market/providers/{provider}/key': {
    tag,
    summary: 'Forget the key of a vendor',
    right: 'administrator',
    answer: providerSchema,
  },
  'GET /api/v1/market/refreshes': {
    tag,
    summary: 'List the refreshes',
    description: 'Newest first.',
    query: pages,
    answer: pageOf(refreshSchema),
  },
  'POST /api/v1/market/refreshes': {
    tag,
    summary: 'Ask the providers for prices',
    description: 'Of the symbols named, or of everything that is held and behind. Location says where it is followed.',
    body: refreshRequestSchema,
    status: 202,
    answer: refreshSchema,
  },
  'GET /api/v1/market/refreshes/{refreshId}': { tag, summary: 'Read a refresh', answer: refreshSchema },
  'DELETE /api/v1/market/refreshes/{refreshId}': {
    tag,
    summary: 'Cancel a refresh',
    description: 'The symbols that are done stay so.',
    answer: refreshSchema,
  },
  'DELETE /api/v1/demonstration': {
    tag: 'Portfolios',
    summary: 'Remove the demonstration',
    right: 'administrator',
    description: 'Its portfolios and the simulated market, for good.',
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
