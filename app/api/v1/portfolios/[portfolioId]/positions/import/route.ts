import { answer } from '@/app/api/answer';
import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { answerImport } from '@/app/api/v1/import-answer';
import { saveLots } from '@/lib/db/holdings-import';
import { requirePortfolio } from '@/lib/db/portfolios';
import { today } from '@/lib/env';
import { parseHoldings } from '@/lib/import/holdings';
import { readyToSendRefresh } from '@/lib/jobs/market-queue';
import { requestUnknownSymbols } from '@/lib/jobs/request-refresh';

export const POST = answer(
  'POST /api/v1/portfolios/{portfolioId}/positions/import',
  async ({ request, once, owner, params, query }) => {
    const portfolio = await requirePortfolio(owner, params.portfolioId);
    await readyToSendRefresh();
    let refreshId: string | null = null;
    return answerImport({
      request,
      once,
      owner,
      kind: 'holdings',
      portfolioId: portfolio.id,
      query,
      parse: (bytes, options) => parseHoldings(bytes, { ...options, currency: portfolio.currency }),
      lineOf: (rows, index) => rows[index].row,
      save: async (client, rows) => {
        const lots = rows.map((row) => ({ ...row, importKey: row.rowKey }));
        const counts = await saveLots(client, owner, portfolio.id, lots, query.mode, today());
        // Symbols nobody has seen are asked of the providers; a rehearsal takes the request back with everything else.
        if (query.dry_run !== 'true')
          refreshId = (await requestUnknownSymbols(client, owner, portfolio.id))?.id ?? null;
        return counts;
      },
      headers: (): Record<string, string> =>
        refreshId === null ? {} : { link: `</api/v1/market/refreshes/${refreshId}>; rel="related"` },
    });
  },
);

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
