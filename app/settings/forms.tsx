'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { AccountForm } from '@/components/access/account-form';
import { AccountList, type ShownAccount } from '@/components/access/account-list';
import { NewAccountButton } from '@/components/access/new-account-button';
import { NewTokenButton } from '@/components/access/new-token-button';
import { PasswordForm } from '@/components/access/password-form';
import { SessionList, type ShownSession } from '@/components/access/session-list';
import { type ShownToken, TokenList } from '@/components/access/token-list';
import type { FormAction, FormState } from '@/components/ui/form-state';
import { sendForm } from '../send-form';

const text = (data: FormData, name: string): string => String(data.get(name) ?? '');

/** A password is sent as it was typed; two that differ are not sent at all. */
const differing = (data: FormData, field: string): FormState | null =>
  text(data, field) === text(data, 'repeat')
    ? null
    : { errors: { repeat: 'is not the same' }, values: { name: text(data, 'name') } };

const accountOf = (data: FormData) => ({
  name: text(data, 'name'),
  password: text(data, 'password'),
  ...(data.has('is_administrator') ? { is_administrator: true } : {}),
});

/** A form's action that shows the page anew once the server has done what it was asked. */
function useSend(send: (data: FormData) => Promise<FormState>): FormAction {
  const router = useRouter();
  return async (_state, data) => {
    const state = await send(data);
    if (state.done) router.refresh();
    return state;
  };
}

export function FirstAccount() {
  const action: FormAction = async (_state, data) => {
    const state = differing(data, 'password') ?? (await sendForm('POST /api/v1/accounts', {}, data, accountOf(data)));
    // Every page is somebody's from here on, its frame included.
    if (state.done) window.location.reload();
    return state;
  };
  return <AccountForm id="first-account" action={action} submitLabel="Make account and turn signing in on" />;
}

export function ChangePassword({ accountName }: { accountName: string }) {
  const action = useSend(
    async (data) =>
      differing(data, 'new_password') ??
      sendForm('PUT /api/v1/account/password', {}, data, {
        current_password: text(data, 'current_password'),
        new_password: text(data, 'new_password'),
      }),
  );
  return <PasswordForm action={action} accountName={accountName} />;
}

export function Sessions({ sessions }: { sessions: readonly ShownSession[] }) {
  const action = useSend((data) =>
    sendForm('DELETE /api/v1/sessions/{sessionId}', { sessionId: text(data, 'id') }, data),
  );
  return <SessionList sessions={sessions} endAction={action} />;
}

export function NewToken(): ReactNode {
  const router = useRouter();
  const action: FormAction = async (_state, data) => {
    let secret: string | undefined;
    const state = await sendForm(
      'POST /api/v1/tokens',
      {},
      data,
      {
        name: text(data, 'name'),
        scope: text(data, 'scope'),
        expires_in_days: Number(text(data, 'expires_in_days')),
      },
      (answered) => {
        secret = answered.token;
      },
    );
    if (!state.done) return state;
    router.refresh();
    return { done: true, values: { token: secret ?? '' } };
  };
  return <NewTokenButton action={action} />;
}

export function Tokens({ tokens, now }: { tokens: readonly ShownToken[]; now: string }) {
  const action = useSend((data) => sendForm('DELETE /api/v1/tokens/{tokenId}', { tokenId: text(data, 'id') }, data));
  return <TokenList tokens={tokens} now={now} revokeAction={action} />;
}

export function NewAccount() {
  const action = useSend(
    async (data) => differing(data, 'password') ?? sendForm('POST /api/v1/accounts', {}, data, accountOf(data)),
  );
  return <NewAccountButton action={action} />;
}

export function Accounts({ accounts, ownId }: { accounts: readonly ShownAccount[]; ownId: string }) {
  const action = useSend((data) =>
    sendForm('DELETE /api/v1/accounts/{accountId}', { accountId: text(data, 'id') }, data),
  );
  return <AccountList accounts={accounts} ownId={ownId} deleteAction={action} />;
}
