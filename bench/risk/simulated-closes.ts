import { seededNormals } from '@/test/seeded-normals';

/** An index and as many securities as asked for, one after the other in one buffer, each with a close a day. */
export type SimulatedCloses = {
  readonly days: number;
  /** The index's closes, then those of each security. */
  readonly buffer: Float64Array;
  readonly market: Float64Array;
  readonly columns: readonly Float64Array[];
};

/**
 * Closes whose volatility clusters, as a HAR regression has it: the variance of the index's returns is its own past's
 * (GARCH 0.08/0.90), each security moves with a beta of 0.4 to 1.8 of it and by itself. The same for the same seed.
 */
export function simulatedCloses(securities: number, days: number, seed: number): SimulatedCloses {
  const buffer = new Float64Array((securities + 1) * days);
  const columns = Array.from({ length: securities + 1 }, (_, i) => buffer.subarray(i * days, (i + 1) * days));
  const [market, ...own] = columns;
  const index = clustered(seed, days, 0.01);
  fill(market, index);
  own.forEach((column, i) => {
    const beta = 0.4 + (1.4 * (i % 97)) / 96;
    const alone = clustered(seed + 1 + i, days, 0.012);
    fill(
      column,
      alone.map((value, day) => value + beta * index[day]),
    );
  });
  return { days, buffer, market, columns: own };
}

function clustered(seed: number, days: number, deviation: number): Float64Array {
  const level = deviation * deviation;
  let variance = level;
  return seededNormals(seed, days).map((shock) => {
    const value = Math.sqrt(variance) * shock;
    variance = 0.02 * level + 0.08 * value * value + 0.9 * variance;
    return value;
  });
}

function fill(closes: Float64Array, returns: Float64Array): void {
  closes[0] = 100;
  for (let day = 1; day < closes.length; day++) closes[day] = closes[day - 1] * (1 + returns[day]);
}
