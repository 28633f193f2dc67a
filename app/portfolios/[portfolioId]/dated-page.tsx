import type { ReactNode } from 'react';
import { datedAddress } from '@/components/portfolio/dated-address';
import { RecalculateControl } from '@/components/portfolio/recalculate-control';
import { AsOfLine } from '@/components/risk/as-of-line';
import type { Provenance } from '@/components/risk/provenance';
import { SimulatedLabel } from '@/components/risk/simulated-label';
import { PageHeader } from '@/components/ui/page-header';
import type { PortfolioView } from '@/lib/db/overview';
import type { Owner } from '@/lib/db/owner';
import { sessionsClosedSince } from '@/lib/db/sessions';
import { type SnapshotPosition, snapshotPositions } from '@/lib/db/snapshot-positions';
import { type Snapshot, snapshotOn } from '@/lib/db/snapshots';
import { now } from '@/lib/env';
import { FindingsChip } from './findings';
import { NothingYet } from './nothing-yet';
import { provenanceOf } from './provenance-of';
import { recalculationState } from './recalculation-state';
import { requestedDate, requestedPortfolio } from './requested';
import { unmeasured } from './rows';

export type DatedRequest = {
  params: Promise<{ portfolioId: string }>;
  searchParams: Promise<{ as_of?: string | string[] }>;
};

/** A stored day of a portfolio, as the pages about one of its measures are given it. */
export type DatedSnapshot = {
  readonly owner: Owner;
  readonly portfolio: PortfolioView['portfolio'];
  readonly snapshot: Snapshot;
  readonly positions: readonly SnapshotPosition[];
  readonly provenance: Provenance;
};

type DatedPageProps = {
  request: DatedRequest;
  title: string;
  subtitle: string;
  /** What the page shows of the day. */
  figures: (dated: DatedSnapshot) => ReactNode | Promise<ReactNode>;
};

export const datedTitle = async (title: string, { params }: DatedRequest): Promise<string> =>
  `${title} · ${(await requestedPortfolio((await params).portfolioId)).portfolio.name}`;

/**
 * A page about the figures of the day its address asks for, or of the newest: the title, the day and how good its figures
 * are, and below them what `figures` makes of it. A day without figures says so and offers to calculate them.
 */
export async function DatedPage({ request, title, subtitle, figures }: DatedPageProps) {
  const { owner, portfolio, latestRecalculation, staleDays } = await requestedPortfolio(
    (await request.params).portfolioId,
  );
  const date = requestedDate((await request.searchParams).as_of);
  const snapshot = await snapshotOn(owner, portfolio.id, date);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={title}
        subtitle={subtitle}
        chips={portfolio.isDemonstration ? <SimulatedLabel /> : null}
        actions={
          <RecalculateControl
            portfolioId={portfolio.id}
            asOf={date}
            staleDays={staleDays}
            {...recalculationState(latestRecalculation)}
          />
        }
      />
      {snapshot ? (
        <Dated owner={owner} portfolio={portfolio} snapshot={snapshot} asked={date} figures={figures} />
      ) : (
        <NothingYet owner={owner} portfolio={portfolio} date={date} />
      )}
    </div>
  );
}

type DatedProps = Pick<DatedSnapshot, 'owner' | 'portfolio' | 'snapshot'> &
  Pick<DatedPageProps, 'figures'> & { asked: string | undefined };

async function Dated({ owner, portfolio, snapshot, asked, figures }: DatedProps) {
  const [positions, tradingDaysBehind] = await Promise.all([
    snapshotPositions(snapshot),
    sessionsClosedSince(snapshot.date, now()),
  ]);
  return (
    <>
      <AsOfLine
        asOf={snapshot.date}
        calculatedAt={snapshot.calculatedAt}
        positions={positions.length}
        unavailable={unmeasured(positions)}
        tradingDaysBehind={tradingDaysBehind}
        stale={snapshot.stale}
        findings={<FindingsChip owner={owner} snapshot={snapshot} />}
        qualityHref={datedAddress(`/portfolios/${portfolio.id}/data-quality`, asked ?? null)}
      />
      {await figures({ owner, portfolio, snapshot, positions, provenance: provenanceOf(snapshot) })}
    </>
  );
}
