import { type Estimator, EstimatorChart } from '@/components/charts/estimator-chart';
import { MeasureChart } from '@/components/charts/measure-chart';
import type { MeasuredDay } from '@/components/charts/measure-days';
import { RollingBetaSwitch } from '@/components/charts/rolling-beta-switch';
import type { TimeSeries } from '@/components/charts/time-rows';
import { PositionBetas } from '@/components/risk/position-betas';
import { PositionVolatilities } from '@/components/risk/position-volatilities';
import { reasonWords } from '@/components/risk/reason-words';
import { recentWindow } from '@/components/risk/recent-window';
import { UnavailablePanel } from '@/components/risk/unavailable-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { dailyBars } from '@/lib/db/bars';
import { sessionsBetween } from '@/lib/db/measure-history';
import {
  closeDates,
  heldSecurity,
  type SecurityDay,
  securityBetas,
  securityDays,
  securityVolatility,
} from '@/lib/db/security-days';
import { sessionAfter } from '@/lib/db/sessions';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import { day } from '@/lib/format';
import { type DueSecurityForecast, dueForecasts } from '@/lib/jobs/due-forecasts';
import { rangeSeries } from '@/lib/jobs/range-series';
import { type Reason, unavailable } from '@/lib/risk/estimate';
import type { DatedSnapshot } from '../../dated-page';
import { PositionFindings } from '../../findings';
import { outcomesOf } from '../../forecast-outcomes';
import { PositionScoreboard } from './scoreboard';
import { Standing } from './standing';

/** The horizon of the forecast, in trading days. */
const forecastSessions = 21;
/** A year of points, and the bars before the first of them. */
const points = 252;
const barsRead = points + 40;
/** Forecasts are judged by what came, also after the day of the page. */
const endOfTime = '9999-12-31';

/** What is stored of everything a portfolio holds under one symbol on a day. */
export async function positionFigures(dated: DatedSnapshot, symbol: string) {
  const { owner, portfolio, snapshot, positions, provenance } = dated;
  const lots = positions.filter((position) => position.symbol === symbol);
  if (lots.length === 0)
    return (
      <EmptyState
        title={`${symbol} was not held on ${day(snapshot.date)}`}
        actions={
          <LinkButton href={`/portfolios/${portfolio.id}/positions/${encodeURIComponent(symbol)}`}>
            The newest day
          </LinkButton>
        }
      >
        Choose a day on which it was in the book.
      </EmptyState>
    );
  const security = await heldSecurity(snapshot, symbol);
  return (
    <>
      <Standing lots={lots} {...dated} />
      <PositionFindings owner={owner} snapshot={snapshot} lot={lots[0]} />
      {security === null ? (
        <Immeasurable lots={lots} />
      ) : (
        <Measured
          {...{ owner, portfolio, snapshot, positions, provenance }}
          lots={lots}
          symbol={symbol}
          security={security}
        />
      )}
    </>
  );
}

/** Cash moves with nothing, and a private asset with nothing anybody knows. */
function Immeasurable({ lots }: { lots: readonly SnapshotPosition[] }) {
  if (lots[0].assetClass === 'cash')
    return (
      <EmptyState title="Cash has no beta and no volatility">
        It counts in the weights, and in the portfolio’s return as zero.
      </EmptyState>
    );
  return <UnavailablePanel absence={unavailable((lots[0].reason ?? 'no_prices') as Reason, 0, 1)} />;
}

type MeasuredProps = DatedSnapshot & {
  lots: readonly SnapshotPosition[];
  symbol: string;
  security: { readonly id: number; readonly symbol: string };
};

async function Measured({ owner, portfolio, snapshot, lots, symbol, security, provenance }: MeasuredProps) {
  const { marketIndex, date } = snapshot;
  const [regressions, volatility, everyDay, bars, expectedUntil] = await Promise.all([
    securityBetas(snapshot, security.id),
    securityVolatility(snapshot, security.id),
    securityDays(owner, portfolio.id, security.id, symbol, endOfTime),
    dailyBars(security.id, date, barsRead),
    sessionAfter(date, forecastSessions),
  ]);
  const days = everyDay.filter((one) => one.date <= date);
  const [sessions, due] = await Promise.all([
    bars.length > 0 ? sessionsBetween(bars[0].date, date) : [],
    comeDue(everyDay, security.id),
  ]);
  const closes = bars.map((bar) => bar.date);
  const own = due.find((one) => one.date === date);
  const lotReason = lots.every(({ reason }) => reason !== null) ? (lots[0].reason as Reason) : null;
  const isOption = lots.every(({ assetClass }) => assetClass === 'option');
  const of = isOption ? `${security.symbol}, which moves ${symbol}` : symbol;
  return (
    <>
      {lotReason ? (
        <UnavailablePanel absence={unavailable(lotReason, 0, 1)} />
      ) : isOption ? (
        <p className="text-sm text-ink-soft">
          The measures below are those of {security.symbol}, whose moves it shares by its delta.
        </p>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel id="betas" title="Beta" subtitle={`Of ${of}, on ${marketIndex}`} flush>
          {regressions.length > 0 ? (
            <PositionBetas
              symbol={security.symbol}
              marketIndex={marketIndex}
              regressions={regressions}
              provenance={provenance}
            />
          ) : (
            <p className="px-4 pb-5 text-sm text-ink-soft sm:px-5">{reasonWords.no_prices.sentence}</p>
          )}
        </Panel>
        <Panel id="volatilities" title="Volatility" subtitle={`Of ${of}: what was, and what is expected`} flush>
          {volatility ? (
            <PositionVolatilities
              symbol={security.symbol}
              volatility={volatility}
              outcome={own ? outcomesOf([own])[0] : undefined}
              windowOf={(returns) => recentWindow(closes, sessions, returns)}
              provenance={provenance}
            />
          ) : (
            <p className="px-4 pb-5 text-sm text-ink-soft sm:px-5">{reasonWords.no_prices.sentence}</p>
          )}
        </Panel>
      </div>
      <Panel
        id="rolling"
        title="Beta over time"
        subtitle={`As it was stored on each day this portfolio held it, against ${marketIndex}`}
      >
        <RollingBetaSwitch
          id="position-rolling-beta"
          marketIndex={marketIndex}
          windows={[
            {
              days: 90,
              series: betaSeries(days, ({ beta90 }) => beta90),
              missing: 'A line needs two stored days with a beta of 90 returns.',
            },
            {
              days: 252,
              series: betaSeries(days, ({ beta252 }) => beta252),
              missing: 'A line needs two stored days with a beta of 252 returns.',
            },
          ]}
        />
      </Panel>
      <Panel
        id="volatility-history"
        title="Volatility over time"
        subtitle="By the estimator of your choice; over 21 days, where nothing else is said"
        footer="Close to close and EWMA as they were stored; the others from the stored prices of each day, where the day’s open, high and low are known. Those look into the day and need fewer days to be as sharp, but read low where trading is thin."
      >
        <Estimators days={days} bars={bars} sessions={sessions} />
      </Panel>
      <PositionScoreboard
        symbol={security.symbol}
        // As of the day of the page: what came later is not known then.
        forecasts={due.filter(({ until }) => until <= date)}
        firstDue={expectedUntil}
        provenance={provenance}
      />
      <Panel id="part" title="Its part over time" subtitle="In this portfolio, as it was stored on each day">
        <Parts days={days} currency={portfolio.currency} />
      </Panel>
    </>
  );
}

/** The forecasts of a security that have come due by the newest stored day, and what came. */
async function comeDue(days: readonly SecurityDay[], securityId: number): Promise<DueSecurityForecast[]> {
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  if (!first || !last) return [];
  return dueForecasts(
    days,
    ...(await Promise.all([sessionsBetween(first, last), closeDates(securityId, first, last)])),
  );
}

type DayBeta = SecurityDay['beta90'];

/** The days that have a beta, as a line with its band; a day without is a gap. */
function betaSeries(days: readonly SecurityDay[], of: (one: SecurityDay) => DayBeta): TimeSeries | null {
  const measured = days.filter((one) => of(one) !== null);
  if (measured.length === 0) return null;
  return {
    dates: measured.map(({ date }) => date),
    values: measured.map((one) => of(one)!.beta),
    low: measured.map((one) => of(one)!.low ?? of(one)!.beta),
    high: measured.map((one) => of(one)!.high ?? of(one)!.beta),
    breaks: days.filter((one) => of(one) === null).map(({ date }) => date),
  };
}

function storedSeries(days: readonly SecurityDay[], of: (one: SecurityDay) => number | null): TimeSeries {
  const measured = days.filter((one) => of(one) !== null);
  return { dates: measured.map(({ date }) => date), values: measured.map((one) => of(one)!) };
}

type EstimatorsProps = {
  days: readonly SecurityDay[];
  bars: Awaited<ReturnType<typeof dailyBars>>;
  sessions: readonly string[];
};

function Estimators({ days, bars, sessions }: EstimatorsProps) {
  const quarter = storedSeries(days, ({ realized63d }) => realized63d);
  const range = (key: Parameters<typeof rangeSeries>[2], label: string): Estimator => ({
    key,
    label,
    series: rangeSeries(bars, sessions, key, points),
  });
  const estimators: readonly Estimator[] = [
    {
      key: 'close',
      label: 'Close to close, 21 days',
      series: storedSeries(days, ({ realized21d }) => realized21d),
      beside: quarter.values.length > 1 ? { label: '63 days', series: quarter } : undefined,
    },
    { key: 'ewma', label: 'EWMA', series: storedSeries(days, ({ ewma21d }) => ewma21d) },
    range('parkinson', 'Parkinson'),
    range('garmanKlass', 'Garman–Klass'),
    range('rogersSatchell', 'Rogers–Satchell'),
    range('yangZhang', 'Yang–Zhang'),
  ].filter(({ series }) => series.values.length > 1);
  if (estimators.length === 0)
    return <p className="text-sm text-ink-soft">A line needs two stored days with a volatility.</p>;
  return <EstimatorChart id="position-volatility" label="Volatility over time" estimators={estimators} />;
}

function Parts({ days, currency }: { days: readonly SecurityDay[]; currency: string }) {
  const seriesOf = (of: (one: SecurityDay) => number | null): MeasuredDay[] =>
    days.map((one) => {
      const value = of(one);
      const note = value === null ? 'not measured' : null;
      return { date: one.date, value, low: null, high: null, isStale: one.isStale, note };
    });
  const parts = [
    { id: 'part-weight', label: 'Weight', unit: 'fraction', days: seriesOf(({ weight }) => weight) },
    { id: 'part-beta', label: 'Added to beta', unit: 'number', days: seriesOf((one) => one.betaContribution) },
    {
      id: 'part-volatility',
      label: 'Added to volatility',
      unit: 'fraction',
      days: seriesOf((one) => one.volatilityContribution),
    },
  ] as const;
  const shown = parts.filter((part) => part.days.filter(({ value }) => value !== null).length > 1);
  if (shown.length === 0)
    return <p className="text-sm text-ink-soft">A line needs two stored days; there is one so far.</p>;
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-3">
      {shown.map((part) => (
        <div key={part.id} className="flex min-w-0 flex-col">
          <h3 className="mb-2 font-semibold">{part.label}</h3>
          <MeasureChart {...part} currency={currency} missing={[]} height={180} digits={3} />
        </div>
      ))}
    </div>
  );
}
