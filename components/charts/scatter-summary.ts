import { beta, count, interval, percent } from '@/lib/format';

type Fit = { readonly beta: number; readonly low: number; readonly high: number; readonly rSquared: number };

/** What a look at the two series of returns tells, in one sentence. */
export function scatterSummary(fit: Fit | null, points: number, marketIndex: string): string {
  if (points === 0) return `There is no day on which both the portfolio and ${marketIndex} have a return.`;
  if (!fit) return `${count(points)} days are too few, or too alike, to lay a line through them.`;
  const rest = 1 - fit.rSquared;
  return `On ${count(points)} days the portfolio moved ${beta(fit.beta)} ${interval(fit.low, fit.high)} for each 1 of ${marketIndex}; ${percent(rest, 0)} of its movement is its own.`;
}
