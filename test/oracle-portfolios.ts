import { existsSync, readFileSync } from 'node:fs';
import type { Closes } from '@/lib/risk/align';
import { type GicsSector, gicsSectors } from '@/lib/risk/gics-sectors';
import type { ListedHolding } from '@/lib/risk/holding';

/**
 * The portfolios that were measured by an independent program in 50 digits (mpmath), with the closes they were measured
 * on. Tests that need them skip where the folder is absent.
 */
const folder = new URL('../../shared/', import.meta.url);
const files = {
  prices: new URL('data/prices_adjclose.csv', folder),
  portfolios: new URL('oracle/portfolios_public.json', folder),
  oracle: new URL('oracle/oracle_public.json', folder),
};

export const hasOracle = Object.values(files).every((file) => existsSync(file));

type SeriesOracle = {
  readonly n_returns: number;
  readonly realized_vol: Record<'rv21_sample_ddof1' | 'rv63_sample_ddof1' | 'rv252_sample_ddof1', number>;
  readonly beta_90td: Record<'n' | 'beta' | 'alpha_daily' | 'r_squared' | 'se_beta', number>;
  readonly beta_252td?: Record<'n' | 'beta' | 'r_squared', number>;
};

export type PortfolioOracle = {
  readonly gross: number;
  readonly net: number;
  readonly market_values: Record<string, number>;
  readonly weights_abs_over_gross: Record<string, number>;
  readonly weights_used_for_returns: Record<string, number>;
  readonly weights_signed_over_gross: Record<string, number>;
  readonly hhi_0_1_gross: number;
  readonly hhi_0_10000_gross: number;
  readonly effective_n_gross: number;
  readonly top3: number;
  readonly top10: number;
  readonly hhi_net_weights: number;
  readonly effective_n_net_weights: number;
  readonly entropy_effective_n_gross: number;
  readonly sector_weights_gross: Record<string, number>;
  readonly weighted_sum_position_beta90: number;
  readonly weighted_avg_position_vol21_WRONG: number;
  readonly constant_current_weights: SeriesOracle;
  readonly constant_current_weights_on_gross: SeriesOracle;
};

export type OraclePortfolio = {
  readonly name: string;
  readonly holdings: readonly ListedHolding[];
  readonly expected: PortfolioOracle;
};

export type Oracle = {
  readonly columns: readonly Closes[];
  readonly market: Closes;
  readonly portfolios: readonly OraclePortfolio[];
};

const none: Oracle = { columns: [], market: new Float64Array(), portfolios: [] };

export function readOracle(): Oracle {
  if (!hasOracle) return none;
  const [header, ...rows] = readFileSync(files.prices, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  const symbols = header.slice(1);
  const columns = symbols.map((_, i) =>
    Float64Array.from(rows, (row) => (row[i + 1] === '' ? Number.NaN : Number(row[i + 1]))),
  );
  const { portfolios, sectors } = JSON.parse(readFileSync(files.portfolios, 'utf8'));
  const expected = JSON.parse(readFileSync(files.oracle, 'utf8')).portfolios;
  const sectorOf = (symbol: string): GicsSector | null =>
    gicsSectors.find((sector) => sector === sectors[symbol]) ?? null;
  const holdingOf = (symbol: string, quantity: number): ListedHolding => {
    const column = symbols.indexOf(symbol);
    const price = columns[column].at(-1)!;
    return { id: symbol, symbol, quantity, price, column, assetClass: 'stock', sector: sectorOf(symbol) };
  };
  return {
    columns,
    market: columns[symbols.indexOf('SPY')],
    portfolios: Object.entries(portfolios as Record<string, { shares: Record<string, number> }>).map(
      ([name, { shares }]) => ({
        name,
        holdings: Object.entries(shares).map(([symbol, quantity]) => holdingOf(symbol, quantity)),
        expected: expected[name],
      }),
    ),
  };
}

/** |got / want − 1|, or |got| where nothing is wanted. */
export const relativeError = (got: number, want: number): number =>
  want === 0 ? Math.abs(got) : Math.abs(got / want - 1);
