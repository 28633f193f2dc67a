import { day } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { reasonWords } from './reason-words';
import { SectorChoice } from './sector-choice';
import type { SectorHolding } from './sector-holdings';
import { sectorRowsOf } from './sector-rows-of';
import { UnavailablePanel } from './unavailable-panel';

type SectorPanelProps = {
  sectors: PortfolioEstimates['sectors'];
  benchmark: PortfolioEstimates['benchmark'];
  benchmarkName: string;
  holdings: readonly SectorHolding[];
};

/** What the portfolio is over and under in, and which holdings make it so. */
export function SectorPanel({ sectors, benchmark, benchmarkName, holdings }: SectorPanelProps) {
  const active = sectors.status === 'measured' ? sectors.value.active : null;
  const isOnGross = sectors.status === 'measured' && sectors.value.basis === 'gross';
  return (
    <Panel
      id="sectors"
      title="Sectors"
      subtitle={`Net weights against those of the ${benchmarkName}; their difference is the active weight`}
      footer={
        <>
          {benchmark ? `${benchmarkName} weights of ${day(benchmark.asOf)}, ${benchmark.dataSource}. ` : null}
          {isOnGross
            ? 'There is too little equity to divide by: weights are of gross value.'
            : 'Weights are of equity.'}
        </>
      }
    >
      {sectors.status === 'unavailable' ? (
        <UnavailablePanel absence={sectors} />
      ) : (
        <div className="flex flex-col gap-3">
          {active?.status === 'unavailable' ? (
            <Notice title={`Not compared with the ${benchmarkName}: ${reasonWords[active.reason].short}`}>
              {reasonWords[active.reason].remedy}
            </Notice>
          ) : null}
          <SectorChoice
            rows={sectorRowsOf(sectors.value, benchmark)}
            benchmarkName={benchmarkName}
            holdings={holdings}
          />
        </div>
      )}
    </Panel>
  );
}
