import { instant } from '@/lib/format';
import { Chip } from '../ui/chip';
import type { FormAction } from '../ui/form-state';
import { TableScroll } from '../ui/table-scroll';
import { DeleteAccountButton } from './delete-account-button';

export type ShownAccount = {
  readonly id: string;
  readonly name: string;
  readonly is_administrator: boolean;
  readonly created_at: string;
};

type AccountListProps = { accounts: readonly ShownAccount[]; ownId: string; deleteAction: FormAction };

/** Who may sign in. */
export function AccountList({ accounts, ownId, deleteAction }: AccountListProps) {
  return (
    <TableScroll label="Accounts, table" className="max-h-[32rem]">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              Name
            </th>
            <th scope="col">Role</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span className="sr-only">Delete it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="pinned">
                <span className="flex items-center gap-2">
                  {one.name}
                  {one.id === ownId ? <Chip tone="information">yours</Chip> : null}
                </span>
              </th>
              <td>{one.is_administrator ? 'Administrator' : 'Own portfolios'}</td>
              <td>
                <time dateTime={one.created_at}>{instant(one.created_at)}</time>
              </td>
              <td className="text-right">
                {one.id === ownId ? null : <DeleteAccountButton action={deleteAction} id={one.id} name={one.name} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
