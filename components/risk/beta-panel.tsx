import { beta, interval, percent } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { RollingBetaChart } from '../charts/rolling-beta-chart';
import type { TimeSeries } from '../charts/time-rows';
import { Panel } from '../ui/panel';
import { EstimateFigure } from './estimate-figure';
import { EstimateTrigger } from './estimate-popover';
import { marketBetaExplanation } from './explanations/market-beta';
import { weightedBetaExplanation } from './explanations/weighted-beta';
import { FigureLine } from './figure-line';
import type { Provenance } from './provenance';
import { UnavailablePanel } from './unavailable-panel';

type BetaPanelProps = {
  estimates: Pick<PortfolioEstimates, 'beta' | 'series'>;
  /** The 90-day beta of each of the last days with its interval; null where there is none. */
  rolling: TimeSeries | null;
  marketIndex: string;
  provenance: Provenance;
};

const windowDays = 90;

/** How the portfolio moves with its index: now, by two ways of reckoning, and over time. */
export function BetaPanel({ estimates, rolling, marketIndex, provenance }: BetaPanelProps) {
  const { direct90: direct, weighted } = estimates.beta;
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  return (
    <Panel
      id="beta"
      title="Market beta"
      subtitle={`Against ${marketIndex}, over ${windowDays} trading days`}
      footer="The past of what is owned now: today's weights held constant, not the history of the account."
    >
      <FigureLine
        entries={[
          {
            term: 'Beta, 95 %',
            value: (
              <EstimateFigure
                id="panel-beta-direct"
                title="Market beta"
                estimate={direct}
                show={(value) => `${beta(value.beta)} ${interval(value.betaLow, value.betaHigh)}`}
                explain={(value, id) => marketBetaExplanation(value, marketIndex, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'R²',
            value: (
              <EstimateTrigger
                id="panel-beta-direct"
                title="R²"
                estimate={direct}
                show={(value) => percent(value.rSquared, 0)}
              />
            ),
          },
          {
            term: 'By positions',
            value: (
              <EstimateFigure
                id="panel-beta-weighted"
                title="Beta by positions"
                estimate={weighted}
                show={(value) => beta(value.beta)}
                explain={(value, id) => weightedBetaExplanation(value, marketIndex, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'Gross covered',
            value: (
              <EstimateTrigger
                id="panel-beta-weighted"
                title="Gross covered"
                estimate={weighted}
                show={(value) => percent(value.coverage)}
              />
            ),
          },
        ]}
      />
      {rolling && rolling.values.length > 1 ? (
        <RollingBetaChart id="rolling-beta" series={rolling} windowDays={windowDays} marketIndex={marketIndex} />
      ) : direct.status === 'unavailable' ? (
        <UnavailablePanel absence={direct} />
      ) : (
        <p className="text-sm text-ink-soft">There is no history of this beta yet.</p>
      )}
    </Panel>
  );
}
