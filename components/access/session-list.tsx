import { instant } from '@/lib/format';
import { Chip } from '../ui/chip';
import type { FormAction } from '../ui/form-state';
import { TableScroll } from '../ui/table-scroll';
import { browserWords } from './browser-words';
import { EndSessionButton } from './end-session-button';

export type ShownSession = {
  readonly id: string;
  readonly is_current: boolean;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  readonly address: string | null;
  readonly user_agent: string | null;
};

/** Where one is signed in. */
export function SessionList({ sessions, endAction }: { sessions: readonly ShownSession[]; endAction: FormAction }) {
  return (
    <TableScroll label="Sessions, table" className="max-h-[28rem]">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              Where
            </th>
            <th scope="col">Address</th>
            <th scope="col">Signed in</th>
            <th scope="col">Last seen</th>
            <th scope="col">Ends at the latest</th>
            <th scope="col">
              <span className="sr-only">End it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="pinned">
                <span className="flex flex-wrap items-center gap-2">
                  {browserWords(one.user_agent)}
                  {one.is_current ? <Chip tone="information">this one</Chip> : null}
                </span>
              </th>
              <td>{one.address ?? 'unknown'}</td>
              {[one.created_at, one.last_seen_at, one.expires_at].map((at) => (
                <td key={at}>
                  <time dateTime={at}>{instant(at)}</time>
                </td>
              ))}
              <td>
                {one.is_current ? null : (
                  <EndSessionButton
                    action={endAction}
                    id={one.id}
                    description={`End the session of ${browserWords(one.user_agent)}, signed in ${instant(one.created_at)}`}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
