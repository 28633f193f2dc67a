import type { Metadata } from 'next';
import { PrintButton } from '@/components/report/print-button';
import { ReportFigures } from '@/components/report/report-figures';
import { ReportHoldings } from '@/components/report/report-holdings';
import { ReportLine } from '@/components/report/report-line';
import { ReportSectors } from '@/components/report/report-sectors';
import { SimulatedLabel } from '@/components/risk/simulated-label';
import { staleWords } from '@/components/risk/stale-words';
import { verdictSubject } from '@/components/risk/verdict';
import { VerdictSentence } from '@/components/risk/verdict-sentence';
import { Amount } from '@/components/ui/amount';
import { Chip } from '@/components/ui/chip';
import { PageHeader } from '@/components/ui/page-header';
import { type Overview, overviewOn, type PortfolioView } from '@/lib/db/overview';
import { beta, counted, day, instant, money, percent, shortHash } from '@/lib/format';
import { type DatedRequest, datedTitle } from '../dated-page';
import { NothingYet } from '../nothing-yet';
import { provenanceOf } from '../provenance-of';
import { requestedDate, requestedPortfolio } from '../requested';
import { holdingOf, unmeasured } from '../rows';

export const generateMetadata = async (request: DatedRequest): Promise<Metadata> => ({
  title: await datedTitle('Report', request),
});

/** One page to be printed or kept: what a portfolio risks on a day, and how far that can be trusted. */
export default async function ReportPage({ params, searchParams }: DatedRequest) {
  const { owner, portfolio } = await requestedPortfolio((await params).portfolioId);
  const date = requestedDate((await searchParams).as_of);
  const overview = await overviewOn(owner, portfolio.id, date);
  return (
    <div className="flex flex-col gap-6 print:gap-3">
      <div data-screen-only>
        <PageHeader
          title="Report"
          subtitle="One page to be printed or kept; what is hidden on the screen is hidden on paper"
          actions={overview ? <PrintButton /> : null}
        />
      </div>
      {overview ? (
        <Sheet portfolio={portfolio} overview={overview} />
      ) : (
        <NothingYet owner={owner} portfolio={portfolio} date={date} />
      )}
    </div>
  );
}

function Sheet({ portfolio, overview }: { portfolio: PortfolioView['portfolio']; overview: Overview }) {
  const { snapshot, previous, positions, series } = overview;
  const { estimates } = snapshot;
  const names = { marketIndex: snapshot.marketIndex, benchmarkName: portfolio.benchmarkName };
  const rolling = series.get('market_beta_90d');
  const volatility = series.get('realized_volatility_21d');
  const without = unmeasured(positions).length;
  const value = estimates.value.status === 'measured' ? estimates.value.value : null;
  return (
    <article
      aria-labelledby="report-title"
      className="report flex flex-col gap-5 rounded-lg border border-rule bg-surface p-5 sm:p-8 print:gap-3 print:border-0 print:p-0"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-rule-strong pb-3 print:pb-1.5">
        <div>
          <h2 id="report-title" className="text-xl font-semibold tracking-tight">
            {portfolio.name}
          </h2>
          <p className="text-sm text-ink-soft">
            Risk as of <time dateTime={snapshot.date}>{day(snapshot.date)}</time>
            {value ? (
              <>
                {' '}
                · equity <Amount>{money(value.equity, portfolio.currency, 0)}</Amount>
              </>
            ) : null}{' '}
            · {counted(positions.length, 'lot')}
            {without > 0 ? `, ${without} without a beta` : ', all measured'}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {snapshot.stale ? (
            <Chip tone="caution">
              {staleWords[snapshot.stale.reason]} since {instant(snapshot.stale.since)}: recalculate
            </Chip>
          ) : null}
          {portfolio.isDemonstration ? <SimulatedLabel /> : null}
        </div>
      </header>
      <VerdictSentence {...verdictSubject(estimates, names)} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] print:grid-cols-[1.15fr_1fr] print:gap-4">
        <ReportFigures
          estimates={estimates}
          previous={previous && { asOf: previous.date, estimates: previous.estimates }}
          marketIndex={snapshot.marketIndex}
          provenance={provenanceOf(snapshot)}
        />
        <ReportSectors estimates={estimates} benchmarkName={portfolio.benchmarkName} />
      </div>
      <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2 print:gap-4">
        {rolling && rolling.values.length > 1 ? (
          <ReportLine title={`Beta over 90 days against ${snapshot.marketIndex}, 95 %`} {...rolling} show={beta} />
        ) : null}
        {volatility && volatility.values.length > 1 ? (
          <ReportLine title="Volatility over 21 days, a year" {...volatility} show={(one) => percent(one)} />
        ) : null}
      </div>
      <ReportHoldings holdings={positions.map(holdingOf)} currency={portfolio.currency} />
      <footer className="border-t border-rule pt-2 text-2xs leading-relaxed text-ink-faint">
        Series and risk are those of what is owned on {day(snapshot.date)}, its weights held constant over the past; not
        the history of the account.{' '}
        {estimates.benchmark
          ? `${portfolio.benchmarkName} sector weights of ${day(estimates.benchmark.asOf)}, ${estimates.benchmark.dataSource}. `
          : ''}
        Calculated {instant(snapshot.calculatedAt)}, method version {snapshot.methodVersion}, inputs{' '}
        {shortHash(snapshot.inputHash)}. Estimates from past prices, not advice.
      </footer>
    </article>
  );
}
