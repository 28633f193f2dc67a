import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { pagedWhole } from '@/app/api/paged';
import { analytics, noPage } from '@/app/api/v1/analytics/envelope';
import { findingDocuments, measuredLotDocument } from '@/app/api/v1/analytics/position-documents';
import { snapshotPositions } from '@/lib/db/snapshot-positions';
import { snapshotFindings } from '@/lib/jobs/snapshot-findings';

/** The lots of a day, each with the beta and the volatility of the security that moves it. */
export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/positions', {
  absent: { ...noPage, currency: null, market_index_findings: [] },
  read: async (snapshot, { owner, query, portfolio }) => {
    const [positions, findings] = await Promise.all([snapshotPositions(snapshot), snapshotFindings(owner, snapshot)]);
    const { data, page } = pagedWhole(
      positions,
      query,
      ({ symbol, id }) => `${symbol}\0${id}`,
      (one) => measuredLotDocument(one, findings),
    );
    return {
      data: { positions: data },
      metadata: {
        page,
        currency: portfolio.currency,
        market_index_findings: findingDocuments(findings, snapshot.marketIndex).filter(({ affects }) =>
          affects.includes('beta'),
        ),
      },
      unavailable: {},
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
