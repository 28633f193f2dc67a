import { answer } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { answerImport } from '@/app/api/v1/import-answer';
import { importQuerySchema } from '@/lib/api/import';
import { saveSecurities } from '@/lib/db/securities';
import { parseSecurities } from '@/lib/import/securities';

export const POST = answer(({ request, owner, url }) =>
  answerImport({
    request,
    owner,
    kind: 'securities',
    portfolioId: null,
    query: query(url, importQuerySchema),
    parse: parseSecurities,
    save: saveSecurities,
  }),
);
