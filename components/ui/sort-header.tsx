'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SortDirection } from './sort-rows';

type SortHeaderProps = {
  label: string;
  /** A second line: the unit, the window. */
  note?: string;
  /** The direction the table is sorted in by this column; null while it is sorted by another. */
  sorted: SortDirection | null;
  onSort: () => void;
  numeric?: boolean;
  pinned?: boolean;
  /** What stands below the button and is not pressed with it. */
  children?: ReactNode;
};

/** The head of a column that sorts its table when pressed. */
export function SortHeader(props: SortHeaderProps) {
  const { label, note, sorted, onSort, numeric = false, pinned = false, children } = props;
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ?? 'none'}
      className={`${numeric ? 'number' : ''} ${pinned ? 'pinned' : ''}`.trim() || undefined}
    >
      <button
        type="button"
        onClick={onSort}
        className={`sort-button group ${numeric ? 'flex-row-reverse text-right' : ''} ${sorted ? 'text-ink' : ''}`}
      >
        <span className="flex flex-col">
          <span>{label}</span>
          {note ? <span className="font-normal text-ink-faint">{note}</span> : null}
        </span>
        <Arrow
          aria-hidden="true"
          className={`mb-0.75 size-3 shrink-0 ${sorted ? '' : 'invisible group-hover:visible group-focus-visible:visible'}`}
        />
      </button>
      {children}
    </th>
  );
}
