import type { Metadata } from 'next';
import { SignOutButton } from '@/components/access/sign-out-button';
import { Definitions } from '@/components/ui/definitions';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { listedSessionDocument } from '@/lib/api/access';
import { requireCaller } from '@/lib/auth';
import { listSessions } from '@/lib/db/account-sessions';
import { instant } from '@/lib/format';
import { ChangePassword, FirstAccount, Sessions } from '../forms';

export const metadata: Metadata = { title: 'Account' };
export const dynamic = 'force-dynamic';

export default async function AccountPage() {
  const { owner, account, sessionId } = await requireCaller();
  if (account === null) return <NoAccount />;
  const sessions = await listSessions(owner);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Account" subtitle="Who you are here, and where you are signed in." />
      <Panel id="account" title={account.name} actions={<SignOutButton size="small" />}>
        <Definitions
          entries={[
            { term: 'Role', value: account.isAdministrator ? 'Administrator' : 'Own portfolios' },
            { term: 'Since', value: instant(account.createdAt) },
          ]}
        />
      </Panel>
      <Panel
        id="sessions"
        title="Signed in"
        subtitle="A session ends after three days without use, and after thirty in any case."
        actions={
          <SignOutButton url="/api/v1/sessions" variant="danger" size="small">
            Sign out everywhere
          </SignOutButton>
        }
        flush
      >
        <Sessions sessions={sessions.map((one) => listedSessionDocument(one, sessionId))} />
      </Panel>
      <Panel id="password" title="Password" subtitle="Every other session ends with it. Tokens stay.">
        <ChangePassword accountName={account.name} />
      </Panel>
    </div>
  );
}

function NoAccount() {
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PageHeader
        title="Account"
        subtitle="Nobody has to sign in: Ballast answers this computer alone, and whoever sits at it owns everything."
      />
      <Panel
        id="first-account-panel"
        title="First account"
        subtitle="It takes over the portfolios that are here. From then on every page and every script has to sign in, and Ballast may be put on a network."
      >
        <FirstAccount />
      </Panel>
    </div>
  );
}
