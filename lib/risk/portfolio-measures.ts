import type { Estimate } from './estimate';
import type { PortfolioEstimates } from './portfolio-estimates';

/** What a figure is counted in. */
export type MeasureUnit =
  /** A plain number around 1: a beta, a ratio. */
  | 'number'
  /** 0.14 is 14 %. */
  | 'fraction'
  /** HHI, 0 to 10,000. */
  | 'index'
  /** The portfolio's currency. */
  | 'money';

/** A figure and, where it has one, its interval or band. */
export type MeasuredFigure = { readonly value: number; readonly low: number | null; readonly high: number | null };

/** One figure of `PortfolioEstimates`: where it stands in it, and how it is read from what stands there. */
export type PortfolioMeasure = {
  readonly unit: MeasureUnit;
  /** The keys that lead to the estimate; where there is none the estimate around it says why. */
  readonly path: readonly [string, ...string[]];
  readonly read: (value: never) => MeasuredFigure;
};

type Measured<T> = T extends { readonly status: 'measured'; readonly value: infer Value } ? Value : never;
type Estimates = PortfolioEstimates;
type Direct = Measured<Estimates['beta']['direct90']>;
type Realized = Measured<Estimates['volatility']['realized21d']>;
type Concentrated = Measured<Estimates['concentration']>;
type Loss = Measured<Estimates['valueAtRisk95']>;
type Valued = Measured<Estimates['value']>;

const plain = (value: number): MeasuredFigure => ({ value, low: null, high: null });
const slope = ({ beta, betaLow, betaHigh }: Direct): MeasuredFigure => ({ value: beta, low: betaLow, high: betaHigh });
const bare = ({ beta }: { readonly beta: number }): MeasuredFigure => plain(beta);
/** The 95 % points of the normal distribution on both sides; a volatility is not below zero. */
const twoSidedNormal = 1.96;
const realized = ({ volatilityAnnual: value, standardErrorAnnual }: Realized): MeasuredFigure => ({
  value,
  low: Math.max(0, value - twoSidedNormal * standardErrorAnnual),
  high: value + twoSidedNormal * standardErrorAnnual,
});

/** Declares a measure with the type of what stands at its path. */
const measure = <Value>(
  unit: MeasureUnit,
  path: readonly [string, ...string[]],
  read: (value: Value) => MeasuredFigure,
): PortfolioMeasure => ({ unit, path, read: read as (value: never) => MeasuredFigure });

/** Every figure of a portfolio that is one number a day, by its name on the wire. */
export const portfolioMeasures = {
  market_beta_direct: measure<Direct>('number', ['beta', 'direct90'], slope),
  market_beta_direct_252d: measure<Direct>('number', ['beta', 'direct252'], slope),
  market_beta_weighted: measure<Measured<Estimates['beta']['weighted']>>('number', ['beta', 'weighted'], bare),
  market_beta_welch: measure<Measured<Estimates['beta']['welch']>>('number', ['beta', 'welch'], bare),
  market_beta_r_squared: measure<Direct>('fraction', ['beta', 'direct90'], ({ rSquared }) => plain(rSquared)),
  realized_volatility_21d: measure<Realized>('fraction', ['volatility', 'realized21d'], realized),
  realized_volatility_63d: measure<Realized>('fraction', ['volatility', 'realized63d'], realized),
  expected_volatility_21d: measure<Measured<Estimates['volatility']['forecast']>>(
    'fraction',
    ['volatility', 'forecast'],
    ({ volatilityAnnual: value, band }) => ({
      value,
      low: band.status === 'measured' ? band.value.lowAnnual : null,
      high: band.status === 'measured' ? band.value.highAnnual : null,
    }),
  ),
  volatility_percentile: measure<Measured<Estimates['volatility']['percentile']>>(
    'fraction',
    ['volatility', 'percentile'],
    ({ percentile }) => plain(percentile),
  ),
  volatility_trend_z: measure<Measured<Estimates['volatility']['trend']>>('number', ['volatility', 'trend'], ({ z }) =>
    plain(z),
  ),
  hhi: measure<Concentrated>('index', ['concentration'], ({ hhi }) => plain(hhi)),
  effective_num_positions: measure<Concentrated>('number', ['concentration'], ({ effectivePositions }) =>
    plain(effectivePositions),
  ),
  top_3_concentration: measure<Concentrated>('fraction', ['concentration'], ({ top3 }) => plain(top3)),
  top_10_concentration: measure<Concentrated>('fraction', ['concentration'], ({ top10 }) => plain(top10)),
  diversification_ratio: measure<Measured<Estimates['diversificationRatio']>>(
    'number',
    ['diversificationRatio'],
    ({ ratio }) => plain(ratio),
  ),
  tracking_error: measure<Measured<Estimates['trackingError']>>(
    'fraction',
    ['trackingError'],
    ({ trackingErrorAnnual }) => plain(trackingErrorAnnual),
  ),
  active_share: measure<{ readonly activeShare: number }>(
    'fraction',
    ['sectors', 'value', 'active'],
    ({ activeShare }) => plain(activeShare),
  ),
  value_at_risk_95: measure<Loss>('fraction', ['valueAtRisk95'], ({ valueAtRiskDaily }) => plain(valueAtRiskDaily)),
  expected_shortfall_95: measure<Loss>('fraction', ['valueAtRisk95'], ({ expectedShortfallDaily }) =>
    plain(expectedShortfallDaily),
  ),
  value_at_risk_99: measure<Loss>('fraction', ['valueAtRisk99'], ({ valueAtRiskDaily }) => plain(valueAtRiskDaily)),
  expected_shortfall_99: measure<Loss>('fraction', ['valueAtRisk99'], ({ expectedShortfallDaily }) =>
    plain(expectedShortfallDaily),
  ),
  max_drawdown: measure<Measured<Estimates['drawdown']>>('fraction', ['drawdown'], ({ drawdown }) => plain(drawdown)),
  equity_value: measure<Valued>('money', ['value'], ({ equity }) => plain(equity)),
  gross_value: measure<Valued>('money', ['value'], ({ gross }) => plain(gross)),
} as const satisfies Readonly<Record<string, PortfolioMeasure>>;

export type PortfolioMeasureName = keyof typeof portfolioMeasures;

export const portfolioMeasureNames = Object.keys(portfolioMeasures) as readonly PortfolioMeasureName[];

/** The figure that an estimate at a measure's path says; an absence is passed on with its reason. */
export function figureOf(name: PortfolioMeasureName, estimate: Estimate<unknown>): Estimate<MeasuredFigure> {
  if (estimate.status === 'unavailable') return estimate;
  return { status: 'measured', value: portfolioMeasures[name].read(estimate.value as never) };
}

/** The estimate at a measure's path, or the innermost one around it that is unavailable. */
export function estimateAt(name: PortfolioMeasureName, estimates: PortfolioEstimates): Estimate<unknown> {
  let at: unknown = estimates;
  for (const key of portfolioMeasures[name].path) {
    if ((at as Partial<Estimate<unknown>>).status === 'unavailable') break;
    at = (at as Record<string, unknown>)[key];
  }
  return at as Estimate<unknown>;
}

/** One figure of a portfolio's estimates, by name. */
export const portfolioFigure = (name: PortfolioMeasureName, estimates: PortfolioEstimates): Estimate<MeasuredFigure> =>
  figureOf(name, estimateAt(name, estimates));
