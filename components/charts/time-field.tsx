'use client';

import { type PointerEvent, useMemo } from 'react';
import { day as formatDay } from '@/lib/format';
import { dayNumber } from '@/lib/risk/day';
import { strokeOf } from './chart-colour';
import { dateTicks } from './date-ticks';
import { nearestIndex, placeOf, plotInset, plotMargin } from './plot-geometry';
import type { TimeChartProps } from './time-chart';
import type { TimeLine } from './time-line';
import { TimePlot } from './time-plot';
import { sampledRows, type TimeRow, timeRows } from './time-rows';
import { useTravel } from './use-travel';
import { valueScale } from './value-scale';

type TimeFieldProps = Omit<TimeChartProps, 'summary' | 'spanLabel' | 'controls'> & { height: number };

/** The drawing of a chart over time, and the cursor that pointer and keys move along it. */
export function TimeField({
  id,
  label,
  lines,
  formatTick,
  formatValue,
  formatBand,
  level,
  floor,
  asOf,
  spans,
  notes,
  height,
}: TimeFieldProps) {
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

  return (
    <>
      <div
        {...surface}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        style={{ height }}
        className="relative touch-pan-y"
      >
        <div aria-hidden="true" className="pointer-events-none h-full">
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
    </>
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
    <div aria-hidden="true" className="pointer-events-none absolute" style={{ inset: plotInset }} data-screen-only>
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
