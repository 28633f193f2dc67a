'use client';

import { useState } from 'react';
import { counted } from '@/lib/format';
import { Button } from '../ui/button';
import { TableScroll } from '../ui/table-scroll';
import { mostBars, type RankedBar } from './bar-rows';
import { type ChartColour, strokeOf } from './chart-colour';
import { ChartFrame } from './chart-frame';
import { ChartLegend, type LegendEntry } from './chart-legend';

export type BarSeries = { readonly label: string; readonly colour: ChartColour; readonly negative?: ChartColour };

type RankedBarsProps = {
  id: string;
  label: string;
  summary: string;
  /** What the rows are: the head of their column. */
  rowHead: string;
  heads: readonly string[];
  series: readonly BarSeries[];
  /** In the order they are to be read. */
  rows: readonly RankedBar[];
  /** What the rows beyond those drawn are together. */
  rest?: RankedBar | null;
  total?: RankedBar;
  legend?: readonly LegendEntry[];
};

const tableLength = 250;

/** Bars one below the other, each with its figures beside it as text. */
export function RankedBars(props: RankedBarsProps) {
  const { id, label, summary, series, rows, rest = null, total, legend } = props;
  const drawn = [...rows.slice(0, mostBars), ...(rest ? [rest] : [])];
  const values = drawn.flatMap((row) => row.values.map((value) => value ?? 0));
  const low = Math.min(0, ...values);
  const high = Math.max(low === 0 ? 1e-12 : 0, ...values);
  return (
    <ChartFrame
      id={id}
      label={label}
      summary={summary}
      legend={
        <ChartLegend
          entries={legend ?? series.map((one) => ({ label: one.label, colour: one.colour, mark: 'bar' }) as const)}
        />
      }
      table={() => <RankedTable {...props} />}
      chart={
        <div className="text-sm">
          <ul>
            {drawn.map((row) => (
              <BarRow key={row.key} row={row} series={series} low={low} high={high} isRest={row === rest} />
            ))}
          </ul>
          {total ? (
            <div className="flex items-center justify-between gap-3 border-t border-rule-strong pt-1.5 font-semibold">
              <span>{total.label}</span>
              <Figures row={total} count={series.length} />
            </div>
          ) : null}
        </div>
      }
    />
  );
}

type BarRowProps = {
  row: RankedBar;
  series: readonly BarSeries[];
  low: number;
  high: number;
  isRest: boolean;
};

function BarRow({ row, series, low, high, isRest }: BarRowProps) {
  const place = (value: number) => ((value - low) / (high - low)) * 100;
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-center gap-x-3 py-0.75 sm:grid-cols-[10.5rem_minmax(0,1fr)_auto]">
      <span
        className={`truncate ${isRest ? 'text-ink-faint' : ''}`}
        title={row.note ? `${row.label}, ${row.note}` : row.label}
      >
        {row.label}
      </span>
      <span aria-hidden="true" className="relative flex h-5.5 flex-col justify-center gap-px" data-graphic>
        <span className="absolute inset-y-0 w-px bg-rule-strong" style={{ left: `${place(0)}%` }} />
        {row.values.map((value, which) => {
          const { label, colour, negative = colour } = series[which];
          const from = place(Math.min(0, value ?? 0));
          return (
            <span
              key={label}
              className="block min-h-2 grow rounded-[1.5px]"
              style={{
                marginLeft: `${from}%`,
                width: `${place(Math.max(0, value ?? 0)) - from}%`,
                background: strokeOf[isRest ? 'faint' : (value ?? 0) < 0 ? negative : colour],
              }}
            />
          );
        })}
      </span>
      <Figures row={row} count={series.length} />
    </li>
  );
}

function Figures({ row, count }: { row: RankedBar; count: number }) {
  return (
    <span className={`text-right ${count > 1 ? 'flex w-14 flex-col text-2xs leading-tight' : 'w-16'}`}>
      {row.cells.slice(0, count).map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the figures of a row never change places.
        <span key={index} className={index > 0 ? 'text-ink-soft' : undefined}>
          {cell}
        </span>
      ))}
    </span>
  );
}

function RankedTable({ label, rowHead, heads, rows, total }: RankedBarsProps) {
  const [shown, setShown] = useState(tableLength);
  return (
    <div>
      <TableScroll label={`${label}, table`} className="max-h-[30rem] rounded-md border border-rule">
        <table className="data-table">
          <thead className="stuck">
            <tr>
              <th scope="col" className="pinned">
                {rowHead}
              </th>
              {heads.map((head) => (
                <th key={head} scope="col" className="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={row.key}>
                <th scope="row" className="pinned">
                  {row.label}
                  {row.note ? <span className="block text-xs font-normal text-ink-faint">{row.note}</span> : null}
                </th>
                {row.cells.map((cell, index) => (
                  <td key={heads[index]} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {total ? (
            <tfoot>
              <tr>
                <th scope="row" className="pinned">
                  {total.label}
                </th>
                {total.cells.map((cell, index) => (
                  <td key={heads[index]} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </TableScroll>
      {rows.length > shown ? (
        <Button size="small" variant="quiet" className="mt-2" onClick={() => setShown(shown + tableLength)}>
          Show more ({counted(rows.length - shown, 'row')})
        </Button>
      ) : null}
    </div>
  );
}
