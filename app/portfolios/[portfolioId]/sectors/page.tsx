import type { Metadata } from 'next';
import { mostPoints } from '@/components/charts/min-max-sample';
import { sectorHistorySummary, sectorMultiples } from '@/components/charts/sector-history-rows';
import { SmallMultiples } from '@/components/charts/small-multiples';
import { IndexFunds } from '@/components/market/index-funds';
import { EstimateFigure } from '@/components/risk/estimate-figure';
import { activeShareExplanation } from '@/components/risk/explanations/active-share';
import { trackingErrorExplanation } from '@/components/risk/explanations/tracking-error';
import { FigureLine } from '@/components/risk/figure-line';
import { SectorExposureTable } from '@/components/risk/sector-exposure-table';
import { SectorPanel } from '@/components/risk/sector-panel';
import { sectorRowsOf } from '@/components/risk/sector-rows-of';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { Panel } from '@/components/ui/panel';
import { sectorHistory } from '@/lib/db/sector-history';
import { day, emDash, percent } from '@/lib/format';
import { heldFunds } from '@/lib/jobs/held-funds';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';
import { sectorHoldings } from '../rows';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('Sectors', request),
});

export default function SectorsPage(request: DatedRequest) {
  return (
    <DatedPage
      request={request}
      title="Sectors"
      subtitle="Where the money is, what of it is a bet against the benchmark, and which holdings make it so."
      figures={figures}
    />
  );
}

async function figures({ owner, portfolio, snapshot, positions, provenance }: DatedSnapshot) {
  const { sectors, benchmark } = snapshot.estimates;
  const { benchmarkName } = portfolio;
  const history = await sectorHistory(owner, portfolio.id, snapshot.date, mostPoints);
  const holdings = sectorHoldings(positions, snapshot.estimates);
  const fundSymbols = positions.filter(({ assetClass }) => assetClass === 'fund').map(({ symbol }) => symbol);
  const funds = fundSymbols.length > 0 ? await heldFunds([...new Set(fundSymbols)]) : [];
  const multiples = sectorMultiples(history);
  const isCompared = multiples.some(({ against }) => against !== null);
  const share = (of: 'book' | 'stocks') => (
    <EstimateFigure
      id={`active-share-${of}`}
      title={of === 'book' ? 'Active share' : 'Active share, stocks alone'}
      estimate={
        sectors.status === 'unavailable' ? sectors : of === 'book' ? sectors.value.active : sectors.value.stockActive
      }
      show={({ activeShare }) => percent(activeShare)}
      explain={(value, id) => activeShareExplanation(value, of, benchmarkName, benchmark, id)}
      provenance={provenance}
    />
  );
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <SectorPanel sectors={sectors} benchmark={benchmark} benchmarkName={benchmarkName} holdings={holdings} />
        <Panel
          id="exposure"
          title="Long, short, net and gross"
          subtitle="Every position is in exactly one row; press one for its holdings"
          footer={
            sectors.status === 'measured' && sectors.value.basis === 'gross'
              ? 'There is too little equity to divide by: weights are of gross value, and net weights sum to equity over gross.'
              : 'Net weights sum to all of equity: what has no sector is in funds, cash, private assets, options or unknown.'
          }
          flush
        >
          <div className="px-4 sm:px-5">
            <FigureLine
              entries={[
                { term: 'Active share by sectors', value: share('book') },
                { term: 'Of the stocks alone', value: share('stocks') },
                {
                  term: `${benchmarkName} weights of`,
                  value: benchmark ? day(benchmark.asOf) : emDash,
                },
                { term: 'Source', value: benchmark ? benchmark.dataSource : emDash },
                {
                  term: `Tracking error to ${snapshot.marketIndex}`,
                  value: (
                    <EstimateFigure
                      id="sector-tracking-error"
                      title="Tracking error"
                      estimate={snapshot.estimates.trackingError}
                      show={(value) => percent(value.trackingErrorAnnual)}
                      explain={(value, id) => trackingErrorExplanation(value, snapshot.marketIndex, id)}
                      provenance={provenance}
                    />
                  ),
                },
              ]}
            />
          </div>
          {sectors.status === 'unavailable' ? (
            <UnavailablePanel absence={sectors} />
          ) : (
            <SectorExposureTable
              rows={sectorRowsOf(sectors.value, benchmark)}
              stockActive={
                sectors.value.stockActive.status === 'measured' ? sectors.value.stockActive.value.active : null
              }
              benchmarkName={benchmarkName}
              holdings={holdings}
              benchmark={benchmark}
              provenance={provenance}
            />
          )}
        </Panel>
      </div>
      {funds.length > 0 ? (
        <IndexFunds
          portfolioId={portfolio.id}
          benchmarkCode={portfolio.benchmarkCode}
          benchmarkName={benchmarkName}
          looksThrough={portfolio.looksThrough}
          funds={funds}
          lookedThrough={sectors.status === 'measured' ? (sectors.value.lookedThrough ?? []) : []}
        />
      ) : null}
      <Panel
        id="sector-history"
        title="Over time"
        subtitle="Net weight on each stored day"
        footer="Each day as it was stored: with that day's holdings and prices."
      >
        {history.length > 1 ? (
          <SmallMultiples
            id="sector-multiples"
            label="Sector weights over time"
            summary={sectorHistorySummary(history, multiples)}
            dates={history.map(({ date }) => date)}
            multiples={multiples}
            lineLabel="Portfolio, net"
            againstLabel={isCompared ? benchmarkName : null}
          />
        ) : (
          <p className="text-sm text-ink-soft">A line needs two stored days; there is one so far.</p>
        )}
      </Panel>
    </>
  );
}
