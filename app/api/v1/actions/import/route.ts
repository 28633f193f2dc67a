import { answer } from '@/app/api/answer';
import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { answerImport } from '@/app/api/v1/import-answer';
import { saveActions } from '@/lib/db/actions-import';
import { parseActions } from '@/lib/import/actions';

export const POST = answer('POST /api/v1/actions/import', ({ request, once, owner, query }) =>
  answerImport({
    request,
    once,
    owner,
    kind: 'actions',
    portfolioId: null,
    query,
    parse: parseActions,
    save: (client, rows) => saveActions(client, rows, 'CSV'),
  }),
);

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
