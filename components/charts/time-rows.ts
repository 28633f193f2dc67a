import { dayNumber } from '@/lib/risk/day';
import { minMaxSample, mostPoints } from './min-max-sample';

/** A trailing series: one value a date, oldest first, and the ends of its band where it has one. */
export type TimeSeries = {
  readonly dates: readonly string[];
  readonly values: readonly number[];
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** Dates of their own on which the line is interrupted: nothing is drawn from the value before to the one after. */
  readonly breaks?: readonly string[];
};

/** What a chart has on one date: a value and a band for each of its series, null where it has none. */
export type TimeRow = {
  readonly date: string;
  readonly day: number;
  readonly values: readonly (number | null)[];
  readonly bands: readonly (readonly [low: number, high: number] | null)[];
};

/** Lays series of different dates side by side: one row for every date that any of them has, oldest first. */
export function timeRows(series: readonly TimeSeries[]): readonly TimeRow[] {
  const rows = new Map<string, { values: (number | null)[]; bands: (readonly [number, number] | null)[] }>();
  const rowOn = (date: string) => {
    let row = rows.get(date);
    if (!row) {
      row = { values: series.map(() => null), bands: series.map(() => null) };
      rows.set(date, row);
    }
    return row;
  };
  series.forEach(({ dates, values, low, high, breaks }, which) => {
    dates.forEach((date, index) => {
      const row = rowOn(date);
      row.values[which] = values[index];
      if (low && high) row.bands[which] = [low[index], high[index]];
    });
    for (const date of breaks ?? []) rowOn(date);
  });
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, { values, bands }]) => ({ date, day: dayNumber(date), values, bands }));
}

/**
 * The rows to draw: at most 300, sampled by the smallest and largest of the first series. Rows on which that one has
 * no value (a forecast beyond its end) are few and are all kept.
 */
export function sampledRows(rows: readonly TimeRow[], most = mostPoints): readonly TimeRow[] {
  const led = rows.filter(({ values }) => values[0] !== null);
  const others = rows.filter(({ values }) => values[0] === null);
  if (rows.length <= most || others.length > most / 2) return evenly(rows, most);
  const drawn = minMaxSample(
    led.map(({ values }) => values[0]),
    most - others.length,
  ).map((index) => led[index]);
  return [...drawn, ...others].sort((a, b) => a.day - b.day);
}

/** Every n-th row and the last, where there is no one series to follow. */
function evenly(rows: readonly TimeRow[], most: number): readonly TimeRow[] {
  if (rows.length <= most) return rows;
  const stride = (rows.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => rows[Math.round(i * stride)]);
}
