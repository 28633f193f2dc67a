'use client';

import { useParams } from 'next/navigation';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

/** A symbol as the address has it; what cannot be read is shown as it is. */
function written(symbol: string): string {
  try {
    return decodeURIComponent(symbol);
  } catch {
    return symbol;
  }
}

/** In place of a position that the portfolio does not hold and never has. */
export default function PositionNotFound() {
  const { portfolioId, symbol } = useParams<{ portfolioId: string; symbol: string }>();
  const base = `/portfolios/${portfolioId}`;
  return (
    <>
      <h1 className="sr-only">Not held</h1>
      <EmptyState
        title={`Nothing here is called ${written(symbol)}`}
        actions={
          <>
            <LinkButton href={`${base}/positions`} variant="primary">
              All holdings
            </LinkButton>
            <LinkButton href={`${base}/import`}>Import holdings</LinkButton>
          </>
        }
      >
        This portfolio does not hold it and never has. Symbols are told apart by their capitals, and a share class is
        spelled as in the holdings: BRK.B, not BRK-B.
      </EmptyState>
    </>
  );
}
