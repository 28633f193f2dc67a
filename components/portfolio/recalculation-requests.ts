import type { RecalculationDocument } from '@/lib/api/recalculation';
import { answerJson } from './answer-json';

/**
 * Asks for the figures of a date, or of every trading day from `from` on to it; answers the recalculation, or the one
 * already under way for the same days.
 */
export async function requestRecalculation(
  portfolioId: string,
  asOf?: string,
  from?: string,
): Promise<RecalculationDocument> {
  return answerJson(
    await fetch(`/api/v1/portfolios/${portfolioId}/recalculations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as_of: asOf, from }),
    }),
  );
}

export async function readRecalculation(id: string): Promise<RecalculationDocument> {
  return answerJson(await fetch(`/api/v1/recalculations/${id}`, { cache: 'no-store' }));
}

export async function cancelRecalculation(id: string): Promise<RecalculationDocument> {
  return answerJson(await fetch(`/api/v1/recalculations/${id}`, { method: 'DELETE' }));
}

/** The portfolio's newest recalculations, newest first. */
export async function listRecalculations(portfolioId: string): Promise<readonly RecalculationDocument[]> {
  const { data } = await answerJson<{ data: readonly RecalculationDocument[] }>(
    await fetch(`/api/v1/portfolios/${portfolioId}/recalculations`, { cache: 'no-store' }),
  );
  return data;
}
