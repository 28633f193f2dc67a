/** Arithmetic may keep a process to itself for so many milliseconds. */
const longestBreath = 10;

let lastBreath = 0;

/**
 * Lets whatever else the process has to do come to its turn: to be awaited between the pieces of long arithmetic, so
 * that a worker's heartbeat is heard and its signals are.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < longestBreath) return;
  await new Promise((resolve) => setImmediate(resolve));
  lastBreath = performance.now();
}
