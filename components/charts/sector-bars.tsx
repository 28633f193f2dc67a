'use client';

import { useMemo, useState } from 'react';
import { percent, signedPoints } from '@/lib/format';
import { Skeleton } from '../ui/skeleton';
import { ToggleGroup, type ToggleOption } from '../ui/toggle-group';
import { ChartFrame } from './chart-frame';
import { ChartLegend } from './chart-legend';
import type { SectorView } from './sector-bars-plot';
import { sectorSummary } from './sector-summary';
import { isBucket, orderedSectorRows, type SectorWeightRow, totalSectorRow } from './sector-weight-rows';
import { useTurn } from './use-turn';

/** Everything that draws comes after the page. */
const load = async () => {
  const [{ SectorBarsPlot }, { SectorTable }] = await Promise.all([
    import('./sector-bars-plot'),
    import('./sector-table'),
  ]);
  return { SectorBarsPlot, SectorTable };
};

const views: readonly ToggleOption<SectorView>[] = [
  { value: 'active', label: 'Difference' },
  { value: 'paired', label: 'Side by side' },
];

const rowHeight = 30;

type SectorBarsProps = {
  id: string;
  rows: readonly SectorWeightRow[];
  benchmarkName: string;
  /** A row was pressed: show what is in it. */
  onSelect: (sector: string) => void;
};

/** Active weights as bars about zero, or the portfolio's and the benchmark's weights side by side. */
export function SectorBars({ id, rows, benchmarkName, onSelect }: SectorBarsProps) {
  const hasBenchmark = rows.some(({ active }) => active !== null);
  const [view, setView] = useState<SectorView>('active');
  const drawing = useTurn(load);
  const ordered = useMemo(() => orderedSectorRows(rows), [rows]);
  const total = totalSectorRow(ordered);

  return (
    <ChartFrame
      id={id}
      label="Sector weights"
      summary={sectorSummary(ordered, benchmarkName)}
      controls={
        hasBenchmark ? <ToggleGroup label="Compare by" options={views} value={view} onChange={setView} /> : undefined
      }
      legend={
        <ChartLegend
          entries={
            !hasBenchmark
              ? [{ label: 'Net weight', colour: 'blue', mark: 'bar' }]
              : view === 'active'
                ? [
                    { label: 'Over', colour: 'blue', mark: 'bar' },
                    { label: 'Under', colour: 'orange', mark: 'bar' },
                    { label: 'Outside of sectors', colour: 'faint', mark: 'bar' },
                  ]
                : [
                    { label: 'Portfolio', colour: 'blue', mark: 'bar' },
                    { label: benchmarkName, colour: 'orange', mark: 'bar' },
                  ]
          }
        />
      }
      chart={
        <div className="[--label:8.5rem] [--value:4.5rem] sm:[--label:11.5rem] sm:[--value:5.5rem]">
          <div className="relative">
            <ul>
              {ordered.map((row, index) => (
                <li
                  key={row.sector}
                  style={{ height: rowHeight }}
                  className={
                    isBucket(row.sector) && !isBucket(ordered[index - 1]?.sector) ? 'border-t border-rule' : undefined
                  }
                >
                  <button
                    type="button"
                    onClick={() => onSelect(row.sector)}
                    className="relative flex h-full w-full items-center justify-between rounded-sm text-sm hover:bg-sunken"
                  >
                    <span
                      className={`w-(--label) pl-1 text-left max-sm:text-xs max-sm:leading-tight ${row.gross === 0 && isBucket(row.sector) ? 'text-ink-faint' : ''}`}
                    >
                      {row.sector}
                    </span>
                    <Figures row={row} view={hasBenchmark ? view : 'active'} />
                    <span className="sr-only">{more(row, benchmarkName)} Show its holdings.</span>
                  </button>
                </li>
              ))}
            </ul>
            <div
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 right-(--value) left-(--label)"
              style={{ height: ordered.length * rowHeight }}
            >
              {drawing ? (
                <drawing.SectorBarsPlot rows={ordered} view={hasBenchmark ? view : 'active'} rowHeight={rowHeight} />
              ) : null}
            </div>
          </div>
          <div
            style={{ height: rowHeight }}
            className="flex items-center justify-between border-t border-rule-strong text-sm font-semibold"
          >
            <span className="w-(--label) pl-1">Total</span>
            <Figures row={total} view={hasBenchmark ? view : 'active'} />
          </div>
        </div>
      }
      table={() =>
        drawing ? (
          <drawing.SectorTable rows={ordered} total={total} benchmarkName={benchmarkName} />
        ) : (
          <Skeleton className="w-full" height={ordered.length * rowHeight} />
        )
      }
    />
  );
}

/** What the bar says, for those who cannot see it. */
const more = ({ net, benchmark }: SectorWeightRow, benchmarkName: string): string =>
  benchmark === null ? 'net.' : `: ${percent(net)} against ${percent(benchmark)} of the ${benchmarkName}.`;

function Figures({ row, view }: { row: SectorWeightRow; view: SectorView }) {
  if (view === 'paired')
    return (
      <span className="flex w-(--value) flex-col pr-1 text-right text-2xs leading-tight">
        <span>{percent(row.net)}</span>
        <span className="text-ink-faint">{percent(row.benchmark)}</span>
      </span>
    );
  return (
    <span className="w-(--value) pr-1 text-right">
      {row.active === null ? percent(row.net) : signedPoints(row.active)}
    </span>
  );
}
