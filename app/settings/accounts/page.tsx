import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { accountDocument } from '@/lib/api/access';
import { requireCaller } from '@/lib/auth';
import { listAccounts } from '@/lib/db/accounts';
import { Accounts, NewAccount } from '../forms';

export const metadata: Metadata = { title: 'Accounts' };
export const dynamic = 'force-dynamic';

/** For administrators; to anybody else there is nothing here. */
export default async function AccountsPage() {
  const { account } = await requireCaller();
  if (!account?.isAdministrator) notFound();
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Accounts"
        subtitle="Each sees its own portfolios and nobody else’s. Prices, sectors and benchmarks are shared by all."
        actions={<NewAccount />}
      />
      <Panel id="accounts" title="Accounts" flush>
        <Accounts accounts={(await listAccounts()).map(accountDocument)} ownId={account.id} />
      </Panel>
    </div>
  );
}
