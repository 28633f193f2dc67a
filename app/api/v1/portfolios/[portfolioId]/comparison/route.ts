import { answer } from '@/app/api/answer';
import { measureUnstored } from '@/app/api/v1/measured-book';
import { changeDocument } from '@/lib/api/history';
import { Refused } from '@/lib/db/absence';
import { requirePortfolio } from '@/lib/db/portfolios';
import { snapshotOn } from '@/lib/db/snapshots';
import { compareDays, comparedMeasures, isTakenApart } from '@/lib/jobs/compare-days';

export const GET = answer('GET /api/v1/portfolios/{portfolioId}/comparison', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const { from, to } = query;
  if (from > to) throw new Refused('from_after_to', '/from', `${from} is after ${to}: the earlier day comes first`);
  const comparison = await compareDays(owner, portfolio.id, from, to, measureUnstored);
  const about = { portfolio_id: portfolio.id, from, to };
  if (comparison === null) {
    const stored = await Promise.all([from, to].map((day) => snapshotOn(owner, portfolio.id, day)));
    return {
      ...about,
      available: false,
      data: null,
      metadata: {
        market_index_before: stored[0]?.marketIndex ?? null,
        market_index_after: stored[1]?.marketIndex ?? null,
        order: 'prices, holdings' as const,
        unavailable: Object.fromEntries(
          [from, to].flatMap((day, i) => (stored[i] === null ? [[day, { reason: 'no_snapshot' as const }]] : [])),
        ),
      },
    };
  }
  return {
    ...about,
    available: true,
    data: {
      changes: comparedMeasures.map((name) =>
        changeDocument(name, comparison.changes[name], isTakenApart(name, comparison)),
      ),
    },
    metadata: {
      market_index_before: comparison.before.marketIndex,
      market_index_after: comparison.after.marketIndex,
      order: 'prices, holdings' as const,
      unavailable: {},
    },
  };
});
