import type { ReactNode, Ref } from 'react';
import { TableCsv, type TableData } from './table-csv';

type TableScrollProps = {
  /** Names the region for those who reach it by keyboard. */
  label: string;
  children: ReactNode;
  /** How high it may grow before it scrolls downwards too, and its border. */
  className?: string;
  ref?: Ref<HTMLDivElement>;
  /** What the table's file has in it; what is shown, where nothing is said. */
  data?: TableData;
};

/** Lets a wide table scroll inside its panel, by keyboard too; and be saved as a file. */
export function TableScroll({ label, children, className = '', ref, data }: TableScrollProps) {
  return (
    <div data-table className="min-w-0">
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      <div
        ref={ref}
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keys that scroll it.
        tabIndex={0}
        data-scroll
        className={`relative overflow-auto overscroll-x-contain ${className}`}
      >
        {children}
      </div>
      <TableCsv label={label} data={data} />
    </div>
  );
}
