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
};

/** Bars and actions from `from` to `to`, both included, each oldest first and one a date. */
export type DailyBars = { readonly bars: readonly DailyBar[]; readonly actions: readonly CorporateAction[] };

/**
 * A source of market data. What it cannot give it does not have a function for; what it does not know it answers with
 * null. A fault is thrown. Symbols are canonical (`canonicalSymbol`), days `YYYY-MM-DD`.
 */
export type Provider = {
  /** The name under which its data is stored, at most 32 characters. */
  readonly id: string;
  /** The name a person reads. */
  readonly name: string;
  readonly dailyBars?: (symbol: string, from: string, to: string, signal?: AbortSignal) => Promise<DailyBars | null>;
  readonly securityProfile?: (symbol: string, signal?: AbortSignal) => Promise<SecurityProfile | null>;
  /** The newest weights dated on or before `asOf`. */
  readonly sectorWeights?: (benchmark: string, asOf: string, signal?: AbortSignal) => Promise<SectorWeights | null>;
};

export type Capability = 'dailyBars' | 'securityProfile' | 'sectorWeights';

/** What the provider can be asked for. */
export const capabilities = (provider: Provider): readonly Capability[] =>
  (['dailyBars', 'securityProfile', 'sectorWeights'] as const).filter((capability) => provider[capability]);
