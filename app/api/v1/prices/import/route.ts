import { answer } from '@/app/api/answer';
import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { answerImport } from '@/app/api/v1/import-answer';
import { savePrices } from '@/lib/db/prices-import';
import { parsePrices } from '@/lib/import/prices';

export const POST = answer('POST /api/v1/prices/import', ({ request, once, owner, query }) =>
  answerImport({
    request,
    once,
    owner,
    kind: 'prices',
    portfolioId: null,
    query,
    parse: parsePrices,
    save: (client, table) => savePrices(client, table.symbols, table.batches(), 'CSV'),
  }),
);

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
