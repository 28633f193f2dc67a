'use client';

import { memo } from 'react';
import { isBucket, type SectorWeightRow } from './sector-weight-rows';

export type SectorView = 'active' | 'paired';

type SectorBarsPlotProps = {
  rows: readonly SectorWeightRow[];
  view: SectorView;
  rowHeight: number;
};

const blue = 'var(--color-blue)';
const orange = 'var(--color-orange)';
/** What lies outside of the sectors is no bet on one, and is not drawn as one. */
const overOrUnder = ({ sector, active, net }: SectorWeightRow) =>
  isBucket(sector) ? 'var(--color-ink-faint)' : (active ?? net) < 0 ? orange : blue;

/** The bars of a row, one below the other. */
const barsOf = (
  row: SectorWeightRow,
  view: SectorView,
): readonly { readonly value: number; readonly fill: string }[] =>
  view === 'active'
    ? [{ value: row.active ?? row.net, fill: overOrUnder(row) }]
    : [
        { value: row.net, fill: blue },
        { value: row.benchmark ?? 0, fill: orange },
      ];

/** The bars alone, one band of `rowHeight` for each row: names and figures stand beside them as text. */
export const SectorBarsPlot = memo(function SectorBarsPlot({ rows, view, rowHeight }: SectorBarsPlotProps) {
  const values = rows.flatMap((row) => barsOf(row, view).map(({ value }) => value));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const across = (value: number) => (high === low ? 0 : ((value - low) / (high - low)) * 100);
  const height = view === 'active' ? 0.44 * rowHeight : 0.3 * rowHeight;
  return (
    <svg
      aria-hidden="true"
      className="block overflow-visible"
      width="100%"
      height={rows.length * rowHeight}
      data-graphic
    >
      <line x1={`${across(0)}%`} x2={`${across(0)}%`} y2="100%" stroke="var(--color-rule-strong)" />
      {rows.flatMap((row, place) =>
        barsOf(row, view).map(({ value, fill }, which, { length }) => (
          <rect
            key={`${row.sector} ${fill}`}
            x={`${across(Math.min(0, value))}%`}
            y={(place + 0.5) * rowHeight + (which - length / 2) * (height + 1) + 0.5}
            width={`${Math.abs(across(value) - across(0))}%`}
            height={height}
            rx={1.5}
            fill={fill}
          />
        )),
      )}
    </svg>
  );
});
