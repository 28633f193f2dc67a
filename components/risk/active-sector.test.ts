import { describe, expect, it } from 'vitest';
import { type ActiveWeights, activeWeights } from '@/lib/risk/active-weights';
import { type Estimate, measured, unavailable } from '@/lib/risk/estimate';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { positionWeights } from '@/lib/risk/position-weights';
import { sectorBenchmark } from '@/lib/risk/sector-benchmark';
import { sectorExposure } from '@/lib/risk/sector-exposure';
import { largestActiveSector } from './active-sector';
import { sectorRowsOf } from './sector-rows-of';

const benchmark = sectorBenchmark(
  '2025-08-25',
  'made up',
  gicsSectors.map((sector, i) => ({ sector, weight: i === 0 ? 0.5 : 0.05 })),
);

/** Half Energy, a quarter cash, a quarter a stock whose sector nobody knows; 0.5 of the benchmark lies in the first sector. */
const stock = (symbol: string, sector: 'Energy' | null, value: number) =>
  ({ id: symbol, symbol, assetClass: 'stock', quantity: value, price: 1, column: null, sector }) as const;
const book = positionWeights([
  stock('OIL', 'Energy', 50),
  stock('WHAT', null, 25),
  { id: 'USD', symbol: 'USD', assetClass: 'cash', quantity: 25 },
]);
if (book.status !== 'measured') throw new Error('the book of this test can be weighed');
const exposure = sectorExposure(book.value);

const estimates = (active: Estimate<ActiveWeights<never>> | null = null) =>
  ({
    sectors: measured({
      ...exposure,
      active: active ?? activeWeights(exposure, benchmark),
      stockActive: unavailable('no_positions', 0, 1),
    }),
    benchmark,
  }) as Pick<PortfolioEstimates, 'sectors' | 'benchmark'>;

describe('largestActiveSector', () => {
  it('finds the largest difference whichever way it goes, and never a bucket', () => {
    expect(largestActiveSector(estimates())).toEqual(
      measured({ sector: 'Communication Services', net: 0, benchmark: 0.5, active: -0.5 }),
    );
  });

  it('passes on why there is nothing to compare', () => {
    const absent = unavailable('zero_equity', 0, 1);
    expect(largestActiveSector(estimates(absent))).toEqual(absent);
    expect(largestActiveSector({ sectors: absent, benchmark })).toEqual(absent);
  });
});

describe('sectorRowsOf', () => {
  const { sectors } = estimates();
  if (sectors.status !== 'measured') throw new Error('the sectors of this test are measured');

  it('lays every sector and every bucket beside the benchmark, and they add up', () => {
    const rows = sectorRowsOf(sectors.value, benchmark);
    expect(rows).toHaveLength(16);
    expect(rows.find(({ sector }) => sector === 'Energy')).toMatchObject({ net: 0.5, benchmark: 0.05, active: 0.45 });
    expect(rows.find(({ sector }) => sector === 'Cash')).toMatchObject({ net: 0.25, benchmark: 0, active: 0.25 });
    expect(rows.find(({ sector }) => sector === 'Unknown')).toMatchObject({ net: 0.25, benchmark: 0, active: 0.25 });
    expect(rows.reduce((sum, { active }) => sum + active!, 0)).toBeCloseTo(0, 12);
  });

  it('compares with nothing where there is no benchmark', () => {
    const rows = sectorRowsOf({ ...sectors.value, active: unavailable('no_benchmark_weights', 0, 11) }, null);
    expect(rows.every(({ active, benchmark: weight }) => active === null && weight === null)).toBe(true);
  });
});
