import { decimal, percent, percentileOrdinal } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { type ForecastOutcome, outcomeWords } from '../charts/forecast-outcome';
import type { TimeSeries } from '../charts/time-rows';
import { VolatilityChart } from '../charts/volatility-chart';
import { Panel } from '../ui/panel';
import { EstimateFigure } from './estimate-figure';
import { expectedVolatilityExplanation } from './explanations/expected-volatility';
import { realizedVolatilityExplanation } from './explanations/realized-volatility';
import { volatilityPercentileExplanation } from './explanations/volatility-percentile';
import { volatilityTrendExplanation } from './explanations/volatility-trend';
import { FigureLine } from './figure-line';
import type { Provenance } from './provenance';
import { trendWords } from './trend-words';
import { UnavailablePanel } from './unavailable-panel';

type VolatilityPanelProps = {
  estimates: Pick<PortfolioEstimates, 'volatility' | 'series'>;
  series21d: TimeSeries | null;
  series63d: TimeSeries | null;
  /** The last of the 21 trading days ahead, where the calendar knows it. */
  expectedUntil?: string;
  /** The exponentially weighted volatility, to choose in place of the realized ones. */
  ewma?: TimeSeries | null;
  /** What the days of the forecast brought, once they have passed. */
  outcome?: ForecastOutcome | null;
  provenance: Provenance;
};

/** How much the portfolio has moved, and how much it is expected to. */
export function VolatilityPanel({
  estimates,
  series21d,
  series63d,
  expectedUntil,
  ewma,
  outcome,
  provenance,
}: VolatilityPanelProps) {
  const { realized21d, realized63d, forecast, trend, percentile } = estimates.volatility;
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  const expected = forecast.status === 'measured' ? forecast.value : null;
  const band = expected?.band.status === 'measured' ? expected.band.value : null;
  return (
    <Panel
      id="volatility"
      title="Volatility"
      subtitle={`A year; ${trend.status === 'measured' ? trendWords[trend.value.label] : 'no trend can be told'}`}
      footer="The past of what is owned now: today's weights held constant, not the history of the account."
    >
      <FigureLine
        entries={[
          {
            term: 'Last 21 days',
            value: (
              <EstimateFigure
                id="panel-realized-21d"
                title="Realized volatility, 21 days"
                estimate={realized21d}
                show={(value) => percent(value.volatilityAnnual)}
                explain={(value, id) => realizedVolatilityExplanation(value, 21, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'Last 63 days',
            value: (
              <EstimateFigure
                id="panel-realized-63d"
                title="Realized volatility, 63 days"
                estimate={realized63d}
                show={(value) => percent(value.volatilityAnnual)}
                explain={(value, id) => realizedVolatilityExplanation(value, 63, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'Next 21 days',
            value: (
              <EstimateFigure
                id="panel-expected"
                title="Expected volatility"
                estimate={forecast}
                show={(value) => percent(value.volatilityAnnual)}
                explain={(value, id) => expectedVolatilityExplanation(value, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          ...(outcome
            ? [
                {
                  term: `Then realized: ${outcomeWords(outcome)}`,
                  value: percent(outcome.realized),
                },
              ]
            : []),
          {
            term: 'Percentile',
            value: (
              <EstimateFigure
                id="panel-percentile"
                title="Volatility percentile"
                estimate={percentile}
                show={(value) => percentileOrdinal(value.percentile)}
                explain={(value, id) => volatilityPercentileExplanation(value, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'Month over quarter',
            value: (
              <EstimateFigure
                id="panel-trend"
                title="Volatility trend"
                estimate={trend}
                show={(value) => `${decimal(value.ratio, 2)} ×`}
                explain={(value, id) => volatilityTrendExplanation(value, excluded, id)}
                provenance={provenance}
              />
            ),
          },
        ]}
      />
      {series21d && series21d.values.length > 1 ? (
        <VolatilityChart
          id="volatility-chart"
          realized21d={series21d}
          realized63d={series63d && series63d.values.length > 1 ? series63d : null}
          expected={
            expected
              ? {
                  volatilityAnnual: expected.volatilityAnnual,
                  low: band?.lowAnnual ?? null,
                  high: band?.highAnnual ?? null,
                }
              : null
          }
          asOf={provenance.asOf}
          expectedUntil={expectedUntil}
          ewma={ewma}
          outcome={outcome}
        />
      ) : realized21d.status === 'unavailable' ? (
        <UnavailablePanel absence={realized21d} />
      ) : (
        <p className="text-sm text-ink-soft">There is no history of this volatility yet.</p>
      )}
    </Panel>
  );
}
