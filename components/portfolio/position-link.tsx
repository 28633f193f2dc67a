'use client';

import Link from 'next/link';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { datedAddress } from './dated-address';
import { useAsOf } from './use-as-of';

/** Leads to the page of a position of the portfolio one is looking at, on the same day. */
export function PositionLink({ symbol, children }: { symbol: string; children: ReactNode }) {
  const { portfolioId } = useParams<{ portfolioId?: string }>();
  const asOf = useAsOf();
  if (!portfolioId) return children;
  return (
    <Link
      href={datedAddress(`/portfolios/${portfolioId}/positions/${encodeURIComponent(symbol)}`, asOf)}
      className="link"
    >
      {children}
    </Link>
  );
}
