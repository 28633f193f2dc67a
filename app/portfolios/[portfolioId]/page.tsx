import type { Metadata } from 'next';
import { datedAddress } from '@/components/portfolio/dated-address';
import { HoldingFindings } from '@/components/portfolio/holding-findings';
import { HoldingsTable } from '@/components/portfolio/holdings-table';
import { RecalculateControl } from '@/components/portfolio/recalculate-control';
import { largestActiveSector } from '@/components/risk/active-sector';
import { AsOfLine } from '@/components/risk/as-of-line';
import { BetaPanel } from '@/components/risk/beta-panel';
import { ConcentrationPanel } from '@/components/risk/concentration-panel';
import { OverviewTiles } from '@/components/risk/overview-tiles';
import { SectorPanel } from '@/components/risk/sector-panel';
import { SimulatedLabel } from '@/components/risk/simulated-label';
import { verdictSubject } from '@/components/risk/verdict';
import { VerdictSentence } from '@/components/risk/verdict-sentence';
import { VolatilityPanel } from '@/components/risk/volatility-panel';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { type Overview, overviewOn, type PortfolioView } from '@/lib/db/overview';
import type { Owner } from '@/lib/db/owner';
import { FindingsChip, holdingNotes } from './findings';
import { NothingYet } from './nothing-yet';
import { provenanceOf } from './provenance-of';
import { recalculationState } from './recalculation-state';
import { requestedDate, requestedPortfolio } from './requested';
import { holdingsOf, sectorHoldings, unmeasured } from './rows';

type Props = {
  params: Promise<{ portfolioId: string }>;
  searchParams: Promise<{ as_of?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requestedPortfolio((await params).portfolioId)).portfolio.name };
}

export default async function OverviewPage({ params, searchParams }: Props) {
  const { owner, ...view } = await requestedPortfolio((await params).portfolioId);
  const date = requestedDate((await searchParams).as_of);
  const overview = await overviewOn(owner, view.portfolio.id, date);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={view.portfolio.name}
        chips={view.portfolio.isDemonstration ? <SimulatedLabel /> : null}
        actions={
          <RecalculateControl
            portfolioId={view.portfolio.id}
            asOf={date}
            staleDays={view.staleDays}
            {...recalculationState(view.latestRecalculation)}
          />
        }
      />
      {overview ? (
        <Figures owner={owner} view={view} overview={overview} asked={date} />
      ) : (
        <NothingYet owner={owner} portfolio={view.portfolio} date={date} />
      )}
    </div>
  );
}

type FiguresProps = { owner: Owner; view: PortfolioView; overview: Overview; asked: string | undefined };

function Figures({ owner, view: { portfolio }, overview, asked }: FiguresProps) {
  const { snapshot, previous, positions, weights, series, history } = overview;
  const { estimates } = snapshot;
  const largest = largestActiveSector(estimates);
  const sector = largest.status === 'measured' ? largest.value.sector : undefined;
  const names = { marketIndex: snapshot.marketIndex, benchmarkName: portfolio.benchmarkName };
  const provenance = provenanceOf(snapshot);
  return (
    <>
      <AsOfLine
        asOf={snapshot.date}
        calculatedAt={snapshot.calculatedAt}
        positions={positions.length}
        unavailable={unmeasured(positions)}
        tradingDaysBehind={overview.sessionsBehind}
        stale={snapshot.stale}
        findings={<FindingsChip owner={owner} snapshot={snapshot} />}
        qualityHref={datedAddress(`/portfolios/${portfolio.id}/data-quality`, asked ?? null)}
      />
      <VerdictSentence {...verdictSubject(estimates, names)} />
      <OverviewTiles
        {...names}
        estimates={estimates}
        provenance={provenance}
        previous={previous && { asOf: previous.date, estimates: previous.estimates }}
        trails={{
          marketBeta: history.map((one) => one.marketBeta),
          realizedVolatility21d: history.map((one) => one.realizedVolatility21d),
          expectedVolatility21d: history.map((one) => one.expectedVolatility21d),
          volatilityPercentile: history.map((one) => one.volatilityPercentile),
          effectivePositions: history.map((one) => one.effectiveNumPositions),
          largestActiveWeight:
            sector === undefined ? undefined : history.map((one) => one.activeWeights?.[sector] ?? null),
        }}
      />
      <div className="grid gap-6 lg:grid-cols-2">
        <BetaPanel
          estimates={estimates}
          rolling={series.get('market_beta_90d') ?? null}
          marketIndex={snapshot.marketIndex}
          provenance={provenance}
        />
        <VolatilityPanel
          estimates={estimates}
          series21d={series.get('realized_volatility_21d') ?? null}
          series63d={series.get('realized_volatility_63d') ?? null}
          expectedUntil={overview.expectedUntil ?? undefined}
          provenance={provenance}
        />
        <SectorPanel
          sectors={estimates.sectors}
          benchmark={estimates.benchmark}
          benchmarkName={portfolio.benchmarkName}
          holdings={sectorHoldings(positions, estimates)}
        />
        <ConcentrationPanel concentration={estimates.concentration} weights={weights} provenance={provenance} />
      </div>
      <Panel id="holdings" title="Holdings" flush>
        <HoldingFindings notes={holdingNotes({ owner, snapshot }, positions)}>
          <HoldingsTable
            holdings={holdingsOf(positions)}
            currency={portfolio.currency}
            marketIndex={snapshot.marketIndex}
            provenance={provenance}
          />
        </HoldingFindings>
      </Panel>
    </>
  );
}
