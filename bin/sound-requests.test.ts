import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '@/lib/api/problem';
import './sound-requests.mjs';

describe('a server that is passed only what it can read', () => {
  const seen: (string | undefined)[] = [];
  const server = http.createServer((request, response) => {
    seen.push(request.headers.rsc as string | undefined);
    response.end('passed');
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  /** Sends a first line as it stands, and answers the status, the headers and the body. */
  async function ask(line: string) {
    const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(`${line} HTTP/1.1\r\nhost: localhost\r\nrsc: 1\r\nconnection: close\r\n\r\n`);
    let text = '';
    for await (const piece of socket) text += piece;
    const [head, body] = text.split('\r\n\r\n');
    return {
      status: Number(head.split(' ')[1]),
      head: head.toLowerCase(),
      body: body.replace(/^[\da-f]+\r\n|\r\n0$/g, ''),
    };
  }

  it.each(['GET /', 'GET /portfolios?as_of=%ff&x=%', 'GET /%C3%A9', 'GET /%00', 'POST /api/v1/x', 'HEAD //x'])(
    'passes %s on',
    async (line) => {
      expect((await ask(line)).status).toBe(200);
    },
  );

  it.each([
    ['TRACE /', 405, 'method_not_allowed'],
    ['PROPFIND /api/v1/portfolios', 405, 'method_not_allowed'],
    ['GET /portfolios/%', 400, 'malformed_path'],
    ['GET /api/v1/securities/%ff', 400, 'malformed_path'],
    ['GET /api/v1/portfolios/%ED%A0%80?limit=1', 400, 'malformed_path'],
    ['GET /%E0%A4%A', 400, 'malformed_path'],
    ['OPTIONS *', 400, 'malformed_path'],
    ['GET http://attacker.example/', 400, 'malformed_path'],
    // A header of its own before those that are sent anyway.
    ['GET / HTTP/1.1\r\nHost: attacker.example\r\nx:', 400, 'repeated_host'],
  ] as const)('turns %s away with %d', async (line, status, code) => {
    const before = seen.length;
    const answer = await ask(line);
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(JSON.parse(answer.body))).toMatchObject({ status, code });
    expect(answer.head).toContain('content-type: application/problem+json');
    expect(answer.head).toContain('x-content-type-options: nosniff');
    expect(answer.head.includes('allow: get')).toBe(status === 405);
    expect(seen.length).toBe(before);
  });

  it('takes the headers of pages off what the API is asked, and leaves them to the pages', async () => {
    await ask('GET /api/v1/x');
    await ask('GET /portfolios');
    expect(seen.slice(-2)).toEqual([undefined, '1']);
  });
});
