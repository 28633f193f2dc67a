import type { Metadata } from 'next';
import { ImportList } from '@/components/portfolio/import-list';
import { RecalculationList } from '@/components/portfolio/recalculation-list';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { recalculationDocument } from '@/lib/api/recalculation';
import { listImports } from '@/lib/db/imports';
import { listRecalculations } from '@/lib/db/recalculations';
import { requestedPortfolio } from '../requested';

type Props = { params: Promise<{ portfolioId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity · ${(await requestedPortfolio((await params).portfolioId)).portfolio.name}` };
}

/** So many of each are shown, the newest. */
const shown = 50;

export default async function ActivityPage({ params }: Props) {
  const { owner, portfolio } = await requestedPortfolio((await params).portfolioId);
  const [recalculations, imports] = await Promise.all([
    listRecalculations(owner, portfolio.id, shown),
    listImports(owner, portfolio.id, shown),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Activity"
        subtitle="What was calculated and what was imported, newest first. What is under way updates by itself."
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.35fr)]">
        <Panel
          id="recalculations"
          title="Recalculations"
          footer={`The newest ${shown}. Figures that stood before stay until new ones are stored.`}
        >
          <RecalculationList portfolioId={portfolio.id} initial={recalculations.map(recalculationDocument)} />
        </Panel>
        <Panel
          id="imports"
          title="Imports"
          footer="A file is accepted whole or not at all; one that was refused changed nothing and is not listed."
          flush
        >
          <ImportList imports={imports} />
        </Panel>
      </div>
    </div>
  );
}
