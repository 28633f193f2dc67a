import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { isoDate } from '@/lib/api/iso-date';
import { requireOwner } from '@/lib/auth';
import { NotFound } from '@/lib/db/absence';
import { portfolioView } from '@/lib/db/overview';

/** What the page's address names, once a request: a portfolio that is not this person's is a page that is not there. */
export const requestedPortfolio = cache(async (portfolioId: string) => {
  const owner = await requireOwner();
  const view = await portfolioView(owner, portfolioId).catch((error) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return { owner, ...view };
});

/** The day the address asks for, undefined where it asks for none; a day no calendar has is a page that is not there. */
export function requestedDate(asOf: string | string[] | undefined): string | undefined {
  if (asOf === undefined) return undefined;
  const date = isoDate.safeParse(asOf);
  if (!date.success) notFound();
  return date.data;
}
