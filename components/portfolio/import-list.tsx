import { count, instant, shortHash } from '@/lib/format';
import { EmptyState } from '../ui/empty-state';
import { TableScroll } from '../ui/table-scroll';

export type ListedImport = {
  readonly id: string;
  readonly kind: 'holdings' | 'prices' | 'actions' | 'securities' | 'sector_weights';
  readonly isOfPortfolio: boolean;
  readonly contentHash: string;
  readonly rowsRead: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly importedAt: string;
};

const kinds: Record<ListedImport['kind'], string> = {
  holdings: 'Holdings',
  prices: 'Prices',
  actions: 'Dividends and splits',
  securities: 'Securities',
  sector_weights: 'Sector weights',
};

/** The files that were taken in, newest first, and what each changed. */
export function ImportList({ imports }: { imports: readonly ListedImport[] }) {
  if (imports.length === 0)
    return (
      <div className="px-4 pb-4 sm:px-5 sm:pb-5">
        <EmptyState title="No file was imported yet">
          A file that was refused leaves no trace: it is taken in whole or not at all.
        </EmptyState>
      </div>
    );
  return (
    <TableScroll label="Imports, table" className="max-h-[32rem]">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              What
            </th>
            <th scope="col">When</th>
            {['Rows read', 'Added', 'Changed', 'Removed'].map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
            <th scope="col">File</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="pinned">
                {kinds[one.kind]}
                {one.isOfPortfolio ? null : (
                  <span className="block text-xs font-normal text-ink-faint">shared by all portfolios</span>
                )}
              </th>
              <td>
                <time dateTime={one.importedAt}>{instant(one.importedAt)}</time>
              </td>
              <td className="number">{count(one.rowsRead)}</td>
              <td className="number">{count(one.added)}</td>
              <td className="number">{count(one.changed)}</td>
              <td className="number">{count(one.removed)}</td>
              <td>
                <code title={one.contentHash} className="font-mono text-xs text-ink-faint">
                  {shortHash(one.contentHash)}
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
