import { day } from '@/lib/format';

type ReportLineProps = {
  title: string;
  dates: readonly string[];
  values: readonly number[];
  low?: readonly number[];
  high?: readonly number[];
  show: (value: number) => string;
};

const box = { width: 320, height: 74 };

/** A year of a figure on paper: a line, its band where it has one, and the words a reader needs to read it. */
export function ReportLine({ title, dates, values, low, high, show }: ReportLineProps) {
  const all = [...values, ...(low ?? []), ...(high ?? [])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (i: number) => ((i / Math.max(1, values.length - 1)) * box.width).toFixed(1);
  const y = (value: number) => (box.height - ((value - least) / (most - least || 1)) * box.height).toFixed(1);
  const line = (points: readonly number[]) =>
    points.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value)}`).join('');
  const band =
    low && high
      ? `${line(high)}${low
          .map((value, i) => ({ value, i }))
          .reverse()
          .map(({ value, i }) => `L${x(i)} ${y(value)}`)
          .join('')}Z`
      : null;
  const now = values[values.length - 1];
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-baseline justify-between gap-3 text-xs">
        <span className="font-semibold">{title}</span>
        <span className="text-ink-soft">
          now {show(now)}, from {show(Math.min(...values))} to {show(Math.max(...values))}
        </span>
      </figcaption>
      <svg
        viewBox={`0 -2 ${box.width} ${box.height + 4}`}
        aria-hidden="true"
        className="block h-auto w-full"
        data-graphic
      >
        {band ? <path d={band} fill="var(--color-blue-wash)" /> : null}
        <path d={`M0 ${box.height}H${box.width}`} stroke="var(--color-rule-strong)" strokeWidth="0.5" />
        <path d={line(values)} fill="none" stroke="var(--color-blue)" strokeWidth="1.5" strokeLinejoin="round" />
      </svg>
      <div className="mt-0.5 flex justify-between text-2xs text-ink-faint">
        <span>{day(dates[0])}</span>
        <span>{day(dates[dates.length - 1])}</span>
      </div>
    </figure>
  );
}
