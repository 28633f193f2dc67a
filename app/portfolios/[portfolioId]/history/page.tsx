import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { measureUnstored } from '@/app/api/v1/measured-book';
import { MeasureChart } from '@/components/charts/measure-chart';
import type { MeasuredDay } from '@/components/charts/measure-days';
import { DayPairForm } from '@/components/portfolio/day-pair-form';
import { bandLabels, measureGroups, measureLabel } from '@/components/risk/measure-words';
import { reasonInShort } from '@/components/risk/reason-words';
import { AddressSelect } from '@/components/ui/address-select';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { measureHistory, sessionsBetween } from '@/lib/db/measure-history';
import { snapshotDates } from '@/lib/db/snapshots';
import { usualDays } from '@/lib/jobs/compare-days';
import { dayNumber, isoDate } from '@/lib/risk/day';
import { figureOf, type PortfolioMeasureName, portfolioMeasures } from '@/lib/risk/portfolio-measures';
import { DatedPage, type DatedRequest, type DatedSnapshot, datedTitle } from '../dated-page';
import { requestedDate } from '../requested';
import { Comparison, ComparisonSkeleton } from './comparison';

type Request = Pick<DatedRequest, 'params'> & {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async (request: Request): Promise<Metadata> => ({
  title: await datedTitle('History', request),
});

/** How far back the chart reaches, in days of the calendar. */
const spans = { quarter: 92, year: 366, all: null } as const;
const spanOptions = [
  { value: 'quarter', label: '3 months' },
  { value: 'year', label: '1 year' },
  { value: 'all', label: 'Everything' },
];

/** One of the names a page knows; a name it does not know is a page that is not there. */
function oneOf<Name extends string>(given: string | string[] | undefined, known: object, usual: Name): Name {
  if (given === undefined) return usual;
  if (typeof given !== 'string' || !Object.hasOwn(known, given)) notFound();
  return given as Name;
}

export default async function HistoryPage(request: Request) {
  const search = await request.searchParams;
  const chosen = {
    measure: oneOf<PortfolioMeasureName>(search.measure, portfolioMeasures, 'market_beta_direct'),
    span: oneOf<keyof typeof spans>(search.span, spans, 'year'),
    from: requestedDate(search.from),
    to: requestedDate(search.to),
  };
  return (
    <DatedPage
      request={request}
      title="History"
      subtitle="Every figure as it was stored on its day, and why it changed from one day to another."
      figures={(dated) => figures(dated, chosen)}
    />
  );
}

type Chosen = {
  measure: PortfolioMeasureName;
  span: keyof typeof spans;
  from: string | undefined;
  to: string | undefined;
};

async function figures({ owner, portfolio, snapshot }: DatedSnapshot, chosen: Chosen) {
  const { measure, span } = chosen;
  const until = snapshot.date;
  const reach = spans[span];
  const from = reach === null ? '0001-01-01' : isoDate(dayNumber(until) - reach);
  const { path, unit } = portfolioMeasures[measure];
  const [stored, dates] = await Promise.all([
    measureHistory(owner, portfolio.id, path, from, until),
    snapshotDates(owner, portfolio.id),
  ]);
  const days = stored.map(({ date, isStale, estimate }): MeasuredDay => {
    const figure = figureOf(measure, estimate);
    return figure.status === 'measured'
      ? { date, ...figure.value, isStale, note: null }
      : { date, value: null, low: null, high: null, isStale, note: reasonInShort(figure) };
  });
  const has = new Set(days.map(({ date }) => date));
  const sessions = days.length > 1 ? await sessionsBetween(days[0].date, until) : [];
  const known = dates.filter((date) => date <= until);
  const usual = usualDays(known);
  const [earlier, later] = [chosen.from ?? usual?.from ?? until, chosen.to ?? until].sort();
  const label = measureLabel(measure);
  return (
    <>
      <Panel
        id="over-time"
        title="Over time"
        subtitle="With each day’s holdings, prices and method; gaps are days nobody has calculated"
        actions={
          <>
            <AddressSelect
              name="measure"
              label="Figure"
              value={measure}
              usual="market_beta_direct"
              options={measureGroups.map(({ group, measures }) => ({
                group,
                options: measures.map(([value, name]) => ({ value, label: name })),
              }))}
            />
            <AddressSelect name="span" label="Over" value={span} usual="year" options={spanOptions} />
          </>
        }
        footer="Each point is what was stored then. Shaded days are stale: something of their past has changed since, and a recalculation brings them up to date."
      >
        {days.some(({ value }) => value !== null) && days.length > 1 ? (
          <div data-amount={unit === 'money' ? true : undefined} className="flex grow flex-col">
            <MeasureChart
              key={`${measure} ${span}`}
              id="measure-history"
              label={label}
              unit={unit}
              currency={portfolio.currency}
              bandLabel={bandLabels[measure]}
              days={days}
              missing={sessions.filter((date) => !has.has(date))}
            />
          </div>
        ) : days.length > 1 ? (
          <EmptyState title={`${label} was not measured on any of these days`}>
            {days.at(-1)?.note ? `On the last of them: ${days.at(-1)!.note}.` : null}
          </EmptyState>
        ) : (
          <EmptyState
            title="A line needs two stored days"
            actions={<LinkButton href={`/portfolios/${portfolio.id}/activity`}>Activity</LinkButton>}
          >
            There is one in this stretch of time. Every night adds the newest; older days can be recalculated one by
            one.
          </EmptyState>
        )}
      </Panel>
      <Panel
        id="comparison"
        title="Two days compared"
        subtitle="What changed, and why"
        actions={
          known.length > 1 ? (
            <DayPairForm from={earlier} to={later} first={known[known.length - 1]} last={dates[0]} />
          ) : null
        }
        footer="In this order: prices and the market first, with the earlier book carried to the later day; then the later book, at the later day’s prices. Turned round, what both did together would count as holdings. Method or data is what is measured otherwise now than when it was stored, on both days."
      >
        {known.length > 1 || chosen.from !== undefined ? (
          <Suspense key={`${earlier} ${later}`} fallback={<ComparisonSkeleton />}>
            <Comparison
              owner={owner}
              portfolioId={portfolio.id}
              currency={portfolio.currency}
              from={earlier}
              to={later}
              known={dates}
              measure={measureUnstored}
            />
          </Suspense>
        ) : (
          <EmptyState title="There is nothing to compare with">
            This is the only stored day so far. After the next one they can be held against each other.
          </EmptyState>
        )}
      </Panel>
    </>
  );
}
