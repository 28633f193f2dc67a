import { answer } from '@/app/api/answer';
import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { answerImport } from '@/app/api/v1/import-answer';
import { saveSecurities } from '@/lib/db/securities';
import { parseSecurities } from '@/lib/import/securities';

export const POST = answer('POST /api/v1/securities/import', ({ request, once, owner, query }) =>
  answerImport({
    request,
    once,
    owner,
    kind: 'securities',
    portfolioId: null,
    query,
    parse: parseSecurities,
    save: saveSecurities,
  }),
);

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
