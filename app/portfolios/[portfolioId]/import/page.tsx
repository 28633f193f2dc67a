import type { Metadata } from 'next';
import Link from 'next/link';
import { ImportForm } from '@/components/portfolio/import-form';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requestedPortfolio } from '../requested';

export const metadata: Metadata = { title: 'Import holdings' };

export default async function ImportPage({ params }: { params: Promise<{ portfolioId: string }> }) {
  const { portfolio } = await requestedPortfolio((await params).portfolioId);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Import holdings"
        subtitle="The file is read and checked first; nothing is written until you say so, and then all of it or nothing."
      />
      <Panel id="holdings-file" title="Holdings">
        <ImportForm
          id="holdings"
          url={`/api/v1/portfolios/${portfolio.id}/positions/import`}
          what="holdings"
          hint="Columns symbol and quantity; optionally side, lot_id, entry_date, entry_price, exit_date, asset_class, currency, price, price_date, quantity_as_of, underlying, option_type, strike, expiry, multiplier, delta."
          template={{ href: '/api/v1/templates/holdings', name: 'holdings.csv' }}
          withMode
          done={{ href: `/portfolios/${portfolio.id}`, label: 'Go to the overview and recalculate' }}
        />
      </Panel>
      <p className="text-sm text-ink-soft">
        Prices, dividends and splits, sectors and benchmark weights are shared by all portfolios:{' '}
        <Link href="/market-data" className="underline">
          Market data
        </Link>
        .
      </p>
    </div>
  );
}
