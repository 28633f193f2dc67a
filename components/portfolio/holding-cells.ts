import type { CsvCell } from '@/lib/api/csv-file';
import type { Holding } from './holding';

const heads = [
  'symbol',
  'name',
  'sector',
  'quantity',
  'market_value',
  'weight',
  'beta',
  'beta_low',
  'beta_high',
  'volatility_21d',
  'expected_volatility_21d',
  'trend',
  'trend_z',
  'volatility_percentile',
  'beta_contribution',
  'volatility_contribution',
  'unavailable',
  'flags',
] as const;

/** The table of holdings as a file: fractions in full digits, and a reason where there is no figure. */
export function holdingCells(
  holdings: readonly Holding[],
  hideAmounts: boolean,
): { readonly heads: readonly string[]; readonly rows: readonly (readonly CsvCell[])[] } {
  return {
    heads,
    rows: holdings.map((holding) => {
      const { beta, volatility, trend } = holding;
      const [b, v, t] = [beta, volatility, trend].map((one) => (one?.status === 'measured' ? one.value : null)) as [
        { beta: number; low: number | null; high: number | null } | null,
        { volatilityAnnual: number; expectedAnnual: number | null; percentile: number | null } | null,
        { label: string; z: number | null } | null,
      ];
      const absence = [beta, volatility].find((one) => one?.status === 'unavailable');
      return [
        holding.symbol,
        holding.name,
        holding.sector,
        hideAmounts ? null : holding.quantity,
        hideAmounts ? null : holding.marketValue,
        holding.weight,
        b?.beta ?? null,
        b?.low ?? null,
        b?.high ?? null,
        v?.volatilityAnnual ?? null,
        v?.expectedAnnual ?? null,
        t?.label ?? null,
        t?.z ?? null,
        v?.percentile ?? null,
        holding.betaContribution,
        holding.volatilityContribution,
        absence?.status === 'unavailable' ? absence.reason : null,
        holding.flags.length > 0 ? holding.flags.join('; ') : null,
      ];
    }),
  };
}
