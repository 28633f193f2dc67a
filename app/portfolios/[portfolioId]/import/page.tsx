import type { Metadata } from 'next';
import Link from 'next/link';
import { HoldingsImport } from '@/components/market/holdings-import';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { listRefreshes } from '@/lib/db/market-refreshes';
import { requestedPortfolio } from '../requested';

export const metadata: Metadata = { title: 'Import holdings' };

export default async function ImportPage({ params }: { params: Promise<{ portfolioId: string }> }) {
  const { owner, portfolio } = await requestedPortfolio((await params).portfolioId);
  const inFlight = (await listRefreshes(owner, 10)).find(
    ({ trigger, state }) => trigger === 'import' && (state === 'queued' || state === 'running'),
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Import holdings"
        subtitle="The file is read and checked first; nothing is written until you say so, and then all of it or nothing."
      />
      <Panel id="holdings-file" title="Holdings">
        <HoldingsImport portfolioId={portfolio.id} inFlightId={inFlight?.id ?? null} />
      </Panel>
      <p className="text-sm text-ink-soft">
        Prices, dividends and splits, sectors and benchmark weights are shared by all portfolios:{' '}
        <Link href="/market-data" className="link">
          Market data
        </Link>
        .
      </p>
    </div>
  );
}
