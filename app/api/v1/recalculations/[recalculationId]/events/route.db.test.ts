import { beforeEach, describe, expect, it } from 'vitest';
import { pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import {
  completeRecalculation,
  type Recalculation,
  reportProgress,
  requestRecalculation,
  startRecalculation,
} from '@/lib/db/recalculations';
import { GET } from './route';

let recalculation: Recalculation;

beforeEach(async () => {
  const settings = { name: 'Followed', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  const { id } = await createPortfolio(localOwner, settings);
  const request = { portfolioId: id, fromDate: '2024-01-02', asOf: '2024-01-31', trigger: 'person' } as const;
  recalculation = (await requestRecalculation(pool(), localOwner, request)).recalculation;
});

const open = (id = recalculation.id, signal?: AbortSignal) =>
  GET(new Request(`http://127.0.0.1/api/v1/recalculations/${id}/events`, { headers: { host: '127.0.0.1' }, signal }), {
    params: Promise.resolve({ recalculationId: id }),
  });

/** The events of a stream, one after another. */
async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: Record<string, unknown> }> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (event) yield { event, data: JSON.parse(data) };
    }
  }
}

describe('the events of a recalculation', () => {
  it('survive readers that come and go while their connection is cut: it is given back once, and the next one hears', async () => {
    const comeAndGo = async () => {
      for (let turn = 0; turn < 15; turn++) {
        const response = await open();
        await new Promise((resolve) => setTimeout(resolve, turn % 4));
        await response.body?.cancel();
      }
    };
    const cut = async () => {
      for (let turn = 0; turn < 40; turn++)
        await pool().query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()`,
        );
    };
    await Promise.all([comeAndGo(), comeAndGo(), comeAndGo(), cut()]);
    const events = eventsOf(await open());
    expect((await events.next()).value).toMatchObject({ event: 'progress', data: { state: 'queued' } });
    await startRecalculation(recalculation.id);
    const told = performance.now();
    expect((await events.next()).value).toMatchObject({ event: 'progress', data: { state: 'running' } });
    expect(performance.now() - told).toBeLessThan(2_500);
    await events.return(undefined);
  });

  it('tell what is, then every change within a moment, and end with the end state', async () => {
    const response = await open();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(response);
    expect((await events.next()).value).toMatchObject({ event: 'progress', data: { state: 'queued' } });
    await startRecalculation(recalculation.id);
    expect((await events.next()).value).toMatchObject({ event: 'progress', data: { state: 'running' } });
    const told = performance.now();
    await reportProgress(recalculation.id, 1, { phase: 'measure', done: 3, total: 21 });
    expect((await events.next()).value).toMatchObject({ event: 'progress', data: { state: 'running' } });
    expect(performance.now() - told).toBeLessThan(2_000);
    await completeRecalculation(pool(), recalculation.id, 1);
    expect((await events.next()).value).toMatchObject({ event: 'end', data: { state: 'completed' } });
    expect((await events.next()).done).toBe(true);
  });

  it('of what has ended are its end alone', async () => {
    await startRecalculation(recalculation.id);
    await completeRecalculation(pool(), recalculation.id, 1);
    const all = [];
    for await (const one of eventsOf(await open())) all.push(one.event);
    expect(all).toEqual(['end']);
  });

  it('of what is missing or foreign are the same 404', async () => {
    const other = '00000000-0000-7000-8000-0000000000ff';
    await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'x') ON CONFLICT DO NOTHING`, [other]);
    await pool().query(`UPDATE portfolios SET owner_id = $1 WHERE id = $2`, [other, recalculation.portfolioId]);
    const foreign = await open();
    const missing = await open('00000000-0000-7000-8000-000000000000');
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    const body = async (response: Response) => {
      const { instance, request_id, ...rest } = (await response.json()) as Record<string, unknown>;
      return rest;
    };
    expect(await body(foreign)).toEqual(await body(missing));
  });

  it('leave no connection behind when the reader goes', async () => {
    const stop = new AbortController();
    const response = await open(recalculation.id, stop.signal);
    const events = eventsOf(response);
    await events.next();
    const listening = async () =>
      (
        await pool().query(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN ballast%'
                              AND datname = current_database()`)
      ).rows[0].n;
    expect(await listening()).toBe(1);
    stop.abort();
    await expect.poll(listening).toBe(0);
  });
});
