import type { Metadata } from 'next';
import { VolatilityConeChart } from '@/components/charts/volatility-cone-chart';
import { EstimateFigure } from '@/components/risk/estimate-figure';
import { EstimateTrigger } from '@/components/risk/estimate-popover';
import { diversificationRatioExplanation } from '@/components/risk/explanations/diversification-ratio';
import { trackingErrorExplanation } from '@/components/risk/explanations/tracking-error';
import { FigureLine } from '@/components/risk/figure-line';
import { ForecastTable } from '@/components/risk/forecast-table';
import { LossesPanel } from '@/components/risk/losses-panel';
import type { Provenance } from '@/components/risk/provenance';
import { ScoreboardPanel } from '@/components/risk/scoreboard-panel';
import { StandingPanel } from '@/components/risk/standing-panel';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { VolatilityPanel } from '@/components/risk/volatility-panel';
import { Panel } from '@/components/ui/panel';
import { type DueForecast, portfolioForecasts } from '@/lib/db/portfolio-forecasts';
import { sessionAfter } from '@/lib/db/sessions';
import { snapshotSeries } from '@/lib/db/snapshots';
import { count, decimal, percent } from '@/lib/format';
import { forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { forecastRecord } from '@/lib/risk/stored-forecasts';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';
import { gapsOf, outcomesOf } from '../forecast-outcomes';

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

/** What came of forecasts is looked for on every day that is stored, also after the day of the page. */
const endOfTime = '9999-12-31';

async function figures({ owner, portfolio, snapshot, provenance }: DatedSnapshot) {
  const { estimates, marketIndex } = snapshot;
  const [series, expectedUntil, forecasts] = await Promise.all([
    snapshotSeries(snapshot),
    sessionAfter(snapshot.date, forecastSessions),
    portfolioForecasts(owner, portfolio.id, endOfTime),
  ]);
  const own = forecasts.find(({ date }) => date === snapshot.date);
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  const { diversificationRatio, trackingError } = estimates;
  return (
    <>
      <VolatilityPanel
        estimates={estimates}
        series21d={series.get('realized_volatility_21d') ?? null}
        series63d={series.get('realized_volatility_63d') ?? null}
        expectedUntil={expectedUntil ?? undefined}
        ewma={series.get('ewma_volatility') ?? null}
        outcome={own ? outcomesOf([own])[0] : null}
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
      <PortfolioScoreboard
        // As of the day of the page: what came later is not known then.
        forecasts={forecasts.filter(({ until }) => until <= snapshot.date)}
        firstDue={expectedUntil}
        provenance={provenance}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <Panel
            id="cone"
            title="The cone"
            subtitle="How widely volatility has ranged over windows of each length, and where it is now"
            footer="Of what is owned now, over up to five years. Windows overlap, and nothing is corrected for it: at the long end the cone is only a few windows wide."
          >
            {estimates.volatilityCone ? (
              <VolatilityConeChart id="volatility-cone" cone={estimates.volatilityCone} />
            ) : estimates.volatility.realized21d.status === 'unavailable' ? (
              <UnavailablePanel absence={estimates.volatility.realized21d} />
            ) : (
              <p className="text-sm text-ink-soft">
                No cone is kept with this day. Days that are calculated from now on have one.
              </p>
            )}
          </Panel>
          <StandingPanel volatility={estimates.volatility} excluded={excluded} provenance={provenance} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <LossesPanel estimates={estimates} provenance={provenance} />
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
                  value: (
                    <EstimateTrigger
                      id="diversification"
                      title="Parts added up"
                      estimate={diversificationRatio}
                      show={(value) => percent(value.undiversifiedVolatilityAnnual)}
                    />
                  ),
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
                  value: (
                    <EstimateTrigger
                      id="tracking-error"
                      title="Pairs used"
                      estimate={trackingError}
                      show={(value) => count(value.observations)}
                    />
                  ),
                },
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

type PortfolioScoreboardProps = {
  forecasts: readonly DueForecast[];
  firstDue: string | null;
  provenance: Provenance;
};

function PortfolioScoreboard({ forecasts, firstDue, provenance }: PortfolioScoreboardProps) {
  const record = forecastRecord(forecasts);
  const board = forecastScoreboard(record);
  const dateOf = new Map(forecasts.map(({ origin, date }) => [origin, date]));
  const other = forecasts.filter(({ isOtherBook }) => isOtherBook).length;
  return (
    <ScoreboardPanel
      id="scoreboard"
      of="this portfolio"
      board={board}
      first={board.status === 'measured' ? (dateOf.get(board.value.first) ?? null) : null}
      last={board.status === 'measured' ? (dateOf.get(board.value.last) ?? null) : null}
      outcomes={outcomesOf(forecasts)}
      gaps={gapsOf(forecasts)}
      leftOut={[
        { count: other, why: 'whose book had become another one before their 21 days had passed' },
        { count: record.excluded - other, why: 'without a band or a rival, or whose days are not all stored' },
      ]}
      firstDue={firstDue}
      provenance={provenance}
    />
  );
}
