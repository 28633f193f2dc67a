/**
 * The dashboard's JSON by Node alone: a server that asks the database what the routes of analytics ask it, makes the same
 * bytes of the same document and compresses them as it is asked to. No framework, no gate, no hash, no limit.
 */
import { createServer } from 'node:http';
import { gzip } from 'node:zlib';
import { hasAccounts } from '@/lib/db/accounts';
import { localOwner } from '@/lib/db/owner';
import { requirePortfolioDay } from '@/lib/db/snapshots';

/** The documents to answer, by path. */
const documents = new Map<string, object>();

const server = createServer(async (request, response) => {
  const { url = '/', headers } = request;
  await hasAccounts();
  await requirePortfolioDay(localOwner, url.split('/').at(-2)!);
  const text = JSON.stringify(documents.get(url));
  response.setHeader('content-type', 'application/json');
  if (!headers['accept-encoding']?.includes('gzip')) return response.end(text);
  response.setHeader('content-encoding', 'gzip');
  gzip(text, (_, bytes) => response.end(bytes));
});

process.once('message', (given: Record<string, object>) => {
  for (const [path, document] of Object.entries(given)) documents.set(path, document);
  server.listen(0, '127.0.0.1', () => process.send!(server.address()));
});
