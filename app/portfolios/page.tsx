import type { Metadata } from 'next';
import { PortfolioCards } from '@/components/portfolio/portfolio-cards';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { PageShell } from '@/components/ui/page-shell';
import { requireOwner } from '@/lib/auth';
import { listBenchmarks } from '@/lib/db/benchmarks';
import { listPortfolios } from '@/lib/db/portfolios';
import { newestSnapshots } from '@/lib/db/snapshots';
import { mainLinks } from '../main-links';
import { NewPortfolio, RemoveDemonstration } from './forms';

export const metadata: Metadata = { title: 'Portfolios' };
export const dynamic = 'force-dynamic';

export default async function PortfoliosPage() {
  const owner = await requireOwner();
  const [portfolios, benchmarks, snapshots] = await Promise.all([
    listPortfolios(owner),
    listBenchmarks(),
    newestSnapshots(owner),
  ]);
  const hasDemonstration = portfolios.some(({ isDemonstration }) => isDemonstration);
  return (
    <PageShell links={mainLinks}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title="Portfolios"
          actions={
            <>
              {hasDemonstration ? <RemoveDemonstration /> : null}
              <NewPortfolio benchmarks={benchmarks} />
            </>
          }
        />
        {portfolios.length === 0 ? (
          <EmptyState title="No portfolio yet">
            Make one, import its holdings as a CSV file, and the prices of what it holds under Market data.
          </EmptyState>
        ) : (
          <PortfolioCards
            portfolios={portfolios.map((portfolio) => {
              const estimates = snapshots.get(portfolio.id);
              return {
                ...portfolio,
                figures: estimates && {
                  equity: estimates.value.status === 'measured' ? estimates.value.value.equity : null,
                  beta: estimates.beta.direct90,
                  volatility: estimates.volatility.realized21d,
                },
              };
            })}
          />
        )}
      </div>
    </PageShell>
  );
}
