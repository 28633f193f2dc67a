import { answer } from '@/app/api/answer';
import { keyOf, paged } from '@/app/api/paged';
import { listedSecurityDocument } from '@/lib/api/security-read';
import { listSecurities } from '@/lib/db/security-reads';
import { canonicalSymbol } from '@/lib/import/symbol';

/** Everything that has been held, imported or asked for, by symbol. */
export const GET = answer('GET /api/v1/securities', async ({ query }) => {
  const after = keyOf(query, (symbol) => canonicalSymbol(symbol) === symbol);
  const rows = await listSecurities(query.limit + 1, after);
  return paged(rows, query, ({ symbol }) => symbol, listedSecurityDocument);
});
