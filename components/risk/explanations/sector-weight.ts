import { day } from '@/lib/format';
import type { SectorBenchmark } from '@/lib/risk/sector-benchmark';
import type { Explanation } from '../explanation';

/** The columns of the table of sectors. */
export const sectorColumns = ['Long', 'Short', 'Net', 'Gross', 'Active', 'Stocks alone'] as const;

export type SectorColumn = (typeof sectorColumns)[number];

const weights: Readonly<Record<SectorColumn, Pick<Explanation, 'words' | 'formula' | 'recipe'>>> = {
  Long: {
    words: 'What is held long in a sector, as a part of equity. Long and short of one symbol are one position first.',
    formula: 'Σ wᵢ over positions with wᵢ > 0',
    recipe: { name: 'sector_weights' },
  },
  Short: {
    words: 'What is held short in a sector, as a part of equity, below zero.',
    formula: 'Σ wᵢ over positions with wᵢ < 0',
    recipe: { name: 'sector_weights' },
  },
  Net: {
    words: 'Long and short together. Over all sectors and buckets it sums to all of equity.',
    formula: 'Σ wᵢ',
    recipe: { name: 'sector_weights' },
  },
  Gross: {
    words: 'Long and short, both counted as they weigh: how much is at stake in a sector, whichever way.',
    formula: 'Σ |wᵢ|',
    recipe: { name: 'sector_weights' },
  },
  Active: {
    words: 'The net weight less the benchmark’s. What lies outside of sectors has no weight there.',
    formula: 'net weight − benchmark weight',
    recipe: { name: 'active_weights' },
  },
  'Stocks alone': {
    words: 'The same of the stocks as if they were the whole book, whatever lies beside them in funds and cash.',
    formula: 'wₛ / Σ w(stocks) − bₛ',
    recipe: { name: 'active_weights' },
  },
};

/** What the figures of a column of the table of sectors are. */
export function sectorWeightExplanation(
  column: SectorColumn,
  benchmarkName: string,
  benchmark: SectorBenchmark | null,
  id: string,
): Explanation {
  const isCompared = column === 'Active' || column === 'Stocks alone';
  return {
    id,
    title: `Sectors: ${column}`,
    ...weights[column],
    method: 'Market values at the day’s closes over equity; each position in exactly one row',
    facts:
      isCompared && benchmark
        ? [{ term: `${benchmarkName} of`, value: `${day(benchmark.asOf)}, ${benchmark.dataSource}` }]
        : [],
  };
}
