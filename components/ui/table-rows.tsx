'use client';

import { lazy } from 'react';
import type { VirtualRowsProps, VirtualRows as VirtualRowsType } from './virtual-rows';

/** Its code comes only to tables that need it; their page waits for it before it can be used. */
const VirtualRows = lazy(() =>
  import('./virtual-rows').then((module) => ({ default: module.VirtualRows })),
) as unknown as typeof VirtualRowsType;

/** Whether only those rows are drawn that are in sight; `aria-rowcount` says how many there are. */
export const isLongTable = (rows: readonly unknown[]): boolean => rows.length > 100;

/** The body of a table, however many rows it has. */
export function TableRows<Row>(props: VirtualRowsProps<Row>) {
  return isLongTable(props.rows) ? <VirtualRows {...props} /> : <tbody>{props.rows.map(props.renderRow)}</tbody>;
}
