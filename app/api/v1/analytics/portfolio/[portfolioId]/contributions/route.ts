import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { pagedWhole } from '@/app/api/paged';
import { absences, analytics, noPage, valueOrNull } from '@/app/api/v1/analytics/envelope';
import { contributionDocument } from '@/app/api/v1/analytics/position-documents';
import { type SnapshotPosition, snapshotPositions } from '@/lib/db/snapshot-positions';

const absent = { ...noPage, market_beta_weighted: null, beta_contributions: null, volatility_contributions: null };

/** The sum of what is there; null where nothing is. */
function sumOf(positions: readonly SnapshotPosition[], field: 'betaContribution' | 'volatilityContribution') {
  const there = positions.flatMap((one) => one[field] ?? []);
  return there.length === 0 ? null : there.reduce((sum, one) => sum + one, 0);
}

/** Each lot's part in the beta and in the volatility of the whole. */
export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/contributions', {
  absent,
  read: async (snapshot, { query }) => {
    const positions = await snapshotPositions(snapshot);
    const key = ({ symbol, id }: SnapshotPosition) => `${symbol}\0${id}`;
    const { data, page } = pagedWhole(positions, query, key, contributionDocument);
    const { weighted } = snapshot.estimates.beta;
    return {
      data: { positions: data },
      metadata: {
        page,
        market_beta_weighted: valueOrNull(weighted)?.beta ?? null,
        beta_contributions: sumOf(positions, 'betaContribution'),
        volatility_contributions: sumOf(positions, 'volatilityContribution'),
      },
      unavailable: absences({
        market_beta_weighted: weighted,
        beta_contributions: weighted,
        volatility_contributions: snapshot.estimates.series,
      }),
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
