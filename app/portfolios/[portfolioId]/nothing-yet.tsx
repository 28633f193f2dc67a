import { datedAddress } from '@/components/portfolio/dated-address';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import type { PortfolioView } from '@/lib/db/overview';
import type { Owner } from '@/lib/db/owner';
import { latestMeasurableDay } from '@/lib/db/trading-days';
import { today } from '@/lib/env';
import { day } from '@/lib/format';

type NothingYetProps = { owner: Owner; portfolio: PortfolioView['portfolio']; date: string | undefined };

/** In place of figures that nobody has calculated: why there are none, and what to do next. */
export async function NothingYet({ owner, portfolio, date }: NothingYetProps) {
  const base = `/portfolios/${portfolio.id}`;
  if (portfolio.positions === 0)
    return (
      <EmptyState
        title="This portfolio is empty"
        actions={<LinkButton href={`${base}/import`}>Import holdings</LinkButton>}
      >
        Import the holdings as a CSV file, and the prices of what they hold.
      </EmptyState>
    );
  const newest = portfolio.latestSnapshotDate ? (
    <LinkButton href={base}>Newest, {day(portfolio.latestSnapshotDate)}</LinkButton>
  ) : null;
  if (date !== undefined && date > today())
    return (
      <EmptyState title={`${day(date)} is still to come`} actions={newest}>
        Figures are made of prices, and that day has none yet.
      </EmptyState>
    );
  const priced = await latestMeasurableDay(owner, portfolio.id, date ?? today());
  if (priced === null)
    return (
      <EmptyState
        title={date ? `There are no prices up to ${day(date)}` : 'There are no prices yet'}
        actions={newest ?? <LinkButton href="/market-data">Market data</LinkButton>}
      >
        Import the prices of what it holds{date ? ' as far back as that' : ''}, its index among them; or let a provider
        send them.
      </EmptyState>
    );
  if (date !== undefined && priced !== date)
    return (
      <EmptyState
        title={`There are no prices on ${day(date)}`}
        actions={
          <>
            <LinkButton href={datedAddress(base, priced)}>{day(priced)}</LinkButton>
            {newest}
          </>
        }
      >
        It was no trading day, or its prices are not here. The nearest day with prices before it is {day(priced)}.
      </EmptyState>
    );
  return (
    <EmptyState title={date ? `No figures of ${day(date)} yet` : 'No figures yet'}>
      Recalculate measures the portfolio {date ? 'on that day' : 'on the newest day with prices'} and stores what it
      finds.
    </EmptyState>
  );
}
