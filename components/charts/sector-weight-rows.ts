import { sectorBuckets } from '@/lib/risk/sector-buckets';
import type { Exposure } from '@/lib/risk/sector-exposure';

/** What a portfolio has in one sector, or in a bucket of what has none; benchmark and active are null without a benchmark. */
export type SectorWeightRow = Exposure & {
  readonly sector: string;
  readonly benchmark: number | null;
  readonly active: number | null;
};

const buckets: readonly string[] = sectorBuckets;

export const isBucket = (sector: string): boolean => buckets.includes(sector);

/**
 * Sectors from what the portfolio is most over in to what it is most under in (by net weight where there is no
 * benchmark), then the buckets, always all of them and always in one order: together they are all of the portfolio.
 */
export function orderedSectorRows(rows: readonly SectorWeightRow[]): readonly SectorWeightRow[] {
  const size = ({ active, net }: SectorWeightRow) => active ?? net;
  const sectors = rows.filter(({ sector }) => !isBucket(sector)).sort((a, b) => size(b) - size(a));
  const hasBenchmark = rows.some(({ benchmark }) => benchmark !== null);
  const nothing = { net: 0, long: 0, short: 0, gross: 0 };
  return [
    ...sectors,
    ...buckets.map(
      (bucket) =>
        rows.find(({ sector }) => sector === bucket) ?? {
          sector: bucket,
          ...nothing,
          benchmark: hasBenchmark ? 0 : null,
          active: hasBenchmark ? 0 : null,
        },
    ),
  ];
}

/** The row that the others add up to. Null where one of the parts is. */
export function totalSectorRow(rows: readonly SectorWeightRow[]): SectorWeightRow {
  const sum = (of: (row: SectorWeightRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const sumOrNull = (of: (row: SectorWeightRow) => number | null) =>
    rows.some((row) => of(row) === null) ? null : sum((row) => of(row)!);
  return {
    sector: 'Total',
    net: sum(({ net }) => net),
    long: sum(({ long }) => long),
    short: sum(({ short }) => short),
    gross: sum(({ gross }) => gross),
    benchmark: sumOrNull(({ benchmark }) => benchmark),
    active: sumOrNull(({ active }) => active),
  };
}
