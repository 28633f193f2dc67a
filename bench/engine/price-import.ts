import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { POST as importPrices } from '@/app/api/v1/prices/import/route';
import type { Visitor } from '@/lib/visitor';
import { sessionsUntil } from '@/test/engine-book';
import { ms, say, timed } from './say';
import { asOf } from './scene';

/** A CSV of a million prices, as a stream that is never whole in memory. */
function priceFile(rows: number): ReadableStream<Uint8Array> {
  const days = sessionsUntil(asOf, 1_000);
  function* lines() {
    yield Buffer.from('symbol,date,close\n');
    for (let i = 0; i < rows / days.length; i++)
      yield Buffer.from(
        days.map((day, d) => `CSV${i},${day},${(10 + ((i * 7 + d * 13) % 977) / 10).toFixed(2)}\n`).join(''),
      );
  }
  return Readable.toWeb(Readable.from(lines())) as unknown as ReadableStream<Uint8Array>;
}

/** In a server the visitor is whoever is at the other end of the connection; here it is this very computer. */
const visitors = new AsyncLocalStorage<Visitor>();
const itself: Visitor = { address: '127.0.0.1', isLocal: true, isHttps: false, host: null };

/** The same file twice: the second time nothing is new. */
export async function importTwice(): Promise<void> {
  const rows = 1_000_000;
  (globalThis as { ballastVisitors?: typeof visitors }).ballastVisitors = visitors;
  for (const time of ['first', 'second']) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    let document = { rows_added: -1 };
    const took = await timed(async () => {
      const request = new Request('http://127.0.0.1/api/v1/prices/import', {
        method: 'POST',
        headers: { host: '127.0.0.1', 'content-type': 'text/csv' },
        body: priceFile(rows),
        duplex: 'half',
      } as RequestInit);
      const response = await visitors.run(itself, () =>
        (importPrices as (...args: never[]) => Promise<Response>)(
          ...([request, { params: Promise.resolve({}) }] as never[]),
        ),
      );
      document = await response.json();
      if (response.status !== 200) throw new Error(JSON.stringify(document));
    });
    clearInterval(watch);
    say(
      `a CSV of ${rows.toLocaleString('en-US')} prices, the ${time} time`,
      `${ms(took)}, ${document.rows_added.toLocaleString('en-US')} added, ${((most - before) / 1e6).toFixed(0)} MB more at most`,
    );
  }
}
