import { pagedWhole } from '@/app/api/paged';
import { analytics, noPage } from '@/app/api/v1/analytics/envelope';
import { measuredLotDocument } from '@/app/api/v1/analytics/position-documents';
import { snapshotPositions } from '@/lib/db/snapshot-positions';

/** The lots of a day, each with the beta and the volatility of the security that moves it. */
export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/positions', {
  absent: { ...noPage, currency: null },
  read: async (snapshot, { query, portfolio }) => {
    const { data, page } = pagedWhole(
      await snapshotPositions(snapshot),
      query,
      ({ symbol, id }) => `${symbol}\0${id}`,
      measuredLotDocument,
    );
    return { data: { positions: data }, metadata: { page, currency: portfolio.currency }, unavailable: {} };
  },
});
