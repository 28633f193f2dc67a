import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { stopInOrder } from './node-options.mjs';

const program = `
  import http from 'node:http';
  const server = http.createServer((request, response) => {
    if (request.url === '/events') {
      response.setHeader('content-type', 'text/event-stream');
      response.write('data: 1\\n\\n');
    } else if (request.url === '/never') response.flushHeaders();
    else if (request.url === '/long') {
      response.write('first ');
      setTimeout(() => response.end('last'), 800);
    } else if (request.url === '/slow') setTimeout(() => response.end('whole'), 800);
    else response.end('quick');
  });
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
`;

let child: ChildProcess;
let port: number;

async function start(): Promise<void> {
  child = spawn(process.execPath, [...stopInOrder, '--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  [port] = (await once(child, 'message')) as [number];
}
afterEach(() => child.kill('SIGKILL'));

const agent = new http.Agent({ keepAlive: true });

function get(path: string): Promise<{ begun: Promise<void>; body: Promise<string | Error> }> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent });
    let begin: () => void;
    const begun = new Promise<void>((done) => {
      begin = done;
    });
    const body = new Promise<string | Error>((done) => {
      let text = '';
      request.on('error', done);
      request.on('response', (response) => {
        begin();
        response.on('data', (data) => {
          text += data;
        });
        response.on('error', done);
        response.on('end', () => done(text));
      });
    });
    request.on('finish', () => resolve({ begun, body }));
  });
}

async function stopped(): Promise<{ status: unknown; ms: number }> {
  const asked = performance.now();
  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'exit');
  return { status: signal ?? code, ms: performance.now() - asked };
}

describe('a web server that is told to stop', () => {
  it('is gone at once when it only keeps connections open, or has never been asked', async () => {
    await start();
    expect(await (await get('/quick')).body).toBe('quick');
    expect(await stopped()).toEqual({ status: 0, ms: expect.closeTo(0, -3) });
    await start();
    expect((await stopped()).status).toBe(0);
  });

  it('gives whoever has asked a whole answer first, begun or not, and ends streams of events', async () => {
    await start();
    const [slow, long, events] = [await get('/slow'), await get('/long'), await get('/events')];
    await Promise.all([long.begun, events.begun]);
    const { status, ms } = await stopped();
    expect(status).toBe(0);
    expect(ms).toBeLessThan(3_000);
    expect(await slow.body).toBe('whole');
    expect(await long.body).toBe('first last');
    expect(await events.body).not.toBe('');
  });

  it('waits for an answer that does not come no longer than its launcher does', async () => {
    await start();
    const { begun, body } = await get('/never');
    await begun;
    const { status, ms } = await stopped();
    expect(status).toBe(0);
    expect(ms).toBeLessThan(7_000);
    expect(await body).toBeInstanceOf(Error);
  });
});
