import { instant } from '@/lib/format';
import { EmptyState } from '../ui/empty-state';
import { TableScroll } from '../ui/table-scroll';
import { actionWords, detailWords, wayWords } from './event-words';

export type ShownEvent = {
  readonly id: string;
  readonly happened_at: string;
  readonly action: string;
  readonly via: string;
  readonly address: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** What was done in one's name, newest first. */
export function EventList({ events }: { events: readonly ShownEvent[] }) {
  if (events.length === 0)
    return (
      <div className="px-4 pb-4 sm:px-5 sm:pb-5">
        <EmptyState title="Nothing was done yet">
          Sign-ins and attempts at it, imports, deletions, recalculations and tokens are written down here.
        </EmptyState>
      </div>
    );
  return (
    <TableScroll label="Log, table">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              What
            </th>
            <th scope="col">When</th>
            <th scope="col">Of what</th>
            <th scope="col">By</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {events.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="pinned">
                {actionWords(one.action)}
              </th>
              <td>
                <time dateTime={one.happened_at}>{instant(one.happened_at)}</time>
              </td>
              <td className="max-w-72 truncate">{detailWords(one.detail)}</td>
              <td>{wayWords(one.via)}</td>
              <td>{one.address}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
