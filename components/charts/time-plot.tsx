'use client';

import { memo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import { dayNumber } from '@/lib/risk/day';
import { strokeOf, washOf } from './chart-colour';
import type { DateTick } from './date-ticks';
import { placeOf, plotMargin } from './plot-geometry';
import type { DaySpan, TimeLine } from './time-line';
import type { TimeRow } from './time-rows';
import type { ValueScale } from './value-scale';

type TimePlotProps = {
  rows: readonly TimeRow[];
  lines: readonly TimeLine[];
  scale: ValueScale;
  dateTicks: readonly DateTick[];
  height: number;
  format: (value: number) => string;
  /** A level to compare with: a beta of 1. */
  level?: number;
  /** The day after which everything is expected, not measured. */
  asOfDay?: number;
  /** Stretches of days with a shade behind them. */
  spans?: readonly DaySpan[];
};

/** So wide a stretch of a single day is, that it can be seen. */
const narrowestSpan = 0.6;

/** Beyond this part of the axis a label that stood in the middle of its mark would reach over the edge of a phone's. */
const lastPlaceInTheMiddle = 0.95;

const noLines = (): number[] => [];

type LabelProps = {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly payload?: { readonly value: number };
};

/** A mark's label as plain text: Recharts' own measures each word, which makes the browser lay out the page in between. */
function Label({
  x,
  y,
  anchor,
  dy,
  children,
}: LabelProps & { anchor: 'middle' | 'end'; dy: string; children: string }) {
  return (
    <text x={x} y={y} dy={dy} textAnchor={anchor} fill="var(--color-ink-faint)" fontSize={12}>
      {children}
    </text>
  );
}

/**
 * The drawing of a chart over time: lines, bands and axes, nothing that moves. It redraws only when its data changes:
 * the cursor and the keyboard travel lie over it.
 */
export const TimePlot = memo(function TimePlot({
  rows,
  lines,
  scale,
  dateTicks,
  height,
  format,
  level,
  asOfDay,
  spans = [],
}: TimePlotProps) {
  const first = rows[0].day;
  const last = rows[rows.length - 1].day;
  const labelOf = new Map(dateTicks.map(({ day, label }) => [day, label]));
  return (
    <ComposedChart
      responsive
      accessibilityLayer={false}
      data={rows as TimeRow[]}
      margin={{ top: plotMargin.top, right: plotMargin.right, bottom: 0, left: 0 }}
      style={{ width: '100%', height }}
    >
      <CartesianGrid vertical={false} verticalCoordinatesGenerator={noLines} stroke="var(--color-rule)" />
      {asOfDay !== undefined && asOfDay < last ? (
        <ReferenceArea x1={asOfDay} x2={last} fill="var(--color-sunken)" fillOpacity={0.8} stroke="none" />
      ) : null}
      {spans.map(({ from, to }) => (
        <ReferenceArea
          key={from}
          x1={Math.max(first, dayNumber(from) - narrowestSpan)}
          x2={Math.min(last, dayNumber(to) + narrowestSpan)}
          fill="var(--color-caution-wash)"
          fillOpacity={1}
          stroke="none"
        />
      ))}
      <XAxis
        dataKey="day"
        type="number"
        domain={[first, last]}
        ticks={dateTicks.map(({ day }) => day)}
        interval={0}
        height={plotMargin.bottom}
        tick={({ x, y, payload }: LabelProps) => (
          <Label
            x={x}
            y={y}
            dy="0.71em"
            anchor={placeOf(payload!.value, first, last) > lastPlaceInTheMiddle ? 'end' : 'middle'}
          >
            {labelOf.get(payload!.value) ?? ''}
          </Label>
        )}
        tickMargin={6}
        tickSize={4}
        stroke="var(--color-rule-strong)"
      />
      <YAxis
        width={plotMargin.left}
        domain={[scale.low, scale.high]}
        ticks={scale.ticks as number[]}
        interval={0}
        tick={({ x, y, payload }: LabelProps) => (
          <Label x={x} y={y} dy="0.355em" anchor="end">
            {format(payload!.value)}
          </Label>
        )}
        tickLine={false}
        axisLine={false}
      />
      {lines.map((line, which) =>
        line.low ? (
          <Area
            key={`band ${line.label}`}
            dataKey={(row: TimeRow) => row.bands[which]}
            fill={washOf[line.colour]}
            fillOpacity={1}
            stroke={strokeOf[line.colour]}
            strokeWidth={0.75}
            strokeOpacity={0.45}
            connectNulls={line.breaks === undefined}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : null,
      )}
      {level === undefined ? null : <ReferenceLine y={level} stroke="var(--color-rule-strong)" strokeDasharray="2 3" />}
      {lines.map((line, which) => (
        <Line
          key={line.label}
          dataKey={(row: TimeRow) => row.values[which]}
          stroke={strokeOf[line.colour]}
          strokeWidth={line.colour === 'faint' ? 1.25 : 1.75}
          strokeDasharray={line.dashed ? '5 4' : undefined}
          // A value between two interruptions is a point, which only a round end makes visible.
          strokeLinecap={line.breaks === undefined ? undefined : 'round'}
          dot={false}
          activeDot={false}
          connectNulls={line.breaks === undefined}
          isAnimationActive={false}
        />
      ))}
      {lines.flatMap((line) =>
        (line.marks ?? []).map((date) => (
          <ReferenceDot
            key={`${line.label} ${date}`}
            x={dayNumber(date)}
            y={line.values[line.dates.indexOf(date)]}
            r={3.5}
            fill="var(--color-surface)"
            stroke={strokeOf[line.colour]}
            strokeWidth={1.5}
          />
        )),
      )}
      {asOfDay !== undefined && asOfDay < last ? <ReferenceLine x={asOfDay} stroke="var(--color-rule-strong)" /> : null}
    </ComposedChart>
  );
});
