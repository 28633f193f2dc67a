export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Milliseconds of the processor that this process has used: what a machine gives to others meanwhile does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Milliseconds of the processor of each act in each round, the acts taking turns, so that a ratio of two of them is of
 * one moment: what else the machine does comes and goes. `learning` rounds before them are not counted: the compiler
 * learns the code.
 */
export function rounds(count: number, acts: readonly (() => unknown)[], learning = 1): number[][] {
  const times: number[][] = acts.map(() => []);
  for (let round = 1 - learning; round <= count; round++)
    acts.forEach((act, i) => {
      const started = processorTime();
      act();
      if (round > 0) times[i].push(processorTime() - started);
    });
  return times;
}

/** The median over rounds of the ratio within each. */
export const ratioOf = (above: readonly number[], below: readonly number[]): number =>
  median(above.map((value, round) => value / below[round]));

/** How fast the machine reads memory just now: the best of three passes over 128 MB of doubles, in GB/s. */
export function memoryPass(): number {
  const doubles = new Float64Array(16_000_000).fill(1);
  let best = 0;
  for (let pass = 0; pass < 3; pass++) {
    const started = performance.now();
    let sum = 0;
    for (let i = 0; i < doubles.length; i++) sum += doubles[i];
    if (sum !== doubles.length) throw new Error('memoryPass: the sum is wrong');
    best = Math.max(best, doubles.byteLength / (performance.now() - started) / 1e6);
  }
  return best;
}
