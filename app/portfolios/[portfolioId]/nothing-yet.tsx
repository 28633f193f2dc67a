import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import type { PortfolioView } from '@/lib/db/overview';
import { day } from '@/lib/format';

type NothingYetProps = { portfolio: PortfolioView['portfolio']; date: string | undefined };

/** In place of figures that nobody has calculated: what to do next. */
export function NothingYet({ portfolio, date }: NothingYetProps) {
  if (portfolio.positions === 0)
    return (
      <EmptyState
        title="This portfolio is empty"
        actions={<LinkButton href={`/portfolios/${portfolio.id}/import`}>Import holdings</LinkButton>}
      >
        Import the holdings as a CSV file, and the prices of what they hold.
      </EmptyState>
    );
  return (
    <EmptyState title={date ? `No figures of ${day(date)} yet` : 'No figures yet'}>
      Recalculate measures the portfolio {date ? 'on that day' : 'on the newest day with prices'} and stores what it
      finds.
    </EmptyState>
  );
}
