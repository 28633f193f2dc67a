import { answer } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { answerImport } from '@/app/api/v1/import-answer';
import { importQuerySchema } from '@/lib/api/import';
import { saveActions } from '@/lib/db/actions-import';
import { parseActions } from '@/lib/import/actions';

export const POST = answer(({ request, owner, url }) =>
  answerImport({
    request,
    owner,
    kind: 'actions',
    portfolioId: null,
    query: query(url, importQuerySchema),
    parse: parseActions,
    save: (client, rows) => saveActions(client, rows, 'CSV'),
  }),
);
