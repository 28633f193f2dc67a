import type { Metadata } from 'next';
import { CumulativeWeights } from '@/components/charts/cumulative-weights';
import { RankedBars } from '@/components/charts/ranked-bars';
import { EstimateFigure } from '@/components/risk/estimate-figure';
import { ExplainedFigure } from '@/components/risk/explained-figure';
import type { Explanation } from '@/components/risk/explanation';
import { type ConcentrationFigure, concentrationExplanation } from '@/components/risk/explanations/concentration';
import { diversificationRatioExplanation } from '@/components/risk/explanations/diversification-ratio';
import { entropyPositionsExplanation } from '@/components/risk/explanations/entropy-positions';
import { hhiExplanation } from '@/components/risk/explanations/hhi';
import { largestPositionsExplanation } from '@/components/risk/explanations/largest-positions';
import { netConcentrationExplanation } from '@/components/risk/explanations/net-concentration';
import { riskContributionExplanation } from '@/components/risk/explanations/risk-contribution';
import { FigureLine } from '@/components/risk/figure-line';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { weightAndRiskBars, weightAndRiskSummary, weightsAndRisks } from '@/components/risk/weight-and-risk';
import { Panel } from '@/components/ui/panel';
import { symbolWeights } from '@/lib/db/symbol-weights';
import { counted, decimal, percent } from '@/lib/format';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('Concentration', request),
});

export default function ConcentrationPage(request: DatedRequest) {
  return (
    <DatedPage
      request={request}
      title="Concentration"
      subtitle="How much hangs on how few: by weight, and by what each adds to the risk."
      figures={figures}
    />
  );
}

async function figures({ snapshot, positions, provenance }: DatedSnapshot) {
  const { concentration, diversificationRatio } = snapshot.estimates;
  const weights = await symbolWeights(snapshot);
  const { rows, total } = weightsAndRisks(
    weights,
    positions.map(({ symbol, underlying, name, weight, volatilityContribution }) => ({
      symbol: underlying ?? symbol,
      name,
      weight,
      contribution: volatilityContribution,
    })),
  );
  const figure = (
    id: string,
    title: string,
    show: (value: ConcentrationFigure) => string,
    explain: (value: ConcentrationFigure, id: string) => Explanation,
  ) => (
    <EstimateFigure
      id={id}
      title={title}
      estimate={concentration}
      show={show}
      explain={explain}
      provenance={provenance}
    />
  );
  const { bars, rest, total: totalBar } = weightAndRiskBars(rows);
  return (
    <>
      <Panel
        id="figures"
        title="In numbers"
        subtitle={
          concentration.status === 'measured'
            ? `${counted(concentration.value.symbols, 'symbol')}, by weights of gross value`
            : undefined
        }
        footer="There is no line above which a portfolio is concentrated: those drawn for HHI elsewhere come from antitrust law and are about markets of firms."
      >
        {concentration.status === 'unavailable' ? (
          <UnavailablePanel absence={concentration} />
        ) : (
          <FigureLine
            entries={[
              {
                term: 'Effective positions',
                value: figure(
                  'effective',
                  'Effective positions',
                  (value) => decimal(value.effectivePositions, 1),
                  concentrationExplanation,
                ),
              },
              {
                term: 'By entropy',
                value: figure(
                  'entropy',
                  'Effective positions by entropy',
                  (value) => decimal(value.entropyEffectivePositions, 1),
                  entropyPositionsExplanation,
                ),
              },
              {
                term: 'Net reading',
                value: (
                  <EstimateFigure
                    id="net-effective"
                    title="Effective positions, net reading"
                    estimate={concentration.value.net}
                    show={(value) => decimal(value.effectivePositions, 1)}
                    explain={netConcentrationExplanation}
                    provenance={provenance}
                  />
                ),
              },
              {
                term: 'HHI, 0–10,000',
                value: figure('hhi', 'HHI on 0 to 10,000', (value) => decimal(value.hhi, 0), hhiExplanation),
              },
              {
                term: 'HHI, 0–1',
                value: figure('herfindahl', 'HHI on 0 to 1', (value) => decimal(value.herfindahl, 4), hhiExplanation),
              },
              {
                term: 'Largest 3',
                value: figure(
                  'top-3',
                  'Largest 3',
                  (value) => percent(value.top3),
                  (value, id) => largestPositionsExplanation(value, 3, id),
                ),
              },
              {
                term: 'Largest 10',
                value: figure(
                  'top-10',
                  'Largest 10',
                  (value) => percent(value.top10),
                  (value, id) => largestPositionsExplanation(value, 10, id),
                ),
              },
            ]}
          />
        )}
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel
          id="cumulative"
          title="The largest together"
          subtitle="The sum of weights from the largest on"
          footer="Shorts weigh as much as longs; an option counts under its underlying."
        >
          {weights.length > 0 ? (
            <CumulativeWeights id="cumulative-weights" weights={weights} />
          ) : (
            <p className="text-sm text-ink-soft">Nothing here has a weight.</p>
          )}
        </Panel>
        <Panel
          id="weight-and-risk"
          title="Weight and risk"
          subtitle="Part of gross value beside part of volatility"
          footer="Over the last 252 returns of what is owned now. A part below zero takes risk away. A dash has no price series, or too few returns to say."
        >
          <FigureLine
            entries={[
              ...(total === null
                ? []
                : [
                    {
                      term: 'Volatility, up to 252 days',
                      value: (
                        <ExplainedFigure
                          explanation={riskContributionExplanation(total, 'risk-total')}
                          provenance={provenance}
                        >
                          {percent(total)}
                        </ExplainedFigure>
                      ),
                    },
                  ]),
              {
                term: 'Diversification ratio, 252 days',
                value: (
                  <EstimateFigure
                    id="concentration-diversification"
                    title="Diversification ratio"
                    estimate={diversificationRatio}
                    show={(value) => `${decimal(value.ratio, 2)} ×`}
                    explain={diversificationRatioExplanation}
                    provenance={provenance}
                  />
                ),
              },
            ]}
          />
          {rows.length > 0 ? (
            <RankedBars
              id="weights-and-risks"
              label="Weight and part of risk"
              summary={weightAndRiskSummary(rows)}
              rowHead="Symbol"
              heads={['Weight', 'Part of risk', 'Adds, a year', 'Risk less weight']}
              series={[
                { label: 'Weight, of gross', colour: 'blue' },
                { label: 'Part of volatility', colour: 'orange' },
              ]}
              rows={bars}
              rest={rest}
              total={totalBar}
            />
          ) : (
            <p className="text-sm text-ink-soft">Nothing here has a weight.</p>
          )}
        </Panel>
      </div>
    </>
  );
}
