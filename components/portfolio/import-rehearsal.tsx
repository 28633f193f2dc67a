import type { ImportDocument } from '@/lib/api/import';
import { count, counted } from '@/lib/format';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { importFault } from './import-fault';

/** What a file would change, before it changes anything. */
export function ImportRehearsal({ result }: { result: ImportDocument }) {
  const changes = [
    ['Rows read', result.rows_read],
    ['Added', result.rows_added],
    ['Changed', result.rows_changed],
    ['Removed', result.rows_removed],
    ['Unchanged', result.rows_unchanged],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-rule bg-rule sm:grid-cols-5">
        {changes.map(([term, value]) => (
          <div key={term} className="bg-surface px-4 py-2.5">
            <dt className="text-xs text-ink-faint">{term}</dt>
            <dd className="text-xl font-semibold tracking-tight">{count(value)}</dd>
          </div>
        ))}
      </dl>
      {result.rows_removed > 0 ? (
        <Notice tone="caution" title={`${counted(result.rows_removed, 'row')} of what is there would be removed`}>
          They are not in the file, and the file is taken for all there is.
        </Notice>
      ) : null}
      {result.ignored_columns.length > 0 ? (
        <Notice title={`${counted(result.ignored_columns.length, 'column')} not read`}>
          {result.ignored_columns.join(', ')}
        </Notice>
      ) : null}
      {result.warning_count > 0 ? (
        <Notice tone="caution" title={`${counted(result.warning_count, 'thing')} to look at`}>
          <ul className="list-disc pl-4">
            {result.warnings.slice(0, 10).map((warning) => {
              const { row, column, words } = importFault(warning);
              return (
                <li key={`${warning.pointer} ${warning.detail}`}>
                  {row === null ? '' : `Row ${count(row)}${column ? `, ${column}` : ''}: `}
                  {words}
                </li>
              );
            })}
          </ul>
        </Notice>
      ) : null}
      {/* A guess is shown; what says itself what it is need not be. */}
      <Disclosure
        summary="How the file was read"
        open={result.format.columns.some(({ column, field }) => column.trim().toLowerCase() !== field)}
      >
        <p className="mb-2 text-ink-soft">
          {result.format.encoding.toUpperCase()}, cells parted by {delimiterWords(result.format.delimiter)}
          {result.format.layout === 'wide' ? ', a column for each symbol' : ''}.
        </p>
        <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {result.format.columns.map(({ column, field }) => (
            <li key={`${column} ${field}`} className="flex gap-2">
              <span className="font-medium">{column}</span>
              <span className="text-ink-faint">read as {field}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}

const delimiterWords = (delimiter: string): string =>
  delimiter === '\t' ? 'tabs' : delimiter === ';' ? 'semicolons' : delimiter === ',' ? 'commas' : `“${delimiter}”`;
