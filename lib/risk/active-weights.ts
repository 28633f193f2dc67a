import { type Estimate, measured, unavailable } from './estimate';
import { type GicsSector, gicsSectors } from './gics-sectors';
import { orderFreeSum } from './order-free-sum';
import { weightBasis } from './position-weights';
import type { SectorBenchmark } from './sector-benchmark';
import { type SectorExposure, type SectorRow, sectorRows } from './sector-exposure';

export type ActiveWeights<Row extends SectorRow> = {
  /** Portfolio less benchmark, a row at a time; positive is over. Sums to 1 − Σ benchmark: zero but for its rounding. */
  readonly active: Readonly<Record<Row, number>>;
  /** ½·Σ|active|. For a book without shorts 0–1: the part that would have to be sold to hold the benchmark. */
  readonly activeShare: number;
};

const isSector = (row: SectorRow): row is GicsSector => gicsSectors.some((sector) => sector === row);

function activeAgainst<Row extends SectorRow>(
  benchmark: SectorBenchmark,
  rows: readonly Row[],
  weightOf: (row: Row) => number,
): ActiveWeights<Row> {
  const active = rows.map(
    (row) => [row, isSector(row) ? weightOf(row) - benchmark.weights[row] : weightOf(row)] as const,
  );
  return {
    active: Object.fromEntries(active) as Record<Row, number>,
    activeShare: orderFreeSum(active.map(([, weight]) => Math.abs(weight))) / 2,
  };
}

/** Without one position of a known sector, "under in all eleven" would be said of a book nobody has looked into. */
const knowsNoSector = ({ rows }: SectorExposure): boolean => gicsSectors.every((sector) => rows[sector].gross === 0);

/**
 * What the whole portfolio is over and under in: active weight = net weight − benchmark weight, for the eleven sectors
 * and the buckets. A benchmark holds nothing in the buckets, so a book is over there by all it has there.
 *
 * Unavailable: `no_benchmark_weights` without a benchmark; `zero_equity` where the weights are not on equity (those of
 * a benchmark always are, so the two would be of different things); `no_sector` where no position's sector is known.
 * Active share: Cremers and Petajisto, Review of Financial Studies 22 (2009), here of sectors, not of stocks.
 */
export function activeWeights(
  exposure: SectorExposure,
  benchmark: SectorBenchmark | null,
): Estimate<ActiveWeights<SectorRow>> {
  if (benchmark === null) return unavailable('no_benchmark_weights', 0, gicsSectors.length);
  if (exposure.basis === 'gross') return unavailable('zero_equity', 0, 1);
  if (knowsNoSector(exposure)) return unavailable('no_sector', 0, 1);
  return measured(activeAgainst(benchmark, sectorRows, (row) => exposure.rows[row].net));
}

/** The rows that stocks fall into. */
const stockRows = [...gicsSectors, 'Unknown'] as const;

export type StockRow = (typeof stockRows)[number];

/**
 * The same of the stocks alone, as if they were the whole book: net weight / Σ net weight of all stocks − benchmark
 * weight. It says what the choice of stocks bets on, whatever lies beside them in funds and cash.
 *
 * Unavailable: `no_benchmark_weights`; `no_positions` without stocks; `no_sector` where no stock's sector is known;
 * `zero_equity` where the stocks' net value is at most 5 % of their gross.
 */
export function stockActiveWeights(
  exposure: SectorExposure,
  benchmark: SectorBenchmark | null,
): Estimate<ActiveWeights<StockRow>> {
  if (benchmark === null) return unavailable('no_benchmark_weights', 0, gicsSectors.length);
  const net = orderFreeSum(stockRows.map((row) => exposure.rows[row].net));
  const gross = orderFreeSum(stockRows.map((row) => exposure.rows[row].gross));
  if (gross === 0) return unavailable('no_positions', 0, 1);
  if (knowsNoSector(exposure)) return unavailable('no_sector', 0, 1);
  if (weightBasis(net, gross) === 'gross') return unavailable('zero_equity', 0, 1);
  return measured(activeAgainst(benchmark, stockRows, (row) => exposure.rows[row].net / net));
}
