import { z } from 'zod';
import { gicsSectors } from '../risk/gics-sectors';
import { type Finding, findingDocument, findingSchema } from './finding';
import { isoDate } from './iso-date';
import { day, instant } from './wire';

/** `symbols` absent is everything that is held and behind; `provider` switches the symbols to it, whole. */
export const refreshRequestSchema = z
  .object({
    symbols: z.array(z.string().min(1).max(20)).min(1).max(1000).optional(),
    provider: z.string().max(32).optional(),
    from: isoDate.optional(),
  })
  .strict();

export const refreshSchema = z
  .object({
    id: z.uuid(),
    trigger: z.enum(['person', 'api', 'import', 'nightly', 'command']),
    symbols: z.array(z.string()),
    provider: z.string().nullable(),
    from: day.nullable(),
    state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
    progress: z.object({ done: z.number().int(), total: z.number().int(), failed: z.number().int() }).strict(),
    attempts: z.number().int(),
    error: z.object({ code: z.string(), detail: z.string() }).strict().nullable(),
    requested_at: instant,
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
  })
  .strict()
  .meta({ id: 'Refresh' });

export type RefreshDocument = z.infer<typeof refreshSchema>;

export const refreshDocument = (one: {
  readonly id: string;
  readonly trigger: RefreshDocument['trigger'];
  readonly symbols: readonly string[];
  readonly provider: string | null;
  readonly fromDate: string | null;
  readonly state: RefreshDocument['state'];
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}): RefreshDocument => ({
  id: one.id,
  trigger: one.trigger,
  symbols: [...one.symbols],
  provider: one.provider,
  from: one.fromDate,
  state: one.state,
  progress: { done: one.done, total: one.total, failed: one.failed },
  attempts: one.attempts,
  error: one.errorCode === null ? null : { code: one.errorCode, detail: one.errorDetail ?? '' },
  requested_at: one.requestedAt,
  started_at: one.startedAt,
  finished_at: one.finishedAt,
});

/** The providers that may be asked, first choice first; one that is left out is switched off. */
export const providerOrderSchema = z.object({ order: z.array(z.string().max(32)).max(16) }).strict();

/** A vendor's key. It is written once and never read back. */
export const providerKeySchema = z
  .object({ key: z.string().regex(/^[\x21-\x7e]{8,200}$/, 'needs a key of 8 to 200 visible characters') })
  .strict();

export const providerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    terms: z.string(),
    capabilities: z.array(z.enum(['dailyBars', 'securityProfile', 'sectorWeights'])),
    /** Its place in the order, from 1; null where it is switched off. */
    place: z.number().int().nullable(),
    needs_key: z.boolean(),
    key_origin: z.enum(['environment', 'file']).nullable(),
    key_variable: z.string().nullable(),
  })
  .strict()
  .meta({ id: 'Provider' });

export const providersSchema = z.object({ data: z.array(providerSchema) }).strict();

export type ProviderDocument = z.infer<typeof providerSchema>;

export const providerDocument = (one: {
  readonly id: string;
  readonly name: string;
  readonly terms: string;
  readonly capabilities: readonly ProviderDocument['capabilities'][number][];
  readonly place: number | null;
  readonly needsKey: boolean;
  readonly keyOrigin: ProviderDocument['key_origin'];
  readonly keyVariable: string | null;
}): ProviderDocument => ({
  id: one.id,
  name: one.name,
  terms: one.terms,
  capabilities: [...one.capabilities],
  place: one.place,
  needs_key: one.needsKey,
  key_origin: one.keyOrigin,
  key_variable: one.keyVariable,
});

export const marketStatusSchema = z
  .object({
    providers: z.array(providerSchema),
    symbols: z.array(
      z
        .object({
          symbol: z.string(),
          name: z.string().nullable(),
          sector: z.string().nullable(),
          sector_source: z.string().nullable(),
          currency: z.string().nullable(),
          price_source: z.string().nullable(),
          first_date: day.nullable(),
          last_date: day.nullable(),
          /** The newest day that can have a final close. */
          newest_day: day,
          freshness: z.enum(['fresh', 'behind', 'none']),
          outcome: z.string().nullable(),
          detail: z.string().nullable(),
          attempted_at: instant.nullable(),
          succeeded_at: instant.nullable(),
          quarantined: z.number().int(),
        })
        .strict(),
    ),
    sector_weights: z.array(
      z
        .object({
          benchmark_code: z.string(),
          asof_date: day,
          data_source: z.string(),
          num_constituents: z.number().int().nullable(),
        })
        .strict(),
    ),
    refreshes: z.array(refreshSchema),
  })
  .strict();

export type MarketStatusDocument = z.infer<typeof marketStatusSchema>;

type RefreshSource = Parameters<typeof refreshDocument>[0];
type ProviderSource = Parameters<typeof providerDocument>[0];

export const marketStatusDocument = (status: {
  readonly providers: readonly ProviderSource[];
  readonly refreshes: readonly RefreshSource[];
  readonly symbols: readonly {
    readonly symbol: string;
    readonly name: string | null;
    readonly sector: string | null;
    readonly sectorSource: string | null;
    readonly currency: string | null;
    readonly priceSource: string | null;
    readonly firstDate: string | null;
    readonly lastDate: string | null;
    readonly newestDay: string;
    readonly freshness: 'fresh' | 'behind' | 'none';
    readonly outcome: string | null;
    readonly detail: string | null;
    readonly attemptedAt: string | null;
    readonly succeededAt: string | null;
    readonly quarantined: number;
  }[];
  readonly sectorSets: readonly {
    readonly benchmarkCode: string;
    readonly asOf: string;
    readonly dataSource: string;
    readonly constituents: number | null;
  }[];
}): MarketStatusDocument => ({
  providers: status.providers.map(providerDocument),
  symbols: status.symbols.map((one) => ({
    symbol: one.symbol,
    name: one.name,
    sector: one.sector,
    sector_source: one.sectorSource,
    currency: one.currency,
    price_source: one.priceSource,
    first_date: one.firstDate,
    last_date: one.lastDate,
    newest_day: one.newestDay,
    freshness: one.freshness,
    outcome: one.outcome,
    detail: one.detail,
    attempted_at: one.attemptedAt,
    succeeded_at: one.succeededAt,
    quarantined: one.quarantined,
  })),
  sector_weights: status.sectorSets.map((set) => ({
    benchmark_code: set.benchmarkCode,
    asof_date: set.asOf,
    data_source: set.dataSource,
    num_constituents: set.constituents,
  })),
  refreshes: status.refreshes.map(refreshDocument),
});

export const benchmarkOutcomeSchema = z
  .object({
    benchmark_code: z.string(),
    outcome: z.enum(['stored', 'unchanged', 'unknown', 'failed']),
    asof_date: day.nullable(),
    data_source: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .strict();

/** A benchmark of one's own: what to be held against, with the index that stands for it where there is one. */
export const newBenchmarkSchema = z
  .object({
    code: z.string().regex(/^[A-Z0-9_-]{1,32}$/, 'needs a code of capitals, digits, - and _ such as MSCI_WORLD'),
    name: z.string().trim().min(1, 'needs a name').max(120, 'needs at most 120 characters'),
    market_index: z
      .string()
      .regex(/^[A-Z0-9.^=-]{1,16}$/, 'needs the symbol of an index such as SPY')
      .nullable()
      .default(null),
  })
  .strict();

export const benchmarkSchema = z
  .object({ code: z.string(), name: z.string(), market_index: z.string().nullable() })
  .strict()
  .meta({ id: 'Benchmark' });

export const benchmarkDocument = (one: {
  readonly code: string;
  readonly name: string;
  readonly marketIndex: string | null;
}) => ({ code: one.code, name: one.name, market_index: one.marketIndex });

/** A person's word on a security; null takes it back to what is known without it. */
export const securityChangeSchema = z
  .object({
    sector: z
      .enum(gicsSectors, { error: `needs one of ${gicsSectors.join(', ')}, or null` })
      .nullable()
      .optional(),
    /** The code of the benchmark that a fund is in one share. */
    tracks_benchmark: z
      .string()
      .regex(/^[A-Z0-9_-]{1,32}$/, 'needs the code of a benchmark such as SP500')
      .nullable()
      .optional(),
    /** What its prices are in. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'needs an ISO 4217 code such as USD')
      .optional(),
  })
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'needs at least one field to change');

export type SecurityChange = z.input<typeof securityChangeSchema>;

/** A split as it is said: 4 new units for 1 old one; a reverse split has more old ones than new. */
export const splitSchema = z
  .object({
    new_units: z.number().positive('needs a positive number').max(1e6, 'needs at most a million'),
    old_units: z.number().positive('needs a positive number').max(1e6, 'needs at most a million').default(1),
  })
  .strict()
  .refine((split) => split.new_units !== split.old_units, 'needs a number of new units other than that of old ones')
  .refine(
    ({ new_units, old_units }) => Math.abs(Math.log10(new_units / old_units)) <= 4,
    'needs at most 10,000 new units for an old one, or the reverse',
  );

export const securitySchema = z
  .object({
    symbol: z.string(),
    name: z.string().nullable(),
    asset_class: z.enum(['stock', 'fund', 'index']),
    sector: z.string().nullable(),
    sector_source: z.string().nullable(),
    tracks_benchmark: z.string().nullable(),
    currency: z.string().nullable(),
    price_source: z.string().nullable(),
    first_date: day.nullable(),
    last_date: day.nullable(),
    /** The series that were replaced, newest first. */
    price_changes: z.array(
      z
        .object({
          kind: z.enum(['restated', 'corrected', 'source_changed']),
          old_source: z.string(),
          new_source: z.string(),
          changed_at: instant,
          first_date: day,
          last_date: day,
          days: z.number().int(),
        })
        .strict(),
    ),
  })
  .strict()
  .meta({ id: 'Security' });

export const dataQualityQuerySchema = z.object({ as_of: isoDate.optional() }).strict();

export const dataQualitySchema = z
  .object({
    portfolio_id: z.uuid(),
    as_of: day.nullable(),
    from: day.nullable(),
    symbols: z.number().int(),
    grave: z.number().int(),
    mild: z.number().int(),
    findings: z.array(findingSchema),
    /** What there is of each symbol that is held, and of the index. */
    coverage: z.array(
      z
        .object({
          symbol: z.string(),
          name: z.string().nullable(),
          asset_class: z.enum(['stock', 'fund', 'index']),
          sector: z.string().nullable(),
          sector_source: z.string().nullable(),
          currency: z.string(),
          price_source: z.string().nullable(),
          first_date: day.nullable(),
          last_date: day.nullable(),
          /** Closes within the last year, of the sessions since the first of them. */
          closes: z.number().int(),
          sessions: z.number().int(),
          /** Sessions since its newest close. */
          sessions_behind: z.number().int().nullable(),
          is_index: z.boolean(),
        })
        .strict(),
    ),
    /** The moves that a person has confirmed to be real. */
    confirmed_moves: z.array(z.object({ symbol: z.string(), date: day }).strict()),
    /** The splits that a person has reported: new units for an old one. */
    reported_splits: z.array(z.object({ symbol: z.string(), date: day, ratio: z.number() }).strict()),
  })
  .strict();

export type DataQualityDocument = z.infer<typeof dataQualitySchema>;
export type CoverageDocument = DataQualityDocument['coverage'][number];

export const dataQualityDocument = (
  portfolioId: string,
  quality: {
    readonly asOf: string;
    readonly from: string;
    readonly symbols: number;
    readonly findings: readonly Finding[];
    readonly coverage: readonly {
      readonly symbol: string;
      readonly name: string | null;
      readonly assetClass: CoverageDocument['asset_class'];
      readonly sector: string | null;
      readonly sectorSource: string | null;
      readonly currency: string;
      readonly source: string | null;
      readonly firstDate: string | null;
      readonly lastDate: string | null;
      readonly closes: number;
      readonly sessions: number;
      readonly behind: number | null;
      readonly isIndex: boolean;
    }[];
    readonly confirmedMoves: readonly { readonly symbol: string; readonly date: string }[];
    readonly reportedSplits: readonly { readonly symbol: string; readonly date: string; readonly ratio: number }[];
  } | null,
): DataQualityDocument => ({
  portfolio_id: portfolioId,
  as_of: quality?.asOf ?? null,
  from: quality?.from ?? null,
  symbols: quality?.symbols ?? 0,
  grave: quality?.findings.filter(({ severity }) => severity === 'grave').length ?? 0,
  mild: quality?.findings.filter(({ severity }) => severity === 'mild').length ?? 0,
  findings: (quality?.findings ?? []).map(findingDocument),
  coverage: (quality?.coverage ?? []).map((one) => ({
    symbol: one.symbol,
    name: one.name,
    asset_class: one.assetClass,
    sector: one.sector,
    sector_source: one.sectorSource,
    currency: one.currency,
    price_source: one.source,
    first_date: one.firstDate,
    last_date: one.lastDate,
    closes: one.closes,
    sessions: one.sessions,
    sessions_behind: one.behind,
    is_index: one.isIndex,
  })),
  confirmed_moves: (quality?.confirmedMoves ?? []).map(({ symbol, date }) => ({ symbol, date })),
  reported_splits: (quality?.reportedSplits ?? []).map(({ symbol, date, ratio }) => ({ symbol, date, ratio })),
});
