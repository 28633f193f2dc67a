import { dayOfYear, monthOf } from '@/lib/format';
import { dayNumber, isoDate } from '@/lib/risk/day';

export type DateTick = { readonly day: number; readonly label: string };

/** Months between two marks, the shortest first. */
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];
const daySteps = [1, 2, 7, 14];

/** A month as a number, so that the next one is one more. */
const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const firstOfMonth = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/**
 * Where to mark a time axis from one date to another, with at most `most` marks: on the first of months that divide the
 * year evenly, on first of Januaries where it is long, on days where it is shorter than two months. Labels are as short as
 * they can be without doubt: the year stands where it begins and at the first mark.
 */
export function dateTicks(first: string, last: string, most = 6): readonly DateTick[] {
  const from = dayNumber(first);
  const until = dayNumber(last);
  if (until - from < 62) {
    const step = daySteps.find((days) => Math.floor((until - from) / days) + 1 <= most) ?? 28;
    const ticks: DateTick[] = [];
    for (let day = from; day <= until; day += step) ticks.push({ day, label: dayOfYear(isoDate(day)) });
    return ticks;
  }
  const firstMonth = monthNumber(first) + (first.endsWith('-01') ? 0 : 1);
  const lastMonth = monthNumber(last);
  const marksOf = (step: number) => Math.floor(lastMonth / step) - Math.ceil(firstMonth / step) + 1;
  const step = monthSteps.find((months) => marksOf(months) <= most) ?? 240;
  const ticks: DateTick[] = [];
  for (let month = Math.ceil(firstMonth / step) * step; month <= lastMonth; month += step) {
    const date = firstOfMonth(month);
    const withYear = monthOf(date);
    const label =
      step >= 12 ? date.slice(0, 4) : ticks.length === 0 || month % 12 === 0 ? withYear : withYear.slice(0, 3);
    ticks.push({ day: dayNumber(date), label });
  }
  return ticks;
}
