import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many items are sorted or merged before the event loop turns. */
const runLength = 20_000;

/**
 * Sorts like `toSorted` (stable, a new array) and lets the event loop turn in between: two million strings in one go
 * would hold it for seconds.
 */
export async function sortInTurns<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  let from = items.slice();
  for (let start = 0; start < items.length; start += runLength) {
    const run = items.slice(start, start + runLength).sort(compare);
    for (let i = 0; i < run.length; i++) from[start + i] = run[i];
    if (start > 0) await nextTurn();
  }
  // Runs are merged in pairs from one array into the other, then back, until one run is all.
  let to = items.length > runLength ? items.slice() : from;
  for (let width = runLength; width < items.length; width *= 2) {
    let at = 0;
    for (let left = 0; left < items.length; left += 2 * width) {
      const middle = Math.min(left + width, items.length);
      const end = Math.min(middle + width, items.length);
      let a = left;
      let b = middle;
      while (at < end) {
        const isLeft = b >= end || (a < middle && compare(from[a], from[b]) <= 0);
        to[at++] = isLeft ? from[a++] : from[b++];
        if (at % runLength === 0) await nextTurn();
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The order of two texts by their characters, in no language's alphabet, so that it is the same everywhere. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
