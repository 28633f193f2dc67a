'use client';

import type { FormAction } from '../ui/form-state';
import { ConfirmButton } from './confirm-button';

/** Takes a token back, after saying what that does. */
export function RevokeTokenButton({ action, id, name }: { action: FormAction; id: string; name: string }) {
  return (
    <ConfirmButton
      size="small"
      label="Revoke"
      description={`Revoke ${name}`}
      title={`Revoke ${name}?`}
      action={(state, data) => {
        data.set('id', id);
        return action(state, data);
      }}
    >
      Whatever uses it is refused from the next request on. A token that was revoked does not come back.
    </ConfirmButton>
  );
}
