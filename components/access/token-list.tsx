import { instant } from '@/lib/format';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import type { FormAction } from '../ui/form-state';
import { TableScroll } from '../ui/table-scroll';
import { RevokeTokenButton } from './revoke-token-button';

export type ShownToken = {
  readonly id: string;
  readonly name: string;
  readonly scope: 'read' | 'write';
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
};

type TokenListProps = { tokens: readonly ShownToken[]; now: string; revokeAction: FormAction };

/** The tokens there are, without their secrets, which nobody has but whoever made them. */
export function TokenList({ tokens, now, revokeAction }: TokenListProps) {
  if (tokens.length === 0)
    return (
      <div className="px-4 pb-4 sm:px-5 sm:pb-5">
        <EmptyState title="No token yet">A script sends one with each request, in place of signing in.</EmptyState>
      </div>
    );
  return (
    <TableScroll label="Tokens, table" className="max-h-[32rem]">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              Name
            </th>
            <th scope="col">May</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">Runs out</th>
            <th scope="col">
              <span className="sr-only">Revoke it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="pinned max-w-56 truncate">
                {one.name}
              </th>
              <td>{one.scope === 'read' ? 'read' : 'read and write'}</td>
              <td>
                <time dateTime={one.created_at}>{instant(one.created_at)}</time>
              </td>
              <td>
                {one.last_used_at === null ? (
                  'never'
                ) : (
                  <time dateTime={one.last_used_at}>{instant(one.last_used_at)}</time>
                )}
              </td>
              <td>
                <span className="flex items-center gap-2">
                  <time dateTime={one.expires_at}>{instant(one.expires_at)}</time>
                  {one.expires_at <= now ? <Chip tone="caution">has run out</Chip> : null}
                </span>
              </td>
              <td className="text-right">
                <RevokeTokenButton action={revokeAction} id={one.id} name={one.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
