import type { Metadata } from 'next';
import { DownloadLink } from '@/components/ui/download-link';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { listLots } from '@/lib/db/lots';
import { EditableLots } from '../../forms';
import { requestedPortfolio } from '../requested';

export const metadata: Metadata = { title: 'Holdings' };

export default async function PositionsPage({ params }: { params: Promise<{ portfolioId: string }> }) {
  const { owner, portfolio } = await requestedPortfolio((await params).portfolioId);
  const lots = await listLots(owner, portfolio.id);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Holdings"
        subtitle="The book as it stands now, a row a lot. A change takes effect with the next recalculation."
        actions={
          <>
            <DownloadLink href={`/api/v1/portfolios/${portfolio.id}/positions/export`}>Download CSV</DownloadLink>
            <LinkButton href={`/portfolios/${portfolio.id}/import`}>Import holdings</LinkButton>
          </>
        }
      />
      <Panel id="lots" title="Lots" flush>
        <EditableLots portfolioId={portfolio.id} lots={lots} />
      </Panel>
    </div>
  );
}
