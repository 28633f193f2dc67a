import { blumeBeta } from './adjusted-beta';
import type { Axis } from './align';
import type { BetaRegression } from './beta-regression';
import { isoDate } from './day';
import { andThen, type Estimate, mapped } from './estimate';
import { type Exclusion, exclusions } from './exclusion';
import { marketBeta } from './market-beta';
import type { WeightedBeta } from './portfolio-beta';
import type { PairedReturns } from './returns';
import { upDownBeta } from './up-down-beta';
import type { DatedWindow } from './volatility-estimates';
import { welchBeta } from './welch-beta';

/** A regression with the dates of its window. */
export type DatedBeta = BetaRegression & Omit<DatedWindow, 'observations'> & { readonly blumeBeta: number };

/** A slope with the ends of its 95 % interval. */
type BetaWithInterval = {
  readonly beta: number;
  readonly low: number;
  readonly high: number;
  readonly observations: number;
};

/** Every beta of a portfolio on one index on one day. */
export type PortfolioBetas = {
  readonly weighted: Estimate<{
    readonly beta: number;
    readonly coverage: number;
    readonly rSquaredAverage: number;
    readonly observations: number;
    readonly excluded: readonly Exclusion[];
  }>;
  readonly direct90: Estimate<DatedBeta>;
  readonly direct252: Estimate<DatedBeta>;
  readonly welch: Estimate<DatedWindow & { readonly beta: number }>;
  readonly up: Estimate<BetaWithInterval>;
  readonly down: Estimate<BetaWithInterval>;
};

const betaEnds = ({ beta, betaLow, betaHigh, observations }: BetaRegression): BetaWithInterval => ({
  beta,
  low: betaLow,
  high: betaHigh,
  observations,
});

/**
 * The betas of a portfolio, each by its own page of this folder: of its positions (`weightedBeta`) and of its own series
 * of returns beside the index's, `pairs`, over 90 and 252 days (`marketBeta`), with decay (`welchBeta`) and of the
 * index's rising and falling days (`upDownBeta`). `axis` dates the windows; `gross` is the book's gross value.
 * An absence is passed on with its reason.
 */
export function portfolioBetas(
  weighted: Estimate<WeightedBeta>,
  pairs: Estimate<PairedReturns>,
  axis: Axis,
  gross: number,
): PortfolioBetas {
  const dated = <Fit extends { readonly firstClose: number; readonly lastClose: number }>(fit: Fit) => {
    const { firstClose, lastClose, ...rest } = fit;
    return { ...rest, firstDate: isoDate(axis[firstClose]), lastDate: isoDate(axis[lastClose]) };
  };
  const direct = (window: number): Estimate<DatedBeta> =>
    andThen(pairs, (both) =>
      mapped(marketBeta(both, { window }), (one) => ({ ...dated(one), blumeBeta: blumeBeta(one.beta) })),
    );
  const sided = (side: 'up' | 'down') => andThen(pairs, (both) => mapped(upDownBeta(both)[side], betaEnds));
  return {
    weighted: mapped(weighted, (one) => ({
      beta: one.beta,
      coverage: one.coverage,
      rSquaredAverage: one.rSquaredAverage,
      observations: one.observations,
      excluded: exclusions(one.uncovered, gross),
    })),
    direct90: direct(90),
    direct252: direct(252),
    welch: andThen(pairs, (both) => mapped(welchBeta(both), dated)),
    up: sided('up'),
    down: sided('down'),
  };
}
