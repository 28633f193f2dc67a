import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { tokenDocument } from '@/lib/api/access';
import { requireCaller } from '@/lib/auth';
import { listTokens } from '@/lib/db/api-tokens';
import { NewToken, Tokens } from '../forms';

export const metadata: Metadata = { title: 'API tokens' };
export const dynamic = 'force-dynamic';

export default async function TokensPage() {
  const { owner, account } = await requireCaller();
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="API tokens"
        subtitle={
          <>
            A script sends one as <code className="font-mono">Authorization: Bearer …</code> and sees what you see.
          </>
        }
        actions={account ? <NewToken /> : null}
      />
      {account ? (
        <Panel id="tokens" title="Tokens" flush>
          {/* The clock of the server that has put the dates there, and not the one BALLAST_TODAY stands still. */}
          <Tokens tokens={(await listTokens(owner)).map(tokenDocument)} now={new Date().toISOString()} />
        </Panel>
      ) : (
        <EmptyState
          title="No token is needed"
          actions={
            <LinkButton href="/settings/account" variant="primary">
              Make the first account
            </LinkButton>
          }
        >
          Until there is an account, scripts on this computer are answered as they are.
        </EmptyState>
      )}
    </div>
  );
}
