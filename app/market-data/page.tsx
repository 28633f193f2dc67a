import type { Metadata } from 'next';
import { BenchmarkList, NewBenchmark } from '@/components/market/benchmark-list';
import { FreshnessTable } from '@/components/market/freshness-table';
import { ProviderList } from '@/components/market/provider-list';
import { RefreshControl } from '@/components/market/refresh-control';
import { RefreshList } from '@/components/market/refresh-list';
import { isUnderWay } from '@/components/market/refresh-words';
import { ImportForm } from '@/components/portfolio/import-form';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { PageShell } from '@/components/ui/page-shell';
import { Panel } from '@/components/ui/panel';
import { marketStatusDocument } from '@/lib/api/market-data';
import { requireCaller } from '@/lib/auth';
import { listBenchmarks } from '@/lib/db/benchmarks';
import { counted } from '@/lib/format';
import { marketStatus } from '@/lib/jobs/market-status';
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
    hint: 'Columns date, symbol, dividend, split. Splits restate quantities between the day they were stated on and the day they are valued on, and adjusted closes that lack them.',
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

/** What is fresh, in a sentence. */
function freshness(symbols: readonly { readonly freshness: 'fresh' | 'behind' | 'none' }[]): string {
  const of = (state: string) => symbols.filter((one) => one.freshness === state).length;
  return [
    `${counted(of('fresh'), 'symbol')} fresh`,
    of('behind') > 0 ? `${of('behind')} behind` : null,
    of('none') > 0 ? `${of('none')} without prices` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

export default async function MarketDataPage() {
  const { owner, account } = await requireCaller();
  const [status, benchmarks] = await Promise.all([marketStatus(owner), listBenchmarks()]);
  const mayChange = account === null || account.isAdministrator;
  const { providers, symbols, sector_weights: sets, refreshes } = marketStatusDocument(status);
  const inFlight = refreshes.find(isUnderWay);
  return (
    <PageShell links={mainLinks} crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: 'Market data' }]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title="Market data"
          subtitle="What all portfolios share: prices and sectors from providers or from files, and what portfolios are held against. The night brings it up to date by itself."
        />
        {mayChange ? null : (
          <Notice title="Kept by an administrator">
            All accounts share it. You see how prices stand of what you hold and may ask for them; files, providers and
            benchmarks are an administrator’s to change.
          </Notice>
        )}
        <RefreshControl inFlightId={inFlight?.id ?? null} />
        <Panel
          id="freshness"
          title="What is fresh"
          subtitle={symbols.length === 0 ? undefined : freshness(symbols)}
          footer="A symbol stays with its source: two sources never mix in one series. A later split or dividend restates the whole of it, and the series before is kept."
          flush
        >
          {symbols.length === 0 ? (
            <div className="px-4 pb-4 sm:px-5 sm:pb-5">
              <EmptyState
                title="Nothing is held that has a market"
                actions={
                  <LinkButton variant="primary" href="/portfolios">
                    Go to the portfolios
                  </LinkButton>
                }
              >
                Prices of what a holdings file names are asked for by themselves.
              </EmptyState>
            </div>
          ) : (
            <FreshnessTable symbols={symbols} />
          )}
        </Panel>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Panel
            id="providers"
            title="Providers"
            subtitle="Who is asked for what has no prices yet, in this order"
            footer="What a vendor’s terms allow is yours to keep to."
          >
            <ProviderList providers={providers} mayChange={mayChange} />
          </Panel>
          <Panel id="refreshes" title="Latest refreshes">
            <RefreshList refreshes={refreshes} />
          </Panel>
        </div>
        <Panel
          id="benchmarks"
          title="Benchmarks"
          subtitle="What sectors are compared with, chosen in a portfolio’s settings. Weights are asked for once a week."
        >
          <BenchmarkList benchmarks={benchmarks} sets={sets} mayChange={mayChange} />
        </Panel>
        {mayChange ? (
          <Panel id="new-benchmark" title="Another benchmark">
            <NewBenchmark />
          </Panel>
        ) : null}
        {mayChange ? <FromFiles /> : null}
      </div>
    </PageShell>
  );
}

function FromFiles() {
  return (
    <>
      <div>
        <h2 className="text-xl font-semibold tracking-tight">From files</h2>
        <p className="mt-1 text-sm text-ink-soft">
          A file is read and checked first; nothing is written until you say so, and then all of it or nothing.
        </p>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {files.map(({ id, title, ...file }) => (
          <Panel key={id} id={`${id}-file`} title={title}>
            <ImportForm id={id} {...file} template={{ href: `/api/v1/templates/${id}`, name: `${id}.csv` }} />
          </Panel>
        ))}
      </div>
    </>
  );
}
