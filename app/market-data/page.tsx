import type { Metadata } from 'next';
import { ImportForm } from '@/components/portfolio/import-form';
import { PageHeader } from '@/components/ui/page-header';
import { PageShell } from '@/components/ui/page-shell';
import { Panel } from '@/components/ui/panel';
import { requireOwner } from '@/lib/auth';
import { mainLinks } from '../main-links';

export const metadata: Metadata = { title: 'Market data' };

const files = [
  {
    id: 'prices',
    title: 'Prices',
    url: '/api/v1/prices/import',
    what: 'prices',
    hint: 'Long: date, symbol, close, optionally adj_close, open, high, low, volume. Or wide: date and a column a symbol, which fills raw and adjusted closes alike.',
  },
  {
    id: 'actions',
    title: 'Dividends and splits',
    url: '/api/v1/actions/import',
    what: 'actions',
    hint: 'Columns date, symbol, dividend, split. Splits restate quantities between the day they were stated on and the day they are valued on.',
  },
  {
    id: 'securities',
    title: 'Securities',
    url: '/api/v1/securities/import',
    what: 'securities',
    hint: 'Columns symbol, name, sector, asset_class. Sectors are the eleven of GICS; other names for them are understood.',
  },
  {
    id: 'sector_weights',
    title: 'S&P 500 sector weights',
    url: '/api/v1/benchmarks/SP500/sector-weights/import',
    what: 'sector weights',
    hint: 'Columns asof_date, sector, weight, optionally data_source: eleven sectors a date that add up to 1.',
  },
] as const;

export default async function MarketDataPage() {
  await requireOwner();
  return (
    <PageShell links={mainLinks} crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: 'Market data' }]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title="Market data"
          subtitle="What all portfolios share. A file is read and checked first; nothing is written until you say so, and then all of it or nothing."
        />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          {files.map(({ id, title, ...file }) => (
            <Panel key={id} id={`${id}-file`} title={title}>
              <ImportForm id={id} {...file} template={{ href: `/api/v1/templates/${id}`, name: `${id}.csv` }} />
            </Panel>
          ))}
        </div>
      </div>
    </PageShell>
  );
}
