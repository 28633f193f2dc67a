import type { Axis } from './align';
import { isoDate } from './day';
import { type Estimate, measured, unavailable } from './estimate';
import type { Returns } from './returns';

export type Drawdown = {
  /** 1 − trough / peak, 0–1: what was lost of the highest value before. Over 1 where leverage lost more than all. */
  readonly drawdown: number;
  readonly peakDate: string;
  readonly troughDate: string;
  /** The first day the peak was reached again; null where it has not been, or nothing fell. */
  readonly recoveryDate: string | null;
  readonly observations: number;
  readonly firstDate: string;
  readonly lastDate: string;
};

/**
 * The deepest fall of a series from a high before it: max over t of 1 − Vₜ / max_{s ≤ t} V_s, V the compounded value
 * of 1 at the start. Of several equal falls the first. For the series of current holdings it is what this book would
 * have gone through, not what the account did.
 *
 * `axis` gives the indexes of `returns` their dates. A series that never fell has a drawdown of 0 at its start, which
 * is measured. Where a day loses everything (r ≤ −1, leverage), the path ends there: what follows it is of no value.
 * Unavailable: `short_history` without returns, `not_finite`.
 * Witness: numpy, of a book with gaps (fixtures/portfolio.py).
 */
export function maxDrawdown(returns: Returns, axis: Axis): Estimate<Drawdown> {
  const { values, from, to } = returns;
  const count = values.length;
  if (count === 0) return unavailable('short_history', 0, 1);
  let value = 1;
  let high = 1;
  let highDay = from[0];
  let deepest = { drawdown: 0, peak: from[0], trough: from[0], high: 1 };
  let recovery: number | null = null;
  for (let i = 0; i < count && value > 0; i++) {
    value *= 1 + values[i];
    if (recovery === null && deepest.drawdown > 0 && value >= deepest.high) recovery = to[i];
    if (value >= high) {
      high = value;
      highDay = to[i];
      continue;
    }
    const drawdown = 1 - value / high;
    if (drawdown <= deepest.drawdown) continue;
    deepest = { drawdown, peak: highDay, trough: to[i], high };
    recovery = null;
  }
  if (!Number.isFinite(value)) return unavailable('not_finite', count, 1);
  const dateOf = (index: number) => isoDate(axis[index]);
  return measured({
    drawdown: deepest.drawdown,
    peakDate: dateOf(deepest.peak),
    troughDate: dateOf(deepest.trough),
    recoveryDate: recovery === null ? null : dateOf(recovery),
    observations: count,
    firstDate: dateOf(from[0]),
    lastDate: dateOf(to[count - 1]),
  });
}

export type WorstDay = { readonly date: string; readonly return: number };

/**
 * The days of the lowest returns, the worst first, of equal ones the earlier first; all of them where there are fewer
 * than `days`, which need not be losses. Throws `RangeError` unless `days` is a whole number above zero.
 */
export function worstDays({ values, to }: Returns, axis: Axis, days: number): WorstDay[] {
  if (!(Number.isInteger(days) && days > 0))
    throw new RangeError(`worstDays: needs a whole number of days above zero, got ${days}`);
  const worst: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (worst.length === days && !(values[i] < values[worst[days - 1]])) continue;
    let place = Math.min(worst.length, days - 1);
    while (place > 0 && values[i] < values[worst[place - 1]]) place--;
    worst.splice(place, 0, i);
    worst.length = Math.min(worst.length, days);
  }
  return worst.map((i) => ({ date: isoDate(axis[to[i]]), return: values[i] }));
}
