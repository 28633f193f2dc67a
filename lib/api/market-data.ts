import { z } from 'zod';
import { gicsSectors } from '../risk/gics-sectors';
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

export const findingKind = z.enum([
  'gap',
  'repeated_close',
  'duplicated_bar',
  'unexplained_jump',
  'probable_split',
  'split_not_applied',
  'split_not_recorded',
  'large_payment',
  'small_split',
  'index_shifted',
  'old_prices',
  'no_prices',
  'short_history',
  'rejected_rows',
  'other_currency',
  'currency_unclear',
  'unknown_sector',
]);

export const dataQualityQuerySchema = z.object({ as_of: isoDate.optional() }).strict();

export const dataQualitySchema = z
  .object({
    portfolio_id: z.uuid(),
    as_of: day.nullable(),
    from: day.nullable(),
    symbols: z.number().int(),
    grave: z.number().int(),
    mild: z.number().int(),
    findings: z.array(
      z
        .object({
          symbol: z.string(),
          kind: findingKind,
          severity: z.enum(['grave', 'mild']),
          from: day,
          to: day,
          count: z.number().int(),
          affects: z.array(z.enum(['market_value', 'weights', 'beta', 'volatility', 'sectors'])),
          /** The day of a move that may be confirmed to be real. */
          confirmable: day.nullable(),
          currency: z.string().nullable(),
          has_rates: z.boolean().nullable(),
          detail: z.string(),
          remedy: z.string(),
        })
        .strict(),
    ),
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
export type FindingDocument = DataQualityDocument['findings'][number];
export type CoverageDocument = DataQualityDocument['coverage'][number];

type Finding = Omit<FindingDocument, 'has_rates' | 'detail' | 'remedy' | 'affects'> & {
  readonly hasRates: boolean | null;
  readonly affects: readonly FindingDocument['affects'][number][];
};

const refetch = 'Ask a provider for it again (a backfill replaces the series whole), or import its prices.';

/** What a finding says and what mends it, in words. */
export const findingWords: Readonly<
  Record<FindingDocument['kind'], { detail: (one: Finding) => string; remedy: string }>
> = {
  gap: {
    detail: ({ count, from, to }) => `${count} sessions without a close, the longest run from ${from} to ${to}`,
    remedy: 'A halt is left out of the returns. Where it was none, import the missing prices.',
  },
  repeated_close: {
    detail: ({ count, from, to }) => `the same close ${count} sessions in a row, from ${from} to ${to}`,
    remedy: `Where it was traded at that price all the time, nothing. Otherwise: ${refetch}`,
  },
  duplicated_bar: {
    detail: ({ count }) => `${count} sessions that repeat the one before in every field`,
    remedy: refetch,
  },
  unexplained_jump: {
    detail: ({ to }) => `a move of more than 35 percent to the close of ${to} that no split or dividend explains`,
    remedy: 'Confirm that it is real, or enter the split or import the dividend that it stands for.',
  },
  probable_split: {
    detail: ({ to }) => `a step to the close of ${to} like that of a split, and no split is recorded`,
    remedy: `Enter the split, or confirm that the move is real. ${refetch}`,
  },
  split_not_applied: {
    detail: ({ to }) => `a split is recorded on ${to}, and the adjusted closes still step by it`,
    remedy: refetch,
  },
  split_not_recorded: {
    detail: ({ to }) => `the traded closes step like a split on ${to}, and no split is recorded`,
    remedy: 'Enter the split: quantities stated before it are not restated without it.',
  },
  large_payment: {
    detail: ({ from }) => `a payment on ${from} of more than a tenth of the price, as of a spin-off`,
    remedy: 'Where shares of another company were given, add them to the holdings.',
  },
  small_split: {
    detail: ({ from }) => `a split on ${from} of less than five for four: a spin-off written so, or a stock dividend`,
    remedy:
      'A spin-off changes no quantity: state the quantity on a day after it, and add the shares of the other company. After a stock dividend all is well.',
  },
  index_shifted: {
    detail: () => 'it moves with the index of the neighbouring day: its dates have slipped by one',
    remedy: refetch,
  },
  old_prices: {
    detail: ({ count, from }) => `no close for ${count} sessions, since ${from}`,
    remedy: 'Refresh it, import newer prices, or give the lot an exit date if it no longer trades.',
  },
  no_prices: { detail: () => 'no prices in the year before', remedy: 'Refresh it, or import its prices.' },
  short_history: {
    detail: ({ count, from }) => `${count} returns since ${from}`,
    remedy: 'A young listing grows by one a session; otherwise import older prices.',
  },
  rejected_rows: {
    detail: ({ count }) => `${count} days of which a provider sent no usable row`,
    remedy: 'The next refresh asks for them again; prices of these days can be imported.',
  },
  unknown_sector: {
    detail: () => 'nobody has said its sector, so it counts as Unknown',
    remedy: 'Set its sector, or import sectors.',
  },
  currency_unclear: {
    detail: ({ currency, severity }) =>
      severity === 'grave'
        ? `the holdings say ${currency}, its prices are in another currency, and one is wrong`
        : `nobody has said what its prices are in; they are taken to be in ${currency}`,
    remedy: 'Say which currency its prices are in, or import the holdings with it.',
  },
  other_currency: {
    detail: ({ currency, hasRates }) =>
      hasRates
        ? `quoted in ${currency}, converted day by day`
        : `quoted in ${currency}, and there are no rates to convert it`,
    remedy: 'Refresh the currency pair, or import its rates as prices of a symbol like EURUSD=X.',
  },
};

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
  findings: (quality?.findings ?? []).map((one) => ({
    symbol: one.symbol,
    kind: one.kind,
    severity: one.severity,
    from: one.from,
    to: one.to,
    count: one.count,
    affects: [...one.affects],
    confirmable: one.confirmable,
    currency: one.currency,
    has_rates: one.hasRates,
    detail: findingWords[one.kind].detail(one),
    remedy: findingWords[one.kind].remedy,
  })),
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
