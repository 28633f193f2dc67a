import { emDash, percent } from '@/lib/format';
import { mostBars, type RankedBar } from '../charts/bar-rows';
import { type Contribution, contributionsBySymbol } from './contribution-rows';

/** The weight of a symbol beside its part in the portfolio's volatility; null where it has no price series. */
export type WeightAndRisk = {
  readonly symbol: string;
  readonly name: string | null;
  readonly weight: number;
  /** Part of the whole: these sum to 1 over all that have one. */
  readonly share: number | null;
  /** A fraction a year. */
  readonly contribution: number | null;
};

/** The symbols of a book in the order of their weights, each with its part in the risk; and the whole of that risk. */
export function weightsAndRisks(
  weights: readonly { readonly symbol: string; readonly weight: number }[],
  lots: readonly Contribution[],
): { readonly rows: readonly WeightAndRisk[]; readonly total: number | null } {
  const bySymbol = new Map(contributionsBySymbol(lots).map((one) => [one.symbol, one]));
  const known = [...bySymbol.values()].filter(({ contribution }) => contribution !== null);
  const total = known.length === 0 ? null : known.reduce((sum, { contribution }) => sum + contribution!, 0);
  const rows = weights.map(({ symbol, weight }) => {
    const { name = null, contribution = null } = bySymbol.get(symbol) ?? {};
    return {
      symbol,
      name,
      weight,
      contribution,
      share: contribution === null || total === null || total === 0 ? null : contribution / total,
    };
  });
  return { rows, total };
}

const sumOf = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value === null ? 0 : value), 0);

const barOf = ({ symbol, name, weight, share, contribution }: WeightAndRisk): RankedBar => ({
  key: symbol,
  label: symbol,
  note: name,
  values: [weight, share],
  cells: [percent(weight), percent(share), percent(contribution, 2), share === null ? emDash : percent(share - weight)],
});

/** Rows as bars: the drawn ones, what the others are together, and the total. */
export function weightAndRiskBars(rows: readonly WeightAndRisk[]) {
  const together = (some: readonly WeightAndRisk[], symbol: string): RankedBar => ({
    ...barOf({
      symbol,
      name: null,
      weight: some.reduce((sum, { weight }) => sum + weight, 0),
      share: sumOf(some.map(({ share }) => share)),
      contribution: sumOf(some.map(({ contribution }) => contribution)),
    }),
    key: ` ${symbol}`,
  });
  const others = rows.slice(mostBars);
  return {
    bars: rows.map(barOf),
    rest: others.length > 0 ? together(others, `${others.length} others`) : null,
    total: together(rows, 'Total'),
  };
}

/** What a look at weights and risks side by side tells, in one sentence. */
export function weightAndRiskSummary(rows: readonly WeightAndRisk[]): string {
  const known = rows.flatMap(({ symbol, weight, share }) => (share === null ? [] : [{ symbol, weight, share }]));
  if (known.length === 0) return 'What the positions add to the risk is not known: they have too few returns.';
  const most = known.reduce((a, b) => (b.share > a.share ? b : a));
  const excess = known.reduce((a, b) => (b.share - b.weight > a.share - a.weight ? b : a));
  const first = `${most.symbol} is the source of ${percent(most.share, 0)} of the volatility with ${percent(most.weight, 0)} of gross value`;
  return excess.symbol === most.symbol
    ? `${first}; no other adds as much more than it weighs.`
    : `${first}; ${excess.symbol} adds most beyond its weight, ${percent(excess.share, 0)} against ${percent(excess.weight, 0)}.`;
}
