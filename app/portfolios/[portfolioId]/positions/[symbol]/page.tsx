import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { isStorable } from '@/lib/api/storable';
import { listLots } from '@/lib/db/lots';
import { hasHeld } from '@/lib/db/security-days';
import { EditableLots } from '../../../forms';
import { DatedPage, type DatedRequest } from '../../dated-page';
import { requestedPortfolio } from '../../requested';
import { positionFigures } from './figures';

type Request = Pick<DatedRequest, 'searchParams'> & { params: Promise<{ portfolioId: string; symbol: string }> };

/** The symbol an address names; what nobody could have written is a page that is not there. */
function symbolOf(written: string): string {
  try {
    const symbol = decodeURIComponent(written);
    if (isStorable(symbol)) return symbol;
  } catch {
    // A sign that begins an encoded character and does not end it.
  }
  return notFound();
}

export async function generateMetadata({ params }: Request): Promise<Metadata> {
  const { portfolioId, symbol } = await params;
  const { portfolio } = await requestedPortfolio(portfolioId);
  return { title: `${symbolOf(symbol)} · ${portfolio.name}` };
}

/** Everything about what a portfolio holds under one symbol. */
export default async function PositionPage(request: Request) {
  const { portfolioId, symbol: written } = await request.params;
  const symbol = symbolOf(written);
  const { owner, portfolio } = await requestedPortfolio(portfolioId);
  if (!(await hasHeld(owner, portfolio.id, symbol))) notFound();
  const lots = (await listLots(owner, portfolio.id)).filter((lot) => lot.symbol === symbol);
  const name = lots[0]?.name;
  return (
    <div className="flex flex-col gap-6">
      <DatedPage
        request={request}
        title={symbol}
        subtitle={name ?? 'A position of this portfolio'}
        figures={(dated) => positionFigures(dated, symbol)}
      />
      <Panel
        id="lots"
        title="Lots"
        subtitle="As they stand now; a change takes effect with the next recalculation"
        actions={<LinkButton href={`/portfolios/${portfolio.id}/positions`}>All holdings</LinkButton>}
        flush
      >
        {lots.length > 0 ? (
          <EditableLots portfolioId={portfolio.id} lots={lots} />
        ) : (
          <p className="px-4 pb-5 text-sm text-ink-soft sm:px-5">
            It has left the book: no lot of it is there any more. What was measured while it was held stays.
          </p>
        )}
      </Panel>
    </div>
  );
}
