import { percent } from '@/lib/format';

/**
 * The digits after the point with which all of an axis's ticks are written, `least` to `most`: as many as the one that
 * needs the most has, so that neighbours are neither spelled alike nor of different length.
 */
export function tickDigits(ticks: readonly number[], least: number, most: number): number {
  let digits = least;
  const isCut = (tick: number): boolean => Math.abs(tick - Number(tick.toFixed(digits))) > 1e-9;
  while (digits < most && ticks.some(isCut)) digits++;
  return digits;
}

/** A tick of an axis of fractions. */
export const percentTick = (tick: number, ticks: readonly number[]): string =>
  percent(
    tick,
    tickDigits(
      ticks.map((one) => 100 * one),
      0,
      2,
    ),
  );
