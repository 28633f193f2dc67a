import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { Provenance } from './provenance';

/** The trailing values behind the sparklines, oldest first: one for each earlier snapshot, null where there was none. */
export type FigureTrails = {
  readonly marketBeta?: readonly (number | null)[];
  readonly realizedVolatility21d?: readonly (number | null)[];
  readonly expectedVolatility21d?: readonly (number | null)[];
  readonly volatilityPercentile?: readonly (number | null)[];
  readonly effectivePositions?: readonly (number | null)[];
  readonly largestActiveWeight?: readonly (number | null)[];
};

/** A portfolio's figures on one date, with the date before to compare them with. */
export type Snapshot = {
  /** The name of the index the betas are against. */
  readonly marketIndex: string;
  readonly benchmarkName: string;
  readonly estimates: PortfolioEstimates;
  readonly provenance: Provenance;
  readonly previous: { readonly asOf: string; readonly estimates: PortfolioEstimates } | null;
  readonly trails: FigureTrails;
};
