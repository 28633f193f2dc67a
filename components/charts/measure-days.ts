import type { DateNotes, DaySpan } from './time-line';
import type { TimeSeries } from './time-rows';

/** A figure on a stored day; null where it could not be measured, and then `note` says why. */
export type MeasuredDay = {
  readonly date: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly isStale: boolean;
  readonly note: string | null;
};

export type MeasureSeries = {
  readonly series: TimeSeries;
  readonly stale: readonly DaySpan[];
  readonly notes: DateNotes;
};

/**
 * Stored days, oldest first, as a line with its gaps: it is interrupted where a figure could not be measured and where
 * trading days (`missing`) have no stored day, so that nothing is drawn that nobody calculated. Days whose history has
 * changed since are shaded.
 */
export function measureSeries(days: readonly MeasuredDay[], missing: readonly string[]): MeasureSeries {
  const measured = days.filter(({ value }) => value !== null);
  const hasBand = measured.some(({ low, high }) => low !== null && high !== null);
  const stored = new Map(days.map((day) => [day.date, day]));
  const gaps = [...days.filter(({ value }) => value === null).map(({ date }) => date), ...missing].sort();
  const notes: Record<string, string> = {};
  for (const { date, isStale, note } of days) {
    const words = [note, isStale ? 'stale' : null].filter(Boolean).join(', ');
    if (words) notes[date] = words;
  }
  for (const date of missing) notes[date] = 'no figures';
  const stale: DaySpan[] = [];
  let open: { from: string; to: string } | null = null;
  for (const { date, isStale } of days) {
    if (isStale && open) open.to = date;
    else {
      open = isStale ? { from: date, to: date } : null;
      if (open) stale.push(open);
    }
  }
  return {
    series: {
      dates: measured.map(({ date }) => date),
      values: measured.map(({ value }) => value!),
      low: hasBand ? measured.map(({ low, value }) => low ?? value!) : undefined,
      high: hasBand ? measured.map(({ high, value }) => high ?? value!) : undefined,
      breaks: firstOfRuns(gaps, [...stored.keys(), ...missing].sort()),
    },
    stale,
    notes: { label: 'Remark', on: notes },
  };
}

/** The first of each run of neighbours, in the order of `all`: one interruption a gap is enough. */
function firstOfRuns(some: readonly string[], all: readonly string[]): string[] {
  const place = new Map(all.map((date, i) => [date, i]));
  return some.filter((date, i) => i === 0 || place.get(some[i - 1]) !== place.get(date)! - 1);
}
