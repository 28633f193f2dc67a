import { z } from 'zod';
import { currencyCode, day, instant } from './wire';

/** Control characters, halves of characters, and the marks that turn the direction of the text around them. */
const hiddenCharacters = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

/** What a request may say of a portfolio. */
export const portfolioName = z
  .string()
  .trim()
  .refine((text) => !hiddenCharacters.test(text), 'needs text on one line without control characters')
  .min(1, 'needs a name')
  .max(120, 'needs at most 120 characters');
const currency = z.string().regex(/^[A-Z]{3}$/, 'needs an ISO 4217 code such as USD');
const marketIndex = z.string().regex(/^[A-Z0-9.^=-]{1,16}$/, 'needs the symbol of an index such as SPY');
const benchmarkCode = z.string().regex(/^[A-Z0-9_-]{1,32}$/, 'needs the code of a benchmark such as SP500');

export const newPortfolioSchema = z
  .object({
    name: portfolioName,
    currency: currency.default('USD'),
    market_index: marketIndex.default('SPY'),
    benchmark_code: benchmarkCode.default('SP500'),
  })
  .strict();

export const portfolioChangeSchema = z
  .object({
    name: portfolioName.optional(),
    market_index: marketIndex.optional(),
    benchmark_code: benchmarkCode.optional(),
    looks_through: z.boolean().optional(),
  })
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'needs at least one field to change');

export const portfolioSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    currency: currencyCode,
    market_index: z.string(),
    benchmark_code: z.string(),
    /** Whether funds that are the benchmark in one share are shown as its sectors. */
    looks_through: z.boolean(),
    is_demonstration: z.boolean(),
    positions: z.number().int(),
    latest_snapshot_date: day.nullable(),
    created_at: instant,
  })
  .strict()
  .meta({ id: 'Portfolio' });

export type PortfolioDocument = z.infer<typeof portfolioSchema>;

export const portfolioDocument = (portfolio: {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly looksThrough: boolean;
  readonly isDemonstration: boolean;
  readonly positions: number;
  readonly latestSnapshotDate: string | null;
  readonly createdAt: string;
}): PortfolioDocument => ({
  id: portfolio.id,
  name: portfolio.name,
  currency: portfolio.currency,
  market_index: portfolio.marketIndex,
  benchmark_code: portfolio.benchmarkCode,
  looks_through: portfolio.looksThrough,
  is_demonstration: portfolio.isDemonstration,
  positions: portfolio.positions,
  latest_snapshot_date: portfolio.latestSnapshotDate,
  created_at: portfolio.createdAt,
});
