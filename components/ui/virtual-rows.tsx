'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';

export type VirtualRowsProps<Row> = {
  rows: readonly Row[];
  /** Every row is so high. */
  height: number;
  columns: number;
  /** What scrolls; null until it is there. */
  scroll: HTMLElement | null;
  renderRow: (row: Row, index: number) => ReactNode;
};

/** The body of a long table: the rows that are in sight and a few beyond, with room above and below for the others. */
export function VirtualRows<Row>({ rows, height, columns, scroll, renderRow }: VirtualRowsProps<Row>) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll,
    estimateSize: () => height,
    overscan: 12,
    initialRect: { width: 1200, height: 640 },
  });
  const items = virtual.getVirtualItems();
  const before = items.length > 0 ? items[0].start : 0;
  const after = items.length > 0 ? virtual.getTotalSize() - items[items.length - 1].end : 0;
  return (
    <tbody>
      <Room columns={columns} height={before} />
      {items.map(({ index }) => renderRow(rows[index], index))}
      <Room columns={columns} height={after} />
    </tbody>
  );
}

/** As much empty room as the rows would take that are not drawn. */
function Room({ columns, height }: { columns: number; height: number }) {
  if (height === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused.
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
