import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mostBars, type RankedBar } from '@/components/charts/bar-rows';
import { RankedBars } from '@/components/charts/ranked-bars';
import { type ReturnPair, ReturnScatter, type ScatterFit } from '@/components/charts/return-scatter';
import { RollingBetaSwitch } from '@/components/charts/rolling-beta-switch';
import { BetaCoefficients } from '@/components/risk/beta-coefficients';
import { type Contribution, contributionsBySymbol, restOf } from '@/components/risk/contribution-rows';
import { ExclusionList } from '@/components/risk/exclusion-list';
import { ExplainedFigure } from '@/components/risk/explained-figure';
import { standingExplanation } from '@/components/risk/explanations/standing';
import { fittedLine } from '@/components/risk/fitted-line';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { AddressSelect } from '@/components/ui/address-select';
import { Panel } from '@/components/ui/panel';
import { adjustedCloses, indexChoices } from '@/lib/db/index-choices';
import type { RunSeries } from '@/lib/db/runs';
import { snapshotSeries } from '@/lib/db/snapshots';
import { beta, counted, emDash, percent, signedDecimal } from '@/lib/format';
import { rollingBetaAgainst, rollingBetaSeries } from '@/lib/jobs/rolling-beta-series';
import type { Estimate } from '@/lib/risk/estimate';
import type { DatedBeta } from '@/lib/risk/portfolio-betas';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';

type Request = Pick<DatedRequest, 'params'> & {
  searchParams: Promise<{ as_of?: string | string[]; against?: string | string[] }>;
};

export const generateMetadata = async (request: Request): Promise<Metadata> => ({
  title: await datedTitle('Beta', request),
});

export default async function BetaPage(request: Request) {
  const { against } = await request.searchParams;
  if (Array.isArray(against)) notFound();
  return (
    <DatedPage
      request={request}
      title="Beta"
      subtitle="How the portfolio moves with its index: today's weights held constant over the past, not the history of the account."
      figures={(dated) => figures(dated, against)}
    />
  );
}

/** The longest regression has so many days; more are kept for its past. */
const scatterDays = 252;

/** The newest days on which both have a return. */
function pairsOf(portfolio: RunSeries | undefined, market: RunSeries | undefined): readonly ReturnPair[] {
  if (!portfolio || !market) return [];
  const marketOn = new Map(market.dates.map((date, index) => [date, market.values[index]]));
  return portfolio.dates
    .flatMap((date, index) => {
      const value = marketOn.get(date);
      return value === undefined ? [] : [{ date, market: value, portfolio: portfolio.values[index] }];
    })
    .slice(-scatterDays);
}

/** So many points say all there is of a line and the two curves around it. */
const bandPoints = 24;

function fitOf(days: number, estimate: Estimate<DatedBeta>, pairs: readonly ReturnPair[]): ScatterFit {
  const label = `${days} days`;
  if (estimate.status === 'unavailable') return { label, observations: days, fit: null, line: [] };
  const { beta: slope, betaLow: low, betaHigh: high, rSquared, observations } = estimate.value;
  const returns = pairs.slice(-observations).map(({ market }) => market);
  const least = Math.min(...returns);
  const greatest = Math.max(...returns);
  const at = Array.from({ length: bandPoints }, (_, i) => least + ((greatest - least) * i) / (bandPoints - 1));
  return {
    label,
    observations,
    fit: { beta: slope, low, high, rSquared },
    line: fittedLine(estimate.value, returns, at),
  };
}

/** The windows of a rolling beta, the one that is shown first in front, and how many points a line has. */
const rollingWindows = [90, 252] as const;
const rollingPoints = 252;

/** The rolling betas of a day's stored returns on its own index, or on another. */
async function rollingOn(index: string, marketIndex: string, series: ReadonlyMap<string, RunSeries>) {
  const portfolio = series.get('portfolio_return');
  const market = series.get('market_return');
  const stored = series.get('market_beta_90d');
  const isOwn = index === marketIndex;
  const closes =
    portfolio && !isOwn
      ? await adjustedCloses(index, portfolio.dates[0], portfolio.dates[portfolio.dates.length - 1])
      : null;
  const windows = rollingWindows.map((days) => {
    if (isOwn && days === 90 && stored) return { days, line: stored, dropped: 0 };
    const made =
      portfolio && isOwn && market
        ? rollingBetaSeries(portfolio, market, days, rollingPoints)
        : portfolio && closes
          ? rollingBetaAgainst(portfolio, closes, days, rollingPoints)
          : null;
    return { days, line: made, dropped: made?.dropped ?? 0 };
  });
  return { windows, dropped: Math.max(...windows.map(({ dropped }) => dropped)) };
}

async function figures({ owner, snapshot, positions, provenance }: DatedSnapshot, against: string | undefined) {
  const { marketIndex, estimates } = snapshot;
  const { direct90, direct252, weighted } = estimates.beta;
  const series = await snapshotSeries(snapshot);
  const pairs = pairsOf(series.get('portfolio_return'), series.get('market_return'));
  const choices = await indexChoices(owner, snapshot);
  if (against !== undefined && against !== marketIndex && !choices.some(({ symbol }) => symbol === against)) notFound();
  const index = against ?? marketIndex;
  const rolling = await rollingOn(index, marketIndex, series);
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];

  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <Panel id="scatter" title="Day by day" subtitle={`Daily returns over those of ${marketIndex}`}>
          {pairs.length > 0 ? (
            <ReturnScatter
              id="return-scatter"
              marketIndex={marketIndex}
              pairs={pairs}
              fits={[fitOf(90, direct90, pairs), fitOf(252, direct252, pairs)]}
            />
          ) : direct90.status === 'unavailable' ? (
            <UnavailablePanel absence={direct90} />
          ) : (
            <p className="text-sm text-ink-soft">The days of this regression are not kept.</p>
          )}
        </Panel>
        <Panel
          id="coefficients"
          title="Coefficients"
          subtitle="Each figure explains itself when pressed"
          footer="The interval comes from HC3 errors, which hold where days are not equally uncertain; classical errors stand beside them."
          flush
        >
          <BetaCoefficients
            estimates={estimates.beta}
            excluded={excluded}
            marketIndex={marketIndex}
            provenance={provenance}
          />
        </Panel>
      </div>
      <Panel
        id="rolling"
        title="Over time"
        subtitle={`The beta of each day’s last returns against ${index}, of what is owned now`}
        footer={
          index === marketIndex
            ? 'The last point of each line is the beta above. The 252-day line is drawn from the returns that are stored with this day.'
            : `Drawn from the returns that are stored with this day and the closes of ${index} as they are now${rolling.dropped > 1 ? `; ${counted(rolling.dropped, 'return')} had none beside them` : ''}.`
        }
      >
        {pairs.length === 0 && direct90.status === 'unavailable' ? (
          <UnavailablePanel absence={direct90} />
        ) : (
          <RollingBetaSwitch
            key={index}
            id="rolling-beta"
            marketIndex={index}
            windows={rolling.windows.map(({ days, line }) => ({
              days,
              series: line,
              missing: `There are not enough returns beside ${index} for a line of ${days}-day betas: it takes ${days + 1}.`,
            }))}
            controls={
              choices.length > 0 ? (
                <AddressSelect
                  name="against"
                  label="Against"
                  value={index}
                  usual={marketIndex}
                  options={[
                    { value: marketIndex, label: `${marketIndex}, its index` },
                    ...choices.map(({ symbol, name }) => ({
                      value: symbol,
                      label: name ? `${symbol}, ${name}` : symbol,
                    })),
                  ]}
                />
              ) : null
            }
          />
        )}
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel
          id="contributions"
          title="Where beta comes from"
          subtitle="Weight × beta of each position, lots of one symbol together"
          actions={
            <ExplainedFigure
              explanation={standingExplanation('beta', 'position by position', 'beta-contributions-made')}
              provenance={provenance}
            >
              How they are made
            </ExplainedFigure>
          }
          footer={
            weighted.status === 'measured' && direct90.status === 'measured'
              ? `Together these are the beta by positions, ${beta(weighted.value.beta)}; the book’s own returns give ${beta(direct90.value.beta)}. The two differ by what has no beta of its own or a shorter past, and by the delta of options.`
              : 'Together these are the beta by positions; what has no beta of its own adds nothing and is left out.'
          }
        >
          {weighted.status === 'unavailable' ? (
            <UnavailablePanel absence={weighted} />
          ) : (
            <BetaContributions
              lots={positions.map(({ symbol, name, weight, betaContribution }) => ({
                symbol,
                name,
                weight,
                contribution: betaContribution,
              }))}
              total={weighted.value.beta}
            />
          )}
        </Panel>
        <Panel
          id="excluded"
          title="Left out"
          subtitle={
            weighted.status === 'measured'
              ? `The figures by positions cover ${percent(weighted.value.coverage)} of gross value`
              : undefined
          }
        >
          <ExclusionList
            label="Positions without a beta"
            excluded={weighted.status === 'measured' ? weighted.value.excluded : excluded}
            unvalued={provenance.book?.unvalued}
          />
        </Panel>
      </div>
    </>
  );
}

function BetaContributions({ lots, total }: { lots: readonly Contribution[]; total: number }) {
  const rows = contributionsBySymbol(lots.filter(({ contribution }) => contribution !== null));
  const barOf = ({ symbol, name, weight, contribution }: Contribution): RankedBar => ({
    key: symbol,
    label: symbol,
    note: name,
    values: [contribution],
    cells: [
      signedDecimal(contribution, 3),
      percent(weight, 2),
      contribution !== null && weight ? beta(contribution / weight) : emDash,
    ],
  });
  const [largest] = rows;
  const sum = rows.reduce((so, { contribution }) => so + contribution!, 0);
  return (
    <RankedBars
      id="beta-contributions"
      label="Contributions to beta"
      summary={
        largest
          ? `${largest.symbol} weighs most, ${signedDecimal(largest.contribution, 3)} of ${beta(total)}; ${rows.filter(({ contribution }) => contribution! < 0).length} of ${counted(rows.length, 'symbol')} take beta away.`
          : 'No position has a beta.'
      }
      rowHead="Position"
      heads={['To beta', 'Weight', 'Beta']}
      series={[{ label: 'Adds', colour: 'blue', negative: 'orange' }]}
      legend={[
        { label: 'Adds beta', colour: 'blue', mark: 'bar' },
        { label: 'Takes beta away', colour: 'orange', mark: 'bar' },
      ]}
      rows={rows.map(barOf)}
      rest={restOf(rows, mostBars, (rest) => ({ ...barOf(rest), key: 'rest' }))}
      total={{ key: 'total', label: 'By positions', values: [sum], cells: [signedDecimal(sum, 3), emDash, emDash] }}
    />
  );
}
