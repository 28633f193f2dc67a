import { answer } from '@/app/api/answer';
import { csvFile } from '@/lib/api/csv-file';
import { ProblemError } from '@/lib/api/problem';
import { NotFound } from '@/lib/db/absence';
import { requirePortfolio } from '@/lib/db/portfolios';
import { snapshotOn } from '@/lib/db/snapshots';
import { forecastInputs } from '@/lib/jobs/forecast-inputs';
import { measureInputs } from '@/lib/jobs/measure-inputs';
import { methodVersion } from '@/lib/risk/method-version';

/** What a snapshot's numbers were made from, as a file; refused where that is no longer what is known. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/inputs', async ({ owner, params, query }) => {
  const { as_of, file, symbol } = query;
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const snapshot = await snapshotOn(owner, portfolio.id, as_of);
  if (snapshot === null) throw new NotFound('snapshot');
  if (snapshot.stale !== null || snapshot.methodVersion !== methodVersion)
    throw new ProblemError(
      409,
      'inputs_changed',
      `what the numbers of ${snapshot.date} were made from has changed since; recalculate that day first`,
    );
  const table =
    file === 'forecasts' || file === 'security_forecasts'
      ? await forecastInputs(owner, snapshot, symbol)
      : await measureInputs(owner, portfolio.id, snapshot.date, file, symbol);
  if (table === null) throw new NotFound('security in this book');
  const name = symbol === undefined ? file : `${file}-${symbol.replaceAll(/[^A-Za-z0-9.-]/g, '_')}`;
  return new Response(csvFile(table.heads, table.rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${snapshot.date}.csv"`,
      'cache-control': 'no-store',
    },
  });
});
