import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { listBenchmarks } from '@/lib/db/benchmarks';
import { DeletePortfolio, PortfolioSettings } from '../../forms';
import { requestedPortfolio } from '../requested';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ params }: { params: Promise<{ portfolioId: string }> }) {
  const { portfolio } = await requestedPortfolio((await params).portfolioId);
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PageHeader title="Settings" subtitle="A new index or benchmark takes effect with the next recalculation." />
      <Panel id="portfolio-settings" title="Portfolio">
        <PortfolioSettings
          id={portfolio.id}
          initial={{
            name: portfolio.name,
            currency: portfolio.currency,
            market_index: portfolio.marketIndex,
            benchmark_code: portfolio.benchmarkCode,
          }}
          benchmarks={await listBenchmarks()}
        />
      </Panel>
      <Panel id="delete" title="Delete">
        <div>
          <DeletePortfolio id={portfolio.id} name={portfolio.name} isDemonstration={portfolio.isDemonstration} />
        </div>
      </Panel>
    </div>
  );
}
