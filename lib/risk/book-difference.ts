import { betaDifference, commonSteps } from './beta-difference';
import type { BetaRegression } from './beta-regression';
import { contributionReach } from './contribution-difference';
import { type Estimate, measured } from './estimate';
import type { Holding } from './holding';
import { marketBeta } from './market-beta';
import {
  type PortfolioEstimates,
  type PortfolioInputs,
  type PortfolioMeasurement,
  portfolioEstimates,
} from './portfolio-estimates';
import { besideMarket, type PortfolioSeries } from './portfolio-series';
import type { Position, PositionWeights } from './position-weights';
import { pairedReturns } from './returns';
import { type Difference, ewmaDifference, volatilityDifference } from './volatility-difference';

/** A position's part in a book; null where it has none, or none that can be told. */
export type PositionPart = {
  readonly weight: number;
  /** Exposure weight × beta. */
  readonly toBeta: number | null;
  /** The component of volatility, a fraction a year. */
  readonly toVolatility: number | null;
};

/** A position of either book, before and after. */
export type PositionChange = {
  readonly symbol: string;
  readonly assetClass: Position['assetClass'];
  readonly before: PositionPart | null;
  readonly after: PositionPart | null;
  /** The change of `toBeta` with the interval that the position's own beta leaves open; null where it cannot be told. */
  readonly toBeta: Difference | null;
  /** The change of `toVolatility`, likewise. */
  readonly toVolatility: Difference | null;
};

/** Two books on one day, and how far their figures are apart. What follows from the holdings alone is exact. */
export type BookDifference = {
  readonly before: PortfolioEstimates;
  readonly after: PortfolioEstimates;
  readonly beta: Estimate<Difference>;
  readonly realized21d: Estimate<Difference>;
  readonly realized63d: Estimate<Difference>;
  /** That of the forecast; its interval is that of its EWMA part, in proportion. */
  readonly expected21d: Estimate<Difference>;
  readonly positions: readonly PositionChange[];
};

const valueIn = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);

const keyOf = ({ symbol, assetClass }: Pick<Position, 'symbol' | 'assetClass'>): string =>
  `${symbol}\u0000${assetClass}`;

/** The parts of a book's positions, by position. */
function partsOf({ book, weighted, series, volatilityContributions }: PortfolioMeasurement) {
  const weights: PositionWeights | null = valueIn(book);
  const betas = new Map(valueIn(weighted)?.positions.map((one) => [keyOf(one.position), one]));
  const components = valueIn(volatilityContributions);
  const volatilities = new Map(
    components === null
      ? []
      : valueIn(series)!.priced.map((one, i) => [keyOf(one), { priced: one, ...components.positions[i] }] as const),
  );
  return new Map(
    (weights?.positions ?? []).map((position) => {
      const key = keyOf(position);
      const part: PositionPart = {
        weight: position.weight,
        toBeta: betas.get(key)?.contribution ?? null,
        toVolatility: volatilities.get(key)?.component ?? null,
      };
      return [
        key,
        {
          position,
          part,
          exposureWeight: betas.get(key)?.exposureWeight ?? null,
          priced: volatilities.get(key)?.priced,
        },
      ] as const;
    }),
  );
}

/** The values of two series over the steps they have both. */
function along(a: PortfolioSeries, b: PortfolioSeries): readonly [Float64Array, Float64Array] {
  const { ofA, ofB } = commonSteps(a, b);
  return [Float64Array.from(ofA, (i) => a.values[i]), Float64Array.from(ofB, (k) => b.values[k])];
}

const both = <T, U>(a: Estimate<T>, b: Estimate<T>, of: (a: T, b: T) => Estimate<U>): Estimate<U> =>
  a.status === 'unavailable' ? a : b.status === 'unavailable' ? b : of(a.value, b.value);

/** The difference of two figures with the reach of an interval that was made of the same two. */
const withReach = (difference: number, { low, high }: Difference, scale = 1): Difference => {
  const reach = ((high - low) / 2) * scale;
  return { difference, low: difference - reach, high: difference + reach };
};

/**
 * A book and what somebody thinks of making it, measured on the same day from the same closes.
 *
 * Each difference is that of the two figures as they are shown. Its interval is one of the difference itself: both books
 * are held against each other day by day (`betaDifference`, `volatilityDifference`), so what they share cancels out.
 * Weights, HHI and sectors follow from holdings and prices without an estimate between: their differences are exact.
 *
 * `inputs`: as `portfolioEstimates` takes them, for both books; `before` and `after` are their holdings.
 * Throws what `portfolioEstimates` throws.
 */
export function bookDifference(
  inputs: Omit<PortfolioInputs, 'holdings'>,
  before: readonly Holding[],
  after: readonly Holding[],
): BookDifference {
  const [one, other] = [before, after].map((holdings) => portfolioEstimates({ ...inputs, holdings }));
  const { market, until, columns } = inputs;
  const realized = (days: 21 | 63) =>
    both(one.series, other.series, (a, b) =>
      both(one.estimates.volatility[`realized${days}d`], other.estimates.volatility[`realized${days}d`], (was, is) => {
        const [earlier, later] = along(a, b);
        const apart = volatilityDifference(later, earlier, days);
        return apart.status === 'unavailable'
          ? apart
          : measured(withReach(is.volatilityAnnual - was.volatilityAnnual, apart.value));
      }),
    );
  return {
    before: one.estimates,
    after: other.estimates,
    beta: both(one.seriesWithMarket, other.seriesWithMarket, (a, b) =>
      both(one.estimates.beta.direct90, other.estimates.beta.direct90, (was, is) => {
        const apart = betaDifference(besideMarket(b, market), besideMarket(a, market));
        return apart.status === 'unavailable' ? apart : measured(withReach(is.beta - was.beta, apart.value));
      }),
    ),
    realized21d: realized(21),
    realized63d: realized(63),
    expected21d: both(one.series, other.series, (a, b) =>
      both(one.estimates.volatility.forecast, other.estimates.volatility.forecast, (was, is) => {
        const [earlier, later] = along(a, b);
        const apart = ewmaDifference(later, earlier);
        if (apart.status === 'unavailable') return apart;
        const scale = (was.volatilityAnnual + is.volatilityAnnual) / (was.ewmaAnnual + is.ewmaAnnual);
        return measured(withReach(is.volatilityAnnual - was.volatilityAnnual, apart.value, scale));
      }),
    ),
    positions: positionChanges(partsOf(one), partsOf(other), reachOf(one.series, other.series), (column) => {
      const own = marketBeta(pairedReturns(columns[column], market, until));
      return own.status === 'measured' ? own.value : null;
    }),
  };
}

type Parts = ReturnType<typeof partsOf>;

const reachOf = (one: Estimate<PortfolioSeries>, other: Estimate<PortfolioSeries>) =>
  one.status === 'measured' && other.status === 'measured' ? contributionReach(one.value, other.value) : null;

/** The positions of either book, those of the first in its order and the new ones after them. */
function positionChanges(
  before: Parts,
  after: Parts,
  reach: ReturnType<typeof contributionReach>,
  regressionOf: (column: number) => BetaRegression | null,
): PositionChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const { symbol, assetClass, column } = (was ?? is)!.position;
    const toBeta = (): Difference | null => {
      const [earlier, later] = [was, is].map((one) => (one ? one.exposureWeight : 0));
      if (earlier === null || later === null || column === null) return null;
      const regression = regressionOf(column);
      if (regression === null) return null;
      // How much more there is of it is known; the beta it is multiplied by is what is estimated.
      const more = later - earlier;
      const ends = [more * regression.betaLow, more * regression.betaHigh];
      return { difference: more * regression.beta, low: Math.min(...ends), high: Math.max(...ends) };
    };
    const toVolatility = (): Difference | null => {
      const [earlier, later] = [was, is].map((one) => (one ? one.part.toVolatility : 0));
      if (reach === null || earlier === null || later === null) return null;
      const width = reach(was?.priced, is?.priced);
      const difference = later - earlier;
      return { difference, low: difference - width, high: difference + width };
    };
    return {
      symbol,
      assetClass,
      before: was?.part ?? null,
      after: is?.part ?? null,
      toBeta: toBeta(),
      toVolatility: toVolatility(),
    };
  });
}
