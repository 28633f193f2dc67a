import type { Metadata } from 'next';
import { mostBars, type RankedBar } from '@/components/charts/bar-rows';
import { RankedBars } from '@/components/charts/ranked-bars';
import { type ReturnPair, ReturnScatter, type ScatterFit } from '@/components/charts/return-scatter';
import { RollingBetaChart } from '@/components/charts/rolling-beta-chart';
import { BetaCoefficients } from '@/components/risk/beta-coefficients';
import { type Contribution, contributionsBySymbol, restOf } from '@/components/risk/contribution-rows';
import { ExclusionList } from '@/components/risk/exclusion-list';
import { fittedLine } from '@/components/risk/fitted-line';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { Panel } from '@/components/ui/panel';
import type { RunSeries } from '@/lib/db/runs';
import { snapshotSeries } from '@/lib/db/snapshots';
import { beta, counted, emDash, percent, signedDecimal } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import type { DatedBeta } from '@/lib/risk/portfolio-estimates';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('Beta', request),
});

export default function BetaPage(request: DatedRequest) {
  return (
    <DatedPage
      request={request}
      title="Beta"
      subtitle="How the portfolio moves with its index: today's weights held constant over the past, not the history of the account."
      figures={figures}
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

async function figures({ snapshot, positions, provenance }: DatedSnapshot) {
  const { marketIndex, estimates } = snapshot;
  const { direct90, direct252, weighted } = estimates.beta;
  const series = await snapshotSeries(snapshot);
  const pairs = pairsOf(series.get('portfolio_return'), series.get('market_return'));
  const rolling = series.get('market_beta_90d');
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
      <Panel id="rolling" title="Over time" subtitle={`The beta of each day's last 90 returns against ${marketIndex}`}>
        {rolling && rolling.values.length > 1 ? (
          <RollingBetaChart id="rolling-beta" series={rolling} windowDays={90} marketIndex={marketIndex} />
        ) : direct90.status === 'unavailable' ? (
          <UnavailablePanel absence={direct90} />
        ) : (
          <p className="text-sm text-ink-soft">There is no history of this beta yet.</p>
        )}
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel
          id="contributions"
          title="Where beta comes from"
          subtitle="Weight × beta of each position, lots of one symbol together"
          footer="Together these are the beta by positions; what has no beta of its own adds nothing and is left out."
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
