'use client';

import { memo } from 'react';
import { Bar, BarChart, type BarShapeProps, ReferenceLine, XAxis, YAxis } from 'recharts';
import { isBucket, type SectorWeightRow } from './sector-weight-rows';

export type SectorView = 'active' | 'paired';

type SectorBarsPlotProps = {
  rows: readonly SectorWeightRow[];
  view: SectorView;
  rowHeight: number;
};

type SectorBarProps = BarShapeProps & { fillOf: (row: SectorWeightRow) => string };

/** A bar from zero, to either side. */
function SectorBar({ x, y, width, height, payload, fillOf }: SectorBarProps) {
  return (
    <rect
      x={Math.min(Number(x), Number(x) + Number(width))}
      y={Number(y)}
      width={Math.abs(Number(width))}
      height={Number(height)}
      rx={1.5}
      fill={fillOf(payload as SectorWeightRow)}
    />
  );
}

const blue = () => 'var(--color-blue)';
const orange = () => 'var(--color-orange)';
/** What lies outside of the sectors is no bet on one, and is not drawn as one. */
const overOrUnder = (row: SectorWeightRow) =>
  isBucket(row.sector) ? 'var(--color-ink-faint)' : (row.active ?? row.net) < 0 ? orange() : blue();

/** The bars alone, one band of `rowHeight` for each row: names and figures stand beside them as text. */
export const SectorBarsPlot = memo(function SectorBarsPlot({ rows, view, rowHeight }: SectorBarsPlotProps) {
  const values = rows.flatMap(({ active, net, benchmark }) =>
    view === 'active' ? [active ?? net] : [net, benchmark ?? 0],
  );
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return (
    <BarChart
      responsive
      layout="vertical"
      accessibilityLayer={false}
      data={rows as SectorWeightRow[]}
      margin={{ top: 0, right: 2, bottom: 0, left: 2 }}
      barCategoryGap={view === 'active' ? '28%' : '18%'}
      barGap={1}
      style={{ width: '100%', height: rows.length * rowHeight }}
    >
      <XAxis type="number" hide domain={[low, high === low ? low + 1 : high]} />
      <YAxis type="category" dataKey="sector" hide />
      <ReferenceLine x={0} stroke="var(--color-rule-strong)" />
      {view === 'active' ? (
        <Bar
          dataKey={(row: SectorWeightRow) => row.active ?? row.net}
          shape={(props: BarShapeProps) => <SectorBar {...props} fillOf={overOrUnder} />}
          isAnimationActive={false}
        />
      ) : (
        <Bar
          dataKey="net"
          shape={(props: BarShapeProps) => <SectorBar {...props} fillOf={blue} />}
          isAnimationActive={false}
        />
      )}
      {view === 'paired' ? (
        <Bar
          dataKey="benchmark"
          shape={(props: BarShapeProps) => <SectorBar {...props} fillOf={orange} />}
          isAnimationActive={false}
        />
      ) : null}
    </BarChart>
  );
});
