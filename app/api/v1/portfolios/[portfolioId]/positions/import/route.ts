import { answer } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { answerImport } from '@/app/api/v1/import-answer';
import { holdingsImportQuerySchema } from '@/lib/api/import';
import { saveLots } from '@/lib/db/holdings-import';
import { requirePortfolio } from '@/lib/db/portfolios';
import { today } from '@/lib/env';
import { parseHoldings } from '@/lib/import/holdings';

export const POST = answer<{ portfolioId: string }>(async ({ request, owner, params, url }) => {
  const asked = query(url, holdingsImportQuerySchema);
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  return answerImport({
    request,
    owner,
    kind: 'holdings',
    portfolioId: portfolio.id,
    query: asked,
    parse: (bytes, options) => parseHoldings(bytes, { ...options, currency: portfolio.currency }),
    save: (client, rows) =>
      saveLots(
        client,
        owner,
        portfolio.id,
        rows.map((row) => ({ ...row, importKey: row.rowKey })),
        asked.mode,
        today(),
      ),
  });
});
