'use client';

import { Download } from 'lucide-react';
import type { CsvCell } from '@/lib/api/csv-file';

type Contents = { readonly heads: readonly string[]; readonly rows: Iterable<readonly CsvCell[]> };

/** A table's own data, where it knows more than it shows: full digits, and rows that are not drawn. */
export type TableData = () => Contents | Promise<Contents>;

/** Saves the table that stands in the same frame as a CSV file. */
export function TableCsv({ label, data }: { label: string; data?: TableData }) {
  return (
    <div className="flex justify-end px-2 py-1" data-screen-only>
      <button
        type="button"
        onClick={async (event) => {
          const table = event.currentTarget.closest('[data-table]')?.querySelector('table');
          const [{ fileName, saveFile }, { csvFile }, { tableCells }] = await Promise.all([
            import('./save-file'),
            import('@/lib/api/csv-file'),
            import('./table-cells'),
          ]);
          const { heads, rows } = data ? await data() : table ? tableCells(table) : { heads: [], rows: [] };
          // A spreadsheet takes a file for UTF-8 by its first character.
          saveFile(fileName(label, 'csv'), 'text/csv', `\ufeff${csvFile(heads, rows)}`);
        }}
        className="inline-flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs text-ink-faint hover:bg-sunken hover:text-ink pointer-coarse:min-h-9"
      >
        <Download aria-hidden="true" className="size-3.5" />
        CSV<span className="sr-only"> of {label}</span>
      </button>
    </div>
  );
}
