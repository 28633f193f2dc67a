import type { RecalculationDocument } from '@/lib/api/recalculation';
import { answerJson } from './answer-json';

/** Asks for the figures of a date; answers the recalculation, or the one already under way for the same date. */
export async function requestRecalculation(portfolioId: string, asOf?: string): Promise<RecalculationDocument> {
  return answerJson(
    await fetch(`/api/v1/portfolios/${portfolioId}/recalculations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asOf === undefined ? {} : { as_of: asOf }),
    }),
  );
}

export async function readRecalculation(id: string): Promise<RecalculationDocument> {
  return answerJson(await fetch(`/api/v1/recalculations/${id}`, { cache: 'no-store' }));
}

export async function cancelRecalculation(id: string): Promise<RecalculationDocument> {
  return answerJson(await fetch(`/api/v1/recalculations/${id}`, { method: 'DELETE' }));
}
