import type { GicsSector } from '../risk/gics-sectors';

/** One session of a security, in its currency. A price the provider does not give is null, never zero. */
export type DailyBar = {
  readonly date: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  /** The close as it was traded. */
  readonly close: number;
  /** The close on a scale on which splits and dividends make no step. Only its ratios mean anything. */
  readonly adjustedClose: number;
  /** Units traded. */
  readonly volume: number | null;
};

/** What happened to a security before the session of its ex-date opened. */
export type CorporateAction = {
  readonly date: string;
  /** Paid for each old unit, 0 where nothing was. */
  readonly dividend: number;
  /** New units for an old one, 1 where there was no split. */
  readonly split: number;
};

export type SecurityProfile = {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: 'stock' | 'fund' | 'index';
  /** Null where nobody knows it, and for funds and indices, which have none. */
  readonly sector: GicsSector | null;
  /** ISO 4217. */
  readonly currency: string;
};

/** What share of a benchmark each sector is on a day, as fractions of 1. */
export type SectorWeights = {
  readonly benchmark: string;
  readonly asOf: string;
  /** Where the weights come from, at most 32 characters. */
  readonly dataSource: string;
  readonly weights: Readonly<Record<GicsSector, number>>;
  /** How many companies the weights were summed from, where that is known. */
  readonly constituents?: number;
};

/** Why a row of a provider's answer was not taken. */
export const rejections = [
  'invalid_date',
  'future_date',
  'not_a_session',
  'no_close',
  'no_adjusted_close',
  'not_positive',
  'not_finite',
  'range_reversed',
  'contradicting_duplicates',
  'invalid_action',
] as const;

export type Rejection = (typeof rejections)[number];

/** A row that was not taken, as the provider gave it. */
export type RejectedRow = { readonly date: string; readonly reason: Rejection; readonly row: string };

/** Bars and actions from `from` to `to`, both included, each oldest first and one a date. */
export type History = { readonly bars: readonly DailyBar[]; readonly actions: readonly CorporateAction[] };

/** A history, and the rows of the provider's answer that could not be taken into it. */
export type DailyBars = History & { readonly rejected: readonly RejectedRow[] };

/**
 * A source of market data. What it cannot give it does not have a function for; what it does not know it answers with
 * null. A fault is thrown. Symbols are canonical (`canonicalSymbol`), days `YYYY-MM-DD`.
 */
export type Provider = {
  /** The name under which its data is stored, at most 32 characters. */
  readonly id: string;
  /** The name a person reads. */
  readonly name: string;
  /** A vendor on the network; absent for what is computed or shipped here. */
  readonly vendor?: { readonly needsKey: boolean; readonly terms: string };
  readonly dailyBars?: (symbol: string, from: string, to: string, signal?: AbortSignal) => Promise<DailyBars | null>;
  readonly securityProfile?: (symbol: string, signal?: AbortSignal) => Promise<SecurityProfile | null>;
  /** The newest weights dated on or before `asOf`. */
  readonly sectorWeights?: (benchmark: string, asOf: string, signal?: AbortSignal) => Promise<SectorWeights | null>;
};

export type Capability = 'dailyBars' | 'securityProfile' | 'sectorWeights';

/** What the provider can be asked for. */
export const capabilities = (provider: Provider): readonly Capability[] =>
  (['dailyBars', 'securityProfile', 'sectorWeights'] as const).filter((capability) => provider[capability]);
