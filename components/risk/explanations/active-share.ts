import { day, percent } from '@/lib/format';
import type { SectorBenchmark } from '@/lib/risk/sector-benchmark';
import type { Explanation } from '../explanation';

/** How much of a book would have to be something else to have the benchmark's sectors. */
export function activeShareExplanation(
  { activeShare }: { readonly activeShare: number },
  of: 'book' | 'stocks',
  benchmarkName: string,
  benchmark: SectorBenchmark | null,
  id: string,
): Explanation {
  return {
    id,
    title: of === 'book' ? 'Active share by sectors' : 'Active share of the stocks alone',
    words:
      of === 'book'
        ? `Half of all differences in weight from the ${benchmarkName}, sector by sector, with what lies outside of sectors: the part of a book without shorts that would have to be sold to have its sectors. Of sectors, not of stocks: the active share of stocks is never smaller.`
        : `The same of the stocks as if they were the whole book: what the choice of stocks bets on, whatever lies beside them in funds and cash.`,
    formula: of === 'book' ? '½ · Σ |wₛ − bₛ|' : '½ · Σ |wₛ / Σ w(stocks) − bₛ|',
    method: 'Net weights against the benchmark’s, over the eleven sectors and what has none',
    recipe: { name: of === 'book' ? 'active_share' : 'stock_active_share' },
    facts: [
      { term: 'Active share', value: percent(activeShare) },
      ...(benchmark ? [{ term: 'Weights of', value: `${day(benchmark.asOf)}, ${benchmark.dataSource}` }] : []),
    ],
  };
}
