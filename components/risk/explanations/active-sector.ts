import { day, percent, signedPoints } from '@/lib/format';
import type { SectorBenchmark } from '@/lib/risk/sector-benchmark';
import type { ActiveSector } from '../active-sector';
import type { Explanation } from '../explanation';

export function activeSectorExplanation(
  figure: ActiveSector,
  benchmarkName: string,
  benchmark: SectorBenchmark | null,
  id: string,
): Explanation {
  return {
    id,
    title: `Active weight, ${figure.sector}`,
    words: `How much more, or less, of the portfolio's equity is in ${figure.sector} than of the ${benchmarkName}. Of all eleven sectors it is the one with the largest difference.`,
    formula: 'net weight − benchmark weight',
    method: 'Net market value over equity; shorts count against',
    recipe: { name: 'active_weight' },
    facts: [
      { term: 'Portfolio', value: percent(figure.net) },
      { term: benchmarkName, value: percent(figure.benchmark) },
      { term: 'Difference', value: signedPoints(figure.active) },
      ...(benchmark ? [{ term: 'Weights of', value: `${day(benchmark.asOf)}, ${benchmark.dataSource}` }] : []),
    ],
  };
}
