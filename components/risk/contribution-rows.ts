import type { RankedBar } from '../charts/bar-rows';

/** What the lots of one symbol add to a figure; null where none of them has a part in it. */
export type Contribution = {
  readonly symbol: string;
  readonly name: string | null;
  readonly weight: number | null;
  readonly contribution: number | null;
};

const sumOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

/** Lots of one symbol taken together, the largest contribution first, whichever its sign; those without one last. */
export function contributionsBySymbol(lots: readonly Contribution[]): readonly Contribution[] {
  const symbols = new Map<string, Contribution[]>();
  for (const lot of lots) symbols.set(lot.symbol, [...(symbols.get(lot.symbol) ?? []), lot]);
  const size = ({ contribution }: Contribution) => (contribution === null ? -1 : Math.abs(contribution));
  return [...symbols.values()]
    .map((some) => ({
      symbol: some[0].symbol,
      name: some[0].name,
      weight: sumOrNull(some.map(({ weight }) => weight)),
      contribution: sumOrNull(some.map(({ contribution }) => contribution)),
    }))
    .sort((a, b) => size(b) - size(a) || (a.symbol < b.symbol ? -1 : 1));
}

/** The part of all of them that is not drawn, as one; null where all are. */
export function restOf(
  rows: readonly Contribution[],
  drawn: number,
  asBar: (rest: Contribution) => RankedBar,
): RankedBar | null {
  const others = rows.slice(drawn);
  if (others.length === 0) return null;
  return asBar({
    symbol: `${others.length} others`,
    name: null,
    weight: sumOrNull(others.map(({ weight }) => weight)),
    contribution: sumOrNull(others.map(({ contribution }) => contribution)),
  });
}
