import { counted, decimal, percent } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { SymbolWeight } from '../charts/cumulative-summary';
import { CumulativeWeights } from '../charts/cumulative-weights';
import { Panel } from '../ui/panel';
import { EstimateFigure } from './estimate-figure';
import { type ConcentrationFigure, concentrationExplanation } from './explanations/concentration';
import { FigureLine } from './figure-line';
import type { Provenance } from './provenance';
import { UnavailablePanel } from './unavailable-panel';

type ConcentrationPanelProps = {
  concentration: PortfolioEstimates['concentration'];
  /** Gross weights by symbol, the largest first; null where they are not at hand. */
  weights: readonly SymbolWeight[] | null;
  provenance: Provenance;
};

/** How much hangs on how few. */
export function ConcentrationPanel({ concentration, weights, provenance }: ConcentrationPanelProps) {
  const figure = (id: string, title: string, show: (value: ConcentrationFigure) => string) => (
    <EstimateFigure
      id={id}
      title={title}
      estimate={concentration}
      show={show}
      explain={concentrationExplanation}
      provenance={provenance}
    />
  );
  return (
    <Panel
      id="concentration"
      title="Concentration"
      subtitle={
        concentration.status === 'measured'
          ? `${counted(concentration.value.symbols, 'symbol')}, by weights of gross value`
          : undefined
      }
      footer="Shorts weigh as much as longs; an option counts under its underlying."
    >
      <FigureLine
        entries={[
          {
            term: 'Effective positions',
            value: figure('panel-effective', 'Effective positions', (value) => decimal(value.effectivePositions, 1)),
          },
          { term: 'HHI, 0–10,000', value: figure('panel-hhi', 'HHI', (value) => decimal(value.hhi, 0)) },
          { term: 'HHI, 0–1', value: figure('panel-herfindahl', 'HHI', (value) => decimal(value.herfindahl, 4)) },
          { term: 'Largest 3', value: figure('panel-top-3', 'Largest 3', (value) => percent(value.top3)) },
          { term: 'Largest 10', value: figure('panel-top-10', 'Largest 10', (value) => percent(value.top10)) },
        ]}
      />
      {concentration.status === 'unavailable' ? (
        <UnavailablePanel absence={concentration} />
      ) : weights ? (
        <CumulativeWeights id="cumulative-weights" weights={weights} />
      ) : null}
    </Panel>
  );
}
