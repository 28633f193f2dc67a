import { isoDate } from '@/lib/risk/day';

/**
 * Days that have a snapshot, by month (`YYYY-MM`): a bit a day, the first of the month the lowest. Years of days travel to
 * the browser in a few hundred letters.
 */
export type SnapshotMonths = Readonly<Record<string, number>>;

/** The days of `dates`, in whatever order, by month. */
export function snapshotMonths(dates: Iterable<string>): SnapshotMonths {
  const months: Record<string, number> = {};
  for (const date of dates) {
    const month = date.slice(0, 7);
    months[month] = (months[month] ?? 0) | (1 << (Number(date.slice(8)) - 1));
  }
  return months;
}

/** The days again, oldest first. */
export function snapshotDays(months: SnapshotMonths): readonly string[] {
  const days: string[] = [];
  for (const month of Object.keys(months).sort())
    for (let day = 1; day <= 31; day++)
      if (months[month] & (1 << (day - 1))) days.push(`${month}-${String(day).padStart(2, '0')}`);
  return days;
}

/** The newest of ascending `days` before a date, and the oldest after it; null where there is none. */
export function daysBeside(
  days: readonly string[],
  date: string,
): { readonly before: string | null; readonly after: string | null } {
  const after = days.findIndex((day) => day > date);
  const until = after < 0 ? days.length : after;
  const before = days[until - 1] === date ? until - 2 : until - 1;
  return { before: days[before] ?? null, after: after < 0 ? null : days[after] };
}

/** The weeks of a month from Monday to Sunday, as day numbers; null where a day belongs to a neighbouring month. */
export function weeksOfMonth(firstDay: number): readonly (readonly (number | null)[])[] {
  const month = isoDate(firstDay).slice(0, 7);
  // The first of January 1970, day 0, was a Thursday.
  const start = firstDay - ((((firstDay + 3) % 7) + 7) % 7);
  const weeks: (number | null)[][] = [];
  for (let monday = start; monday <= firstDay + 30; monday += 7) {
    const week = Array.from({ length: 7 }, (_, i) => (isoDate(monday + i).startsWith(month) ? monday + i : null));
    if (week.some((day) => day !== null)) weeks.push(week);
  }
  return weeks;
}
