import { counted, day } from '@/lib/format';
import type { MeasuredDay } from './measure-days';

/** What a look at a figure over time tells, in one sentence, and what of the time it does not cover. */
export function measureSummary(
  label: string,
  days: readonly MeasuredDay[],
  missing: readonly string[],
  value: (value: number) => string,
): string {
  const measured = days.filter((one): one is MeasuredDay & { readonly value: number } => one.value !== null);
  const stale = days.filter(({ isStale }) => isStale).length;
  const gaps = [
    days.length > measured.length
      ? `${counted(days.length - measured.length, 'stored day')} could not be measured`
      : '',
    missing.length > 0
      ? `${counted(missing.length, 'trading day')} in between ${missing.length === 1 ? 'has' : 'have'} no figures`
      : '',
    stale > 0 ? `${counted(stale, 'day')} ${stale === 1 ? 'is' : 'are'} stale` : '',
  ].filter(Boolean);
  const rest = gaps.length > 0 ? ` ${gaps.join('; ')}.` : '';
  const last = measured.at(-1);
  if (!last) return `${label} has not been measured on any of these days.${rest}`;
  const now = `${label} is ${value(last.value)} on ${day(last.date)}`;
  if (measured.length === 1) return `${now}, the only day with a figure.${rest}`;
  const [first] = measured;
  const least = measured.reduce((so, one) => (one.value < so.value ? one : so));
  const greatest = measured.reduce((so, one) => (one.value > so.value ? one : so));
  return `${now}; since ${day(first.date)}, when it was ${value(first.value)}, between ${value(least.value)} (${day(least.date)}) and ${value(greatest.value)} (${day(greatest.date)}).${rest}`;
}
