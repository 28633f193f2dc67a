'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import type { Holding } from './holding';
import { holdingRowHeight } from './holding-row';

type VirtualHoldingRowsProps = {
  holdings: readonly Holding[];
  columns: number;
  /** What scrolls; null until it is there. */
  scroll: HTMLElement | null;
  renderRow: (holding: Holding, index: number) => ReactNode;
};

/** The rows that are in sight and a few beyond, with room above and below for the others. */
export function VirtualHoldingRows({ holdings, columns, scroll, renderRow }: VirtualHoldingRowsProps) {
  const rows = useVirtualizer({
    count: holdings.length,
    getScrollElement: () => scroll,
    estimateSize: () => holdingRowHeight,
    overscan: 12,
    initialRect: { width: 1200, height: 640 },
  });
  const items = rows.getVirtualItems();
  const before = items.length > 0 ? items[0].start : 0;
  const after = items.length > 0 ? rows.getTotalSize() - items[items.length - 1].end : 0;
  return (
    <tbody>
      <Room columns={columns} height={before} />
      {items.map(({ index }) => renderRow(holdings[index], index))}
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
