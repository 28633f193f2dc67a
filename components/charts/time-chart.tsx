'use client';

import dynamic from 'next/dynamic';
import { type PointerEvent, type ReactNode, useMemo } from 'react';
import { day as formatDay } from '@/lib/format';
import { dayNumber } from '@/lib/risk/day';
import { Skeleton } from '../ui/skeleton';
import { strokeOf } from './chart-colour';
import { ChartFrame } from './chart-frame';
import { ChartLegend, type LegendEntry } from './chart-legend';
import { dateTicks } from './date-ticks';
import { nearestIndex, placeOf, plotMargin } from './plot-geometry';
import type { DateNotes, DaySpan, TimeLine } from './time-line';
import { sampledRows, type TimeRow, timeRows } from './time-rows';
import { TimeTable } from './time-table';
import { useTravel } from './use-travel';
import { useTurn } from './use-turn';
import { valueScale } from './value-scale';

const loadPlot = () => import('./time-plot').then((module) => module.TimePlot);
const TimePlot = dynamic(loadPlot, {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type TimeChartProps = {
  id: string;
  label: string;
  summary: string;
  lines: readonly TimeLine[];
  /** Values on the axis: short. */
  formatTick: (value: number) => string;
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
export function TimeChart({
  id,
  label,
  summary,
  lines,
  formatTick,
  formatValue,
  formatBand,
  level,
  floor,
  asOf,
  spans,
  spanLabel,
  notes,
  controls,
  height = 240,
}: TimeChartProps) {
  const isTurn = useTurn(loadPlot);

  const rows = useMemo(() => timeRows(lines), [lines]);
  const drawn = useMemo(() => sampledRows(rows), [rows]);
  const scale = useMemo(() => {
    const shown = rows.flatMap(({ values, bands }) => [...values, ...bands.flatMap((band) => band ?? [])]);
    return valueScale([...shown, level, floor]);
  }, [rows, level, floor]);
  const ticks = useMemo(() => dateTicks(rows[0].date, rows[rows.length - 1].date, 5), [rows]);
  const days = useMemo(() => rows.map(({ day }) => day), [rows]);

  const wordsOf = (row: TimeRow) => {
    const words = lines.map((line, which) => {
      const value = row.values[which];
      const band = row.bands[which];
      if (value === null) return null;
      return `${line.label} ${formatValue(value)}${band ? ` ${formatBand(band[0], band[1])}` : ''}`;
    });
    return [...words, notes?.on[row.date]].filter(Boolean).join(', ') || 'no figure';
  };

  const { active, setActive, surface, spoken } = useTravel({
    id,
    label,
    noun: 'points',
    count: rows.length,
    from: 'last',
    page: 21,
    wordsOf: (index) => `${formatDay(rows[index].date)}: ${wordsOf(rows[index])}`,
  });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const width = box.width - plotMargin.left - plotMargin.right;
    if (width > 0) setActive(nearestIndex(days, (event.clientX - box.left - plotMargin.left) / width));
  };

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

  return (
    <ChartFrame
      id={id}
      label={label}
      summary={summary}
      legend={<ChartLegend entries={legend} />}
      controls={controls}
      table={() => (
        <TimeTable
          label={label}
          rows={rows}
          lines={lines}
          formatValue={formatValue}
          formatBand={formatBand}
          notes={notes}
        />
      )}
      chart={
        <div className="relative">
          <div {...surface} onPointerMove={onPointerMove} style={{ height }} className="relative touch-pan-y">
            <div aria-hidden="true" className="h-full">
              {isTurn ? (
                <TimePlot
                  rows={drawn}
                  lines={lines}
                  scale={scale}
                  dateTicks={ticks}
                  height={height}
                  format={formatTick}
                  level={level}
                  asOfDay={asOf === undefined ? undefined : dayNumber(asOf)}
                  spans={spans}
                />
              ) : (
                <Skeleton className="h-full w-full" />
              )}
            </div>
            {active === null ? null : (
              <Cursor
                row={rows[active]}
                place={placeOf(days[active], days[0], days[days.length - 1])}
                lines={lines}
                low={scale.low}
                high={scale.high}
                formatValue={formatValue}
                formatBand={formatBand}
                note={notes?.on[rows[active].date]}
              />
            )}
          </div>
          {spoken}
        </div>
      }
    />
  );
}

type CursorProps = {
  row: TimeRow;
  place: number;
  lines: readonly TimeLine[];
  low: number;
  high: number;
  formatValue: (value: number) => string;
  formatBand: (low: number, high: number) => string;
  note?: string;
};

/** The hairline at one date, a dot on each line, and what they say. */
function Cursor({ row, place, lines, low, high, formatValue, formatBand, note }: CursorProps) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute"
      style={{ inset: `${plotMargin.top}px ${plotMargin.right}px ${plotMargin.bottom}px ${plotMargin.left}px` }}
      data-screen-only
    >
      <div className="absolute inset-y-0 w-px bg-ink-soft" style={{ left: `${place * 100}%` }} />
      {lines.map((line, which) => {
        const value = row.values[which];
        return value === null ? null : (
          <div
            key={line.label}
            className="absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full ring-2 ring-surface"
            style={{
              left: `${place * 100}%`,
              bottom: `${placeOf(value, low, high) * 100}%`,
              background: strokeOf[line.colour],
            }}
          />
        );
      })}
      <div
        className="absolute top-0 rounded-md border border-rule bg-raised px-2.5 py-1.5 text-xs whitespace-nowrap shadow-float"
        style={place > 0.5 ? { right: `calc(${(1 - place) * 100}% + 10px)` } : { left: `calc(${place * 100}% + 10px)` }}
      >
        <div className="font-semibold">{formatDay(row.date)}</div>
        {lines.map((line, which) => {
          const value = row.values[which];
          const band = row.bands[which];
          return value === null ? null : (
            <div key={line.label} className="flex items-center gap-1.5">
              <span className="size-2 rounded-full" style={{ background: strokeOf[line.colour] }} />
              <span className="text-ink-soft">{line.label}</span>
              <span className="ml-auto pl-2 font-medium">
                {formatValue(value)} {band ? <span className="font-normal">{formatBand(band[0], band[1])}</span> : null}
              </span>
            </div>
          );
        })}
        {note ? <div className="text-ink-soft">{note}</div> : null}
      </div>
    </div>
  );
}
