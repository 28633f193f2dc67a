'use client';

import { ChartLine, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ToggleGroup, type ToggleOption } from '../ui/toggle-group';
import { ChartSvg } from './chart-svg';

type View = 'chart' | 'table';

const views: readonly ToggleOption<View>[] = [
  { value: 'chart', label: 'Chart', icon: <ChartLine aria-hidden="true" className="size-3.5" /> },
  { value: 'table', label: 'Table', icon: <Table2 aria-hidden="true" className="size-3.5" /> },
];

type ChartFrameProps = {
  id: string;
  /** What the chart shows, in a few words: names the figure and its toggle. */
  label: string;
  /** One sentence made from the data: what a look at the chart would tell. */
  summary: ReactNode;
  legend?: ReactNode;
  /** Controls of the chart's own, beside the toggle. */
  controls?: ReactNode;
  chart: ReactNode;
  /** The same data in rows; made only when it is asked for. */
  table: () => ReactNode;
};

/** What every chart stands in: its summary sentence, its legend, and its twin, a table. */
export function ChartFrame({ id, label, summary, legend, controls, chart, table }: ChartFrameProps) {
  const [view, setView] = useState<View>('chart');
  return (
    <figure aria-label={label} className="flex min-w-0 grow flex-col gap-3">
      <figcaption id={`${id}-summary`} className="text-sm text-ink-soft">
        {summary}
      </figcaption>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 text-xs text-ink-soft">{view === 'chart' ? legend : null}</div>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {controls}
          {view === 'chart' ? <ChartSvg label={label} /> : null}
          <ToggleGroup label={`${label}: chart or table`} options={views} value={view} onChange={setView} />
        </div>
      </div>
      {view === 'chart' ? chart : table()}
    </figure>
  );
}
