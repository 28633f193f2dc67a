'use client';

import { useMemo, useState } from 'react';
import type { CsvCell } from '@/lib/api/csv-file';
import { emDash, interval, percent, signedDecimal, signedPercent, signedPoints } from '@/lib/format';
import type { PositionChange } from '@/lib/risk/book-difference';
import { PopoverTrigger } from '../ui/popover-trigger';
import { SortHeader } from '../ui/sort-header';
import { type SortKey, sortRows } from '../ui/sort-rows';
import { TableRows } from '../ui/table-rows';
import { TableScroll } from '../ui/table-scroll';
import { useSort } from '../ui/use-sort';
import { contributionPopover } from './change-explanations';
import { DifferenceCell } from './difference-cell';

const rowHeight = 52;

/** What a position that is not in a book has of it: none. A part that cannot be told is null, and stays so. */
const partOf = (position: PositionChange, side: 'before' | 'after', name: 'weight' | 'toBeta' | 'toVolatility') => {
  const part = position[side];
  return part === null ? 0 : part[name];
};

const changeOf = (position: PositionChange, name: 'weight' | 'toBeta' | 'toVolatility'): number | null => {
  const [before, after] = [partOf(position, 'before', name), partOf(position, 'after', name)];
  return before === null || after === null ? null : after - before;
};

const size = (value: number | null): SortKey => (value === null ? null : Math.abs(value));

const columns = [
  { key: 'symbol', label: 'Position', numeric: false, of: ({ symbol }: PositionChange): SortKey => symbol },
  {
    key: 'weight',
    label: 'Weight',
    note: 'what if',
    numeric: true,
    of: (one: PositionChange) => partOf(one, 'after', 'weight'),
  },
  {
    key: 'weightChange',
    label: 'Change',
    note: 'of weight',
    numeric: true,
    of: (one: PositionChange) => size(changeOf(one, 'weight')),
  },
  {
    key: 'toBeta',
    label: 'To beta',
    note: 'what if',
    numeric: true,
    of: (one: PositionChange) => partOf(one, 'after', 'toBeta'),
  },
  {
    key: 'toBetaChange',
    label: 'Change, 95 %',
    note: 'to beta',
    numeric: true,
    of: (one: PositionChange) => size(changeOf(one, 'toBeta')),
  },
  {
    key: 'toVolatility',
    label: 'To volatility',
    note: 'what if',
    numeric: true,
    of: (one: PositionChange) => partOf(one, 'after', 'toVolatility'),
  },
  {
    key: 'toVolatilityChange',
    label: 'Change, 95 %',
    note: 'to volatility',
    numeric: true,
    of: (one: PositionChange) => size(changeOf(one, 'toVolatility')),
  },
] as const;

/** The parts of both books as a file. */
const cellsOf = (positions: readonly PositionChange[]) => ({
  heads: [
    'symbol',
    'asset_class',
    ...['weight', 'beta_contribution', 'volatility_contribution'].flatMap((name) => [name, `${name}_what_if`]),
    'beta_change_low',
    'beta_change_high',
    'volatility_change_low',
    'volatility_change_high',
  ],
  rows: positions.map((one): CsvCell[] => [
    one.symbol,
    one.assetClass,
    ...(['weight', 'toBeta', 'toVolatility'] as const).flatMap((name) => [
      partOf(one, 'before', name),
      partOf(one, 'after', name),
    ]),
    one.toBeta?.low ?? null,
    one.toBeta?.high ?? null,
    one.toVolatility?.low ?? null,
    one.toVolatility?.high ?? null,
  ]),
});

/** What each position adds to the figures of either book. */
export function WhatIfContributions({ positions }: { positions: readonly PositionChange[] }) {
  const sort = useSort<(typeof columns)[number]['key']>({ column: 'weightChange', direction: 'descending' });
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const sorted = useMemo(
    () => sortRows(positions, columns.find(({ key }) => key === sort.column)!.of, sort.direction),
    [positions, sort.column, sort.direction],
  );
  const renderRow = (position: PositionChange, index: number) => {
    const cell = (value: number | null, show: (value: number) => string) => (
      <td className="number">{value === null ? emDash : show(value)}</td>
    );
    const change = (name: 'weight', show: (value: number) => string) => (
      <td className="number">
        <DifferenceCell
          difference={changeOf(position, name)}
          estimate={{ status: 'measured', value: { difference: 1, low: 1, high: 1 } }}
          show={show}
          showInterval={() => ''}
        />
      </td>
    );
    return (
      <tr key={`${position.assetClass} ${position.symbol}`} aria-rowindex={index + 2} style={{ height: rowHeight }}>
        <th scope="row" className="pinned max-w-32 truncate sm:max-w-52">
          {position.symbol}
          {position.after === null ? <span className="block text-xs font-normal text-ink-faint">gone</span> : null}
          {position.before === null ? <span className="block text-xs font-normal text-ink-faint">new</span> : null}
        </th>
        {cell(partOf(position, 'after', 'weight'), (value) => percent(value, 2))}
        {change('weight', (value) => signedPoints(value, 2))}
        {cell(partOf(position, 'after', 'toBeta'), (value) => signedDecimal(value, 3))}
        <td className="number">
          <DifferenceCell
            isShort
            difference={position.toBeta?.difference ?? null}
            estimate={position.toBeta && { status: 'measured', value: position.toBeta }}
            show={(value) => signedDecimal(value, 3)}
            showInterval={(low, high) => interval(low, high, 3)}
          />
        </td>
        {cell(partOf(position, 'after', 'toVolatility'), (value) => signedPercent(value, 2))}
        <td className="number">
          <DifferenceCell
            isShort
            difference={position.toVolatility?.difference ?? null}
            estimate={position.toVolatility && { status: 'measured', value: position.toVolatility }}
            show={(value) => signedPoints(value, 2)}
            showInterval={(low, high) => `${signedDecimal(low * 100)} to ${signedPoints(high, 2)}`}
          />
        </td>
      </tr>
    );
  };
  return (
    <TableScroll
      ref={setScroll}
      label="Contributions, now and what if"
      data={() => cellsOf(sorted)}
      className="max-h-[32rem] border-t border-rule"
    >
      <table
        className="data-table [&_tbody_:is(th,td)]:py-1 [&_thead_button]:min-h-6"
        aria-rowcount={sorted.length + 1}
      >
        <thead className="stuck">
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <SortHeader
                key={column.key}
                label={column.label}
                numeric={column.numeric}
                pinned={column.key === 'symbol'}
                sorted={sort.directionOf(column.key)}
                onSort={() => sort.sortBy(column.key, column.numeric ? 'descending' : 'ascending')}
              >
                {column.numeric ? (
                  <span className="block font-normal">
                    <PopoverTrigger target={contributionPopover(column.key)}>
                      {column.note}
                      <span className="sr-only"> Explain its figures.</span>
                    </PopoverTrigger>
                  </span>
                ) : null}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <TableRows rows={sorted} height={rowHeight} columns={columns.length} scroll={scroll} renderRow={renderRow} />
      </table>
    </TableScroll>
  );
}
