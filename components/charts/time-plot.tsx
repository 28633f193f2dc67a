'use client';

import { memo, type ReactNode } from 'react';
import { Curve, Surface } from 'recharts';
import { dayNumber } from '@/lib/risk/day';
import { strokeOf, washOf } from './chart-colour';
import type { DateTick } from './date-ticks';
import { placeOf, plotInset, plotMargin } from './plot-geometry';
import type { DaySpan, TimeLine } from './time-line';
import type { TimeRow } from './time-rows';
import type { ValueScale } from './value-scale';

type TimePlotProps = {
  rows: readonly TimeRow[];
  lines: readonly TimeLine[];
  scale: ValueScale;
  dateTicks: readonly DateTick[];
  height: number;
  format: (value: number, ticks: readonly number[]) => string;
  /** A level to compare with: a beta of 1. */
  level?: number;
  /** The day after which everything is expected, not measured. */
  asOfDay?: number;
  /** Stretches of days with a shade behind them. */
  spans?: readonly DaySpan[];
};

/** The plot is drawn this wide and stretched to its place, so that no size has to be measured. */
const width = 1_000;

/** So wide a stretch of a single day is, that it can be seen. */
const narrowestSpan = 0.6;

/** Beyond this part of the axis a label that stood in the middle of its mark would reach over the edge of a phone's. */
const lastPlaceInTheMiddle = 0.95;

/** Its stroke is as wide as it says, however the plot is stretched. */
const unstretched = { fill: 'none', vectorEffect: 'non-scaling-stroke' } as const;

/** A round dot, by the round ends of a line without length. */
function Dot({ at, size, stroke }: { at: string; size: number; stroke: string }) {
  return <path d={`M${at}h0`} stroke={stroke} strokeWidth={size} strokeLinecap="round" {...unstretched} />;
}

/**
 * The drawing of a chart over time: lines, bands and axes, nothing that moves. It redraws only when its data changes:
 * the cursor and the keyboard travel lie over it. Of Recharts it takes the shapes alone: a chart of its own keeps axes and
 * lines in a store, and mounts in one piece of 50 to 100 ms.
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
  const high = height - plotMargin.top - plotMargin.bottom;
  const x = (day: number) => placeOf(day, first, last) * width;
  const y = (value: number) => (1 - placeOf(value, scale.low, scale.high)) * high;
  const point = ({ day }: TimeRow, value: number | null | undefined) => ({
    x: x(day),
    y: value === null || value === undefined ? null : y(value),
  });
  const across = (value: number) => `M0 ${y(value)}H${width}`;
  const upright = (day: number) => `M${x(day)} 0V${high}`;
  const shade = (key: number, from: number, to: number, fill: string, opacity?: number): ReactNode => (
    <rect key={key} x={x(from)} width={x(to) - x(from)} height={high} fill={fill} fillOpacity={opacity} />
  );
  const isExpected = asOfDay !== undefined && asOfDay < last;
  return (
    <div className="absolute text-xs leading-none whitespace-nowrap text-ink-faint" style={{ inset: plotInset }}>
      <Surface
        width="100%"
        height="100%"
        viewBox={{ x: 0, y: 0, width, height: high }}
        preserveAspectRatio="none"
        className="absolute inset-0 overflow-visible"
      >
        {scale.ticks.map((tick) => (
          <path key={tick} d={across(tick)} stroke="var(--color-rule)" {...unstretched} />
        ))}
        {isExpected ? shade(asOfDay, asOfDay, last, 'var(--color-sunken)', 0.8) : null}
        {spans.map(({ from, to }) =>
          shade(
            dayNumber(from),
            Math.max(first, dayNumber(from) - narrowestSpan),
            Math.min(last, dayNumber(to) + narrowestSpan),
            'var(--color-caution-wash)',
          ),
        )}
        <path
          d={`M0 ${high}H${width}${dateTicks.map(({ day }) => `M${x(day)} ${high}v4`).join('')}`}
          stroke="var(--color-rule-strong)"
          {...unstretched}
        />
        {lines.map((line, which) =>
          line.low ? (
            <g key={`band ${line.label}`}>
              <Curve
                points={rows.map((row) => point(row, row.bands[which]?.[1]))}
                baseLine={rows.map((row) => point(row, row.bands[which]?.[0]))}
                connectNulls={line.breaks === undefined}
                fill={washOf[line.colour]}
                stroke="none"
              />
              {[0, 1].map((end) => (
                <Curve
                  key={end}
                  {...unstretched}
                  points={rows.map((row) => point(row, row.bands[which]?.[end]))}
                  connectNulls={line.breaks === undefined}
                  stroke={strokeOf[line.colour]}
                  strokeWidth={0.75}
                  strokeOpacity={0.45}
                />
              ))}
            </g>
          ) : null,
        )}
        {level === undefined ? null : (
          <path d={across(level)} stroke="var(--color-rule-strong)" strokeDasharray="2 3" {...unstretched} />
        )}
        {lines.map((line, which) => (
          <Curve
            key={line.label}
            {...unstretched}
            points={rows.map((row) => point(row, row.values[which]))}
            connectNulls={line.breaks === undefined}
            stroke={strokeOf[line.colour]}
            strokeWidth={line.colour === 'faint' ? 1.25 : 1.75}
            strokeDasharray={line.dashed ? '5 4' : undefined}
            // A value between two interruptions is a point, which only a round end makes visible.
            strokeLinecap={line.breaks === undefined ? undefined : 'round'}
          />
        ))}
        {lines.flatMap((line) =>
          (line.marks ?? []).map((date) => {
            const at = `${x(dayNumber(date))} ${y(line.values[line.dates.indexOf(date)])}`;
            return (
              <g key={`${line.label} ${date}`}>
                <Dot at={at} size={8.5} stroke={strokeOf[line.colour]} />
                <Dot at={at} size={5.5} stroke="var(--color-surface)" />
              </g>
            );
          }),
        )}
        {isExpected ? <path d={upright(asOfDay)} stroke="var(--color-rule-strong)" {...unstretched} /> : null}
      </Surface>
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute right-full mr-2 translate-y-1/2"
          style={{ bottom: `${placeOf(tick, scale.low, scale.high) * 100}%` }}
        >
          {format(tick, scale.ticks)}
        </span>
      ))}
      {dateTicks.map(({ day, label }) => {
        const place = placeOf(day, first, last);
        return (
          <span
            key={day}
            className={`absolute top-full mt-2 ${place > lastPlaceInTheMiddle ? '-translate-x-full' : '-translate-x-1/2'}`}
            style={{ left: `${place * 100}%` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
});
