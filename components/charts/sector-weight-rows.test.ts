import { describe, expect, it } from 'vitest';
import { orderedSectorRows, type SectorWeightRow, totalSectorRow } from './sector-weight-rows';

const row = (sector: string, net: number, benchmark: number | null): SectorWeightRow => ({
  sector,
  net,
  long: Math.max(net, 0),
  short: Math.min(net, 0),
  gross: Math.abs(net),
  benchmark,
  active: benchmark === null ? null : net - benchmark,
});

const rows = [
  row('Cash', 0.05, 0),
  row('Financials', 0.1, 0.25),
  row('Energy', 0.25, 0.25),
  row('Information Technology', 0.6, 0.5),
];

describe('orderedSectorRows', () => {
  it('runs from the largest over to the largest under, then through every bucket', () => {
    expect(orderedSectorRows(rows).map(({ sector }) => sector)).toEqual([
      'Information Technology',
      'Energy',
      'Financials',
      'Funds',
      'Cash',
      'Private',
      'Options',
      'Unknown',
    ]);
  });

  it('sorts by net weight and compares with nothing where there is no benchmark', () => {
    const ordered = orderedSectorRows([row('Energy', 0.1, null), row('Financials', 0.9, null)]);
    expect(ordered.map(({ sector }) => sector).slice(0, 2)).toEqual(['Financials', 'Energy']);
    expect(ordered.every(({ active }) => active === null)).toBe(true);
  });
});

describe('totalSectorRow', () => {
  it('adds up to all of equity and to no difference', () => {
    const total = totalSectorRow(orderedSectorRows(rows));
    expect(total.net).toBeCloseTo(1, 12);
    expect(total.benchmark).toBeCloseTo(1, 12);
    expect(total.active).toBeCloseTo(0, 12);
  });

  it('has no difference to state without a benchmark', () => {
    expect(totalSectorRow([row('Energy', 1, null)]).active).toBeNull();
  });
});
