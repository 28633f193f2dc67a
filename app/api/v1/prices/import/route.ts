import { answer } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { answerImport } from '@/app/api/v1/import-answer';
import { importQuerySchema } from '@/lib/api/import';
import { savePrices } from '@/lib/db/prices-import';
import { parsePrices } from '@/lib/import/prices';

export const POST = answer(({ request, owner, url }) =>
  answerImport({
    request,
    owner,
    kind: 'prices',
    portfolioId: null,
    query: query(url, importQuerySchema),
    parse: parsePrices,
    save: (client, table) => savePrices(client, table.symbols, table.batches(), 'CSV'),
  }),
);
