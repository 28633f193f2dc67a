import type { Metadata } from 'next';
import { EstimateFigure } from '@/components/risk/estimate-figure';
import { diversificationRatioExplanation } from '@/components/risk/explanations/diversification-ratio';
import { trackingErrorExplanation } from '@/components/risk/explanations/tracking-error';
import { FigureLine } from '@/components/risk/figure-line';
import { ForecastTable } from '@/components/risk/forecast-table';
import { LossesPanel } from '@/components/risk/losses-panel';
import { StandingPanel } from '@/components/risk/standing-panel';
import { VolatilityPanel } from '@/components/risk/volatility-panel';
import { Panel } from '@/components/ui/panel';
import { sessionAfter } from '@/lib/db/sessions';
import { snapshotSeries } from '@/lib/db/snapshots';
import { count, decimal, emDash, percent } from '@/lib/format';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('Volatility', request),
});

export default function VolatilityPage(request: DatedRequest) {
  return (
    <DatedPage
      request={request}
      title="Volatility"
      subtitle="How much it moved, how much it is expected to, and what bad days cost. All a year, unless a day is named."
      figures={figures}
    />
  );
}

/** The horizon of the forecast, in trading days. */
const forecastSessions = 21;

async function figures({ snapshot, provenance }: DatedSnapshot) {
  const { estimates, marketIndex } = snapshot;
  const [series, expectedUntil] = await Promise.all([
    snapshotSeries(snapshot),
    sessionAfter(snapshot.date, forecastSessions),
  ]);
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  const { diversificationRatio, trackingError } = estimates;
  return (
    <>
      <VolatilityPanel
        estimates={estimates}
        series21d={series.get('realized_volatility_21d') ?? null}
        series63d={series.get('realized_volatility_63d') ?? null}
        expectedUntil={expectedUntil ?? undefined}
        provenance={provenance}
      />
      <Panel
        id="forecasts"
        title="Side by side"
        subtitle="The headline forecast, the two it is made of, and what was"
        footer="The headline is the geometric mean of HAR’s and EWMA’s variances; under 504 returns it is EWMA alone."
        flush
      >
        <ForecastTable volatility={estimates.volatility} excluded={excluded} provenance={provenance} />
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <StandingPanel volatility={estimates.volatility} excluded={excluded} provenance={provenance} />
        <div className="flex min-w-0 flex-col gap-6">
          <Panel
            id="whole-and-parts"
            title="Against its parts and its index"
            subtitle="Over the last 252 returns of what is owned now"
          >
            <FigureLine
              entries={[
                {
                  term: 'Diversification ratio',
                  value: (
                    <EstimateFigure
                      id="diversification"
                      title="Diversification ratio"
                      estimate={diversificationRatio}
                      show={(value) => `${decimal(value.ratio, 2)} ×`}
                      explain={diversificationRatioExplanation}
                      provenance={provenance}
                    />
                  ),
                },
                {
                  term: 'Parts added up',
                  value:
                    diversificationRatio.status === 'measured'
                      ? percent(diversificationRatio.value.undiversifiedVolatilityAnnual)
                      : emDash,
                },
                {
                  term: `Tracking error to ${marketIndex}`,
                  value: (
                    <EstimateFigure
                      id="tracking-error"
                      title="Tracking error"
                      estimate={trackingError}
                      show={(value) => percent(value.trackingErrorAnnual)}
                      explain={(value, id) => trackingErrorExplanation(value, marketIndex, id)}
                      provenance={provenance}
                    />
                  ),
                },
                {
                  term: 'Pairs used',
                  value: trackingError.status === 'measured' ? count(trackingError.value.observations) : emDash,
                },
              ]}
            />
          </Panel>
          <LossesPanel estimates={estimates} provenance={provenance} />
        </div>
      </div>
    </>
  );
}
