import type { Metadata } from 'next';
import { SimulatedLabel } from '@/components/risk/simulated-label';
import { PageHeader } from '@/components/ui/page-header';
import { WhatIf } from '@/components/what-if/what-if';
import { type DatedRequest, datedTitle } from '../dated-page';
import { requestedDate, requestedPortfolio } from '../requested';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('What if', request),
});

export default async function WhatIfPage({ params, searchParams }: DatedRequest) {
  const { portfolio } = await requestedPortfolio((await params).portfolioId);
  const date = requestedDate((await searchParams).as_of);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="What if"
        subtitle="Change the book and watch its figures; keep it as another portfolio, or forget it"
        chips={portfolio.isDemonstration ? <SimulatedLabel /> : null}
      />
      <WhatIf
        key={`${portfolio.id} ${date ?? ''}`}
        portfolioId={portfolio.id}
        portfolioName={portfolio.name}
        asOf={date ?? portfolio.latestSnapshotDate ?? undefined}
      />
    </div>
  );
}
