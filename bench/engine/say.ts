import { median } from '../risk/timing';

export const ms = (value: number): string =>
  value >= 1_000 ? `${(value / 1_000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const say = (what: string, figure: string): void => console.log(`${what.padEnd(66)} ${figure}`);
/** A ratio beside what it was to be. */
export const atMost = (what: string, ratio: number, goal: number): void =>
  say(what, `${ratio.toFixed(2)}×   (goal ≤ ${goal}×: ${ratio <= goal ? 'reached' : 'not reached'})`);
export const atLeast = (what: string, ratio: number, goal: number): void =>
  say(what, `${ratio.toFixed(0)}×   (goal ≥ ${goal}×: ${ratio >= goal ? 'reached' : 'not reached'})`);

export async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

export { median };
