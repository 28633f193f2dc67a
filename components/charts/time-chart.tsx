'use client';

import type { ReactNode } from 'react';
import { Skeleton } from '../ui/skeleton';
import { ChartFrame } from './chart-frame';
import { ChartLegend, type LegendEntry } from './chart-legend';
import type { DateNotes, DaySpan, TimeLine } from './time-line';
import { useTurn } from './use-turn';

/** Everything that draws comes after the page. */
const load = async () => {
  const [{ TimeField }, { TimeTable }] = await Promise.all([import('./time-field'), import('./time-table')]);
  return { TimeField, TimeTable };
};

export type TimeChartProps = {
  id: string;
  label: string;
  summary: string;
  lines: readonly TimeLine[];
  /** Values on the axis: short. */
  formatTick: (value: number, ticks: readonly number[]) => string;
  /** Values in words, under the cursor and in the table. */
  formatValue: (value: number) => string;
  formatBand: (low: number, high: number) => string;
  /** A level to compare with; the scale reaches it. */
  level?: number;
  /** The scale reaches down to here: zero for what cannot be negative. */
  floor?: number;
  /** The date after which everything is expected, not measured. */
  asOf?: string;
  /** Stretches of days with a shade behind them, and what it means. */
  spans?: readonly DaySpan[];
  spanLabel?: string;
  /** What is said of some dates beside their values: under the cursor and in a column of the table. */
  notes?: DateNotes;
  /** Controls of the chart's own, beside the toggle. */
  controls?: ReactNode;
  height?: number;
};

/** Lines over time, with everything a chart owes to those who cannot see it or cannot point at it. */
export function TimeChart({ summary, spanLabel, controls, height = 240, ...drawn }: TimeChartProps) {
  const { id, label, lines, spans } = drawn;
  const drawing = useTurn(load);

  const legend: LegendEntry[] = lines.flatMap((line) => [
    {
      label: line.label,
      colour: line.colour,
      mark: line.dates.length === 1 ? 'ring' : line.dashed ? 'dashes' : 'line',
    } as const,
    ...(line.bandLabel ? [{ label: line.bandLabel, colour: line.colour, mark: 'band' } as const] : []),
    ...(line.markLabel && line.marks && line.marks.length > 0
      ? [{ label: line.markLabel, colour: line.colour, mark: 'ring' } as const]
      : []),
  ]);
  if (spanLabel && spans && spans.length > 0) legend.push({ label: spanLabel, colour: 'caution', mark: 'span' });

  const place = <Skeleton className="w-full" height={height} />;
  return (
    <ChartFrame
      id={id}
      label={label}
      summary={summary}
      legend={<ChartLegend entries={legend} />}
      controls={controls}
      table={() => (drawing ? <drawing.TimeTable {...drawn} /> : place)}
      chart={<div className="relative">{drawing ? <drawing.TimeField {...drawn} height={height} /> : place}</div>}
    />
  );
}
