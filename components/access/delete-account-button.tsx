'use client';

import type { FormAction } from '../ui/form-state';
import { ConfirmButton } from './confirm-button';

/** Deletes somebody's account, after saying what goes with it. */
export function DeleteAccountButton({ action, id, name }: { action: FormAction; id: string; name: string }) {
  return (
    <ConfirmButton
      size="small"
      label="Delete"
      description={`Delete ${name}`}
      title={`Delete the account ${name}?`}
      action={(state, data) => {
        data.set('id', id);
        return action(state, data);
      }}
    >
      Its portfolios with all their numbers, its sessions and its tokens are deleted with it. Prices and securities
      stay. This cannot be undone.
    </ConfirmButton>
  );
}
