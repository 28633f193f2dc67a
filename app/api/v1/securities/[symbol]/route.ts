import { answer } from '@/app/api/answer';
import { securityDocument, symbolOf } from '@/app/api/v1/securities/security-document';
import { NotFound } from '@/lib/db/absence';
import { requireBenchmark } from '@/lib/db/benchmarks';
import { inTransaction } from '@/lib/db/client';
import { setCurrency, setSector, setTracksBenchmark } from '@/lib/db/priced-securities';

export const GET = answer('GET /api/v1/securities/{symbol}', async ({ params }) =>
  securityDocument(symbolOf(params.symbol)),
);

/** A person's word on a security, which no provider overrules. */
export const PATCH = answer('PATCH /api/v1/securities/{symbol}', async ({ body, params }) => {
  const symbol = symbolOf(params.symbol);
  const { sector, tracks_benchmark: code, currency } = body;
  if (code) await requireBenchmark(code);
  await inTransaction(async (client) => {
    const isThere =
      (sector === undefined || (await setSector(client, symbol, sector))) &&
      (code === undefined || (await setTracksBenchmark(client, symbol, code))) &&
      (currency === undefined || (await setCurrency(client, symbol, currency)));
    if (!isThere) throw new NotFound('security');
  });
  return securityDocument(symbol);
});
