import { type Estimate, measured, unavailable } from './estimate';
import { orderFreeSum } from './order-free-sum';
import { type PositionWeights, weightBasis } from './position-weights';

/** The Herfindahl–Hirschman index of a book that is all one position. */
export const highestHhi = 10_000;

export type ConcentrationWeight = {
  readonly symbol: string;
  /** |market value| of everything that counts under the symbol / the sum of all of those. */
  readonly weight: number;
  /** The options counted here under their underlying. */
  readonly options: readonly string[];
};

/** The same index from signed weights on equity, where a short takes nothing off and leverage adds. */
export type NetConcentration = {
  /** 10,000 · Σ(value / equity)²: above 10,000 where leverage makes one dollar of equity carry more than one. */
  readonly hhi: number;
  /** 10,000 / hhi. */
  readonly effectivePositions: number;
};

export type Concentration = {
  /** Σ weight², 1/N (all alike) to 1 (one position). */
  readonly herfindahl: number;
  /** The same on the scale 0–10,000 on which it is stored. */
  readonly hhi: number;
  /** 1 / herfindahl: how many positions of equal weight would be as concentrated. */
  readonly effectivePositions: number;
  /** exp(−Σ w·ln w): the same question asked of entropy, which gives small positions more say. */
  readonly entropyEffectivePositions: number;
  /** Sum of the 3 largest weights (of all, where there are fewer). */
  readonly top3: number;
  readonly top10: number;
  /** One a symbol, the largest first, equal ones by symbol. */
  readonly weights: readonly ConcentrationWeight[];
  /** `zero_equity` where equity is too small to divide by. */
  readonly net: Estimate<NetConcentration>;
};

/** Market values by the symbol they count under, nothing that nets to zero. */
function valuesByIssuer(book: PositionWeights) {
  const issuers = new Map<string, { values: number[]; options: string[] }>();
  for (const { issuer, assetClass, symbol, value } of book.positions) {
    const entry = issuers.get(issuer) ?? { values: [], options: [] };
    issuers.set(issuer, entry);
    entry.values.push(value);
    if (assetClass === 'option') entry.options.push(symbol);
  }
  return [...issuers]
    .map(([symbol, { values, options }]) => ({ symbol, value: orderFreeSum(values), options }))
    .filter(({ value }) => value !== 0);
}

/**
 * How concentrated a portfolio is.
 *
 * weightₛ = |valueₛ| / Σ|value|, a symbol s at a time: lots are merged, an option counts under its underlying with its
 * market value (and is named there), cash counts as the position it is. HHI = 10,000 · Σ weight²; effective number of
 * positions = 10,000 / HHI from the unrounded index.
 *
 * Gross weights are the convention because they cannot cancel: a book of 100 long and 100 short is two positions. The
 * lines of 1,500 and 2,500 (or 1,000 and 1,800) that are drawn elsewhere come from antitrust law, not from portfolios.
 *
 * Unavailable: `zero_equity` where every symbol nets to zero. Lots without a price are in `book.unvalued`, not here.
 * Source: Herfindahl, Concentration in the Steel Industry (1950); entropy: Hannah and Kay (1977).
 * Witness: the portfolios of the oracle (mpmath, 50 digits).
 */
export function concentration(book: PositionWeights): Estimate<Concentration> {
  const issuers = valuesByIssuer(book);
  if (issuers.length === 0) return unavailable('zero_equity', book.positions.length, 1);
  const gross = orderFreeSum(issuers.map(({ value }) => Math.abs(value)));
  const weights = issuers
    .map(({ symbol, value, options }) => ({ symbol, weight: Math.abs(value) / gross, options }))
    .sort((a, b) => b.weight - a.weight || (a.symbol < b.symbol ? -1 : 1));
  const sizes = weights.map(({ weight }) => weight);
  const herfindahl = orderFreeSum(sizes.map((weight) => weight * weight));
  return measured({
    herfindahl,
    hhi: highestHhi * herfindahl,
    effectivePositions: 1 / herfindahl,
    entropyEffectivePositions: Math.exp(-orderFreeSum(sizes.map((weight) => weight * Math.log(weight)))),
    top3: orderFreeSum(sizes.slice(0, 3)),
    top10: orderFreeSum(sizes.slice(0, 10)),
    weights,
    net: netConcentration(
      book,
      issuers.map(({ value }) => value),
    ),
  });
}

function netConcentration(book: PositionWeights, values: readonly number[]): Estimate<NetConcentration> {
  if (weightBasis(book.equity, book.gross) === 'gross') return unavailable('zero_equity', values.length, 1);
  const squares = orderFreeSum(values.map((value) => (value / book.equity) ** 2));
  return measured({ hhi: highestHhi * squares, effectivePositions: 1 / squares });
}
