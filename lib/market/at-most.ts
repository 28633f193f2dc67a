/** Runs at most `count` of the works given to it at a time; the others wait their turn, first come, first served. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`atMost: needs a whole number from 1, got ${count}`);
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
