/** npm run fuzz: requests made from the document against a running product; any 5xx and any answer off the document fails. */
import http from 'node:http';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import examples from '@/lib/api/examples.json';
import { openApiDocument } from '@/lib/api/openapi';
import { undocumentedAnswer } from './document-check';
import { type FuzzDocument, type FuzzRequest, requestsOf, type World } from './fuzz-requests';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string' }, at: { type: 'string' } },
});
const total = Number(values.requests);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const address = new URL(values.at!);
const atOnce = 12;

const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });

type Answer = {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
};

/** Sends a request as it is; a stream is read for a moment. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Uint8Array,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { agent, host: address.hostname, port: address.port, method, path, headers, timeout: 60_000 },
      (response) => {
        const pieces: Buffer[] = [];
        const type = response.headers['content-type'] ?? null;
        const done = () =>
          resolve({
            status: response.statusCode!,
            type,
            body: Buffer.concat(pieces).toString(),
            headers: response.headers,
          });
        if (type?.startsWith('text/event-stream')) {
          response.once('data', () => response.destroy());
          response.once('close', () =>
            resolve({ status: response.statusCode!, type, body: '', headers: response.headers }),
          );
          return;
        }
        response.on('data', (piece) => pieces.push(piece));
        response.on('end', done);
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer within a minute')));
    request.on('error', reject);
    request.end(body);
  });
}

const json = async (path: string) => JSON.parse((await send('GET', path, {})).body);

const document = (await json('/api/v1/openapi.json')) as FuzzDocument;
if (JSON.stringify(document) !== JSON.stringify(openApiDocument(examples)))
  console.log('  the product serves another document than this checkout makes; it is the product’s that counts');

/** Which operations would end the walk early: they are asked for at the very end. */
const last = new Set(['DELETE /api/v1/demonstration', 'POST /api/v1/accounts']);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ path, method, key: `${method.toUpperCase()} ${path}` })),
);

/** What can be named, by its parameter; looked up anew from time to time, since requests make and remove things. */
async function look(): Promise<World> {
  const { data: portfolios } = await json('/api/v1/portfolios?limit=20');
  const ids = (list: { data?: { id: string }[] }) => (list.data ?? []).map(({ id }) => id);
  const recalculations = await json('/api/v1/recalculations?limit=20');
  const refreshes = await json('/api/v1/market/refreshes?limit=10');
  const first = portfolios?.[0]?.id;
  const lots = first ? await json(`/api/v1/portfolios/${first}/positions?limit=10`) : { data: [] };
  const securities = await json('/api/v1/securities?limit=30');
  return {
    known: {
      portfolio_id: ids({ data: portfolios ?? [] }),
      position_id: ids(lots),
      recalculation_id: ids(recalculations),
      refresh_id: ids(refreshes),
      symbol: (securities.data ?? []).map(({ symbol }: { symbol: string }) => symbol),
      date: ['2026-06-30', '2026-06-29', '2026-06-26'],
      benchmark_code: ['SP500'],
      provider: ['fmp', 'yahoo', 'csv'],
      kind: ['holdings', 'prices', 'prices_wide', 'actions', 'securities', 'sector_weights'],
      name: ['Mine'],
    },
    files: await Promise.all(
      ['holdings', 'prices', 'prices_wide', 'actions', 'securities', 'sector_weights'].map(
        async (kind) => (await send('GET', `/api/v1/templates/${kind}`, {})).body,
      ),
    ),
  };
}

const pathOf = ({ key, params, search }: FuzzRequest): string =>
  key.split(' ')[1].replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name].toWellFormed())) + search;

const counts = new Map<number, number>();
const faults: string[] = [];
let sent = 0;

/** What of an answer is wrong; null where it is as it should be. */
function faultOf(request: FuzzRequest, path: string, answer: Answer): string | null {
  const shown = `${request.method} ${path} ${JSON.stringify(request.headers)} ${typeof request.body === 'string' ? request.body.slice(0, 300) : (request.body?.length ?? '')}`;
  if (answer.status >= 500) return `${answer.status} to ${shown}: ${answer.body.slice(0, 300)}`;
  // A path can be encoded into another: what a hostile text made of it is not this operation any more.
  const isOther = Object.values(request.params).some((text) => /^\.{0,2}$|\//.test(text.toWellFormed()));
  if (isOther && [308, 404, 405].includes(answer.status)) return null;
  const fault = undocumentedAnswer(document, request.key, answer);
  return fault === null ? null : `${fault} to ${shown}`;
}

async function one(request: FuzzRequest): Promise<void> {
  const path = pathOf(request);
  const headers: Record<string, string> = { ...request.headers };
  if (request.body !== undefined && !headers['transfer-encoding'])
    headers['content-length'] = String(Buffer.byteLength(request.body));
  let answer: Answer;
  try {
    answer = await send(request.method, path, headers, request.body);
  } catch (error) {
    faults.push(`${(error as Error).message} to ${request.method} ${path} ${JSON.stringify(headers)}`);
    return;
  }
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  const fault = faultOf(request, path, answer);
  if (fault !== null) faults.push(fault);
}

/** Sends `count` requests of some operations, so many at once, and looks around between rounds. */
async function walk(among: typeof operations, count: number): Promise<void> {
  const round = 600;
  for (let left = count; left > 0; left -= round) {
    const world = await look();
    const each = Math.max(1, Math.ceil(Math.min(left, round) / among.length));
    const requests = among.flatMap(({ path, method }, i) =>
      fc.sample(requestsOf(document, path, method, world), { numRuns: each, seed: seed + sent + i }),
    );
    // In an order of their own, so that one thing is asked in many states of another.
    const shuffled = fc.sample(fc.shuffledSubarray(requests, { minLength: requests.length }), {
      numRuns: 1,
      seed: seed + sent,
    })[0];
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < shuffled.length && faults.length < 50) await one(shuffled[next++]);
      }),
    );
    sent += shuffled.length;
    if (faults.length >= 50) return;
    if (process.stdout.isTTY)
      process.stdout.write(`\r  ${sent.toLocaleString('en-US')} requests, ${faults.length} faults`);
  }
}

console.log(`  ${total.toLocaleString('en-US')} requests over ${operations.length} operations, seed ${seed}`);
const started = performance.now();
await walk(
  operations.filter(({ key }) => !last.has(key)),
  Math.ceil(total * 0.97),
);
// With an account everything needs a sign-in, so this comes last.
await walk(operations, Math.floor(total * 0.03));
agent.destroy();

const byStatus = [...counts]
  .sort(([a], [b]) => a - b)
  .map(([status, count]) => `${status}: ${count.toLocaleString('en-US')}`);
console.log(`\n  ${sent.toLocaleString('en-US')} requests in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
console.log(`  ${byStatus.join(', ')}`);
faults.sort((a, b) => Number(b.startsWith('5')) - Number(a.startsWith('5')));
for (const fault of faults.slice(0, 20)) console.error(`  ${fault}`);
const failed = [...counts].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0);
console.log(`  ${failed} answers of 5xx, ${faults.length - failed} off the document`);
process.exit(faults.length > 0 ? 1 : 0);
