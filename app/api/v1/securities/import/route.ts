import { answer } from '@/app/api/answer';
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
