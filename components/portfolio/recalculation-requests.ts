import { ask } from '@/lib/api/client';
import type { RecalculationDocument } from '@/lib/api/recalculation';

/**
 * Asks for the figures of a date, or of every trading day from `from` on to it; answers the recalculation, or the one
 * already under way for the same days.
 */
export const requestRecalculation = (
  portfolioId: string,
  asOf?: string,
  from?: string,
): Promise<RecalculationDocument> =>
  ask('POST /api/v1/portfolios/{portfolioId}/recalculations', { params: { portfolioId }, body: { as_of: asOf, from } });

/** Asks for the stored days whose past has changed since. */
export const requestStaleDays = (portfolioId: string): Promise<RecalculationDocument> =>
  ask('POST /api/v1/portfolios/{portfolioId}/recalculations', { params: { portfolioId }, body: { stale: true } });

export const readRecalculation = (recalculationId: string): Promise<RecalculationDocument> =>
  ask('GET /api/v1/recalculations/{recalculationId}', { params: { recalculationId } });

export const cancelRecalculation = (recalculationId: string): Promise<RecalculationDocument> =>
  ask('DELETE /api/v1/recalculations/{recalculationId}', { params: { recalculationId } });

/** The portfolio's newest recalculations, newest first. */
export const listRecalculations = async (portfolioId: string): Promise<readonly RecalculationDocument[]> =>
  (
    await ask('GET /api/v1/portfolios/{portfolioId}/recalculations', {
      params: { portfolioId },
      query: { limit: '50' },
    })
  ).data;
