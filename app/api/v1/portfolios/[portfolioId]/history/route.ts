import { answer } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { historyDayDocument, moneyDayDocument } from '@/lib/api/history';
import { type MeasureDay, measureHistory } from '@/lib/db/measure-history';
import { requirePortfolio } from '@/lib/db/portfolios';
import { portfolioMeasures } from '@/lib/risk/portfolio-measures';

/** Before the first day and after the last that anything can be stored of. */
const [earliest, latest] = ['0001-01-01', '9999-12-31'];

export const GET = answer('GET /api/v1/portfolios/{portfolioId}/history', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const { measure, from = earliest, to = latest } = query;
  const { path, unit } = portfolioMeasures[measure];
  const days = await measureHistory(owner, portfolio.id, path, from, to);
  const page = <Document>(document: (one: MeasureDay) => Document) =>
    pagedWhole(days, query, ({ date }) => date, document);
  const head = { portfolio_id: portfolio.id, measure, currency: portfolio.currency };
  return unit === 'money'
    ? { ...head, unit, ...page((one) => moneyDayDocument(measure, one)) }
    : { ...head, unit, ...page((one) => historyDayDocument(measure, one)) };
});
