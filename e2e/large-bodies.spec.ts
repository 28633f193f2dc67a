import http from 'node:http';
import { expect, test } from './test';

// What is large arrives whole or is refused, through the server as it is started: its proxy reads no more than ten
// megabytes of what it sees, and passes the rest over in silence.

const mebibyte = 1024 * 1024;
const largestFile = 64 * mebibyte;

type Answer = { readonly status: number; readonly document: Record<string, unknown> };

/** Posts bytes as they are; without their length where they are sent in pieces. */
function post(url: string, type: string, body: Buffer, isInPieces = false): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, ...(isInPieces ? {} : { 'content-length': String(body.length) }) };
    const request = http.request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode!, document: JSON.parse(text) }));
    });
    // Who is refused before the end may be cut off while still sending: the answer is there all the same.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
    for (let at = 0; at < body.length; at += mebibyte) request.write(body.subarray(at, at + mebibyte));
    request.end();
  });
}

/** A file of prices of exactly so many bytes: a price a row beside a column that nobody reads. */
function pricesOf(size: number): { readonly file: Buffer; readonly rows: number } {
  const head = 'date,symbol,close,note\n';
  const longest = 60_000;
  const lines: string[] = [];
  let left = size - head.length;
  while (left > 0) {
    const start = `2026-01-05,LARGE${lines.length},1,`;
    // The last two share what is left, so that none is shorter than a line.
    const length = left > 2 * longest ? longest : left > longest ? Math.floor(left / 2) : left;
    lines.push(`${start}${'x'.repeat(length - start.length - 1)}\n`);
    left -= length;
  }
  return { file: Buffer.from(head + lines.join('')), rows: lines.length };
}

const prices = (baseURL: string) => `${baseURL}/api/v1/prices/import?dry_run=true`;

for (const [what, size] of [
  ['beyond ten megabytes', 12 * mebibyte + 345],
  ['of the largest size there may be', largestFile],
] as const)
  for (const isInPieces of [false, true])
    test(`a file ${what} arrives to its last row${isInPieces ? ', also where its length is not said' : ''}`, async ({
      baseURL,
    }) => {
      const { file, rows } = pricesOf(size);
      expect(file.length).toBe(size);
      const { status, document } = await post(prices(baseURL!), 'text/csv', file, isInPieces);
      expect([status, document.rows_read, document.rows_added]).toEqual([200, rows, rows]);
    });

for (const isInPieces of [false, true])
  test(`a byte more is too large${isInPieces ? ', also where the length is not said' : ''}`, async ({ baseURL }) => {
    const { file } = pricesOf(largestFile + 1);
    const { status, document } = await post(prices(baseURL!), 'text/csv', file, isInPieces);
    expect([status, document.code]).toEqual([413, 'body_too_large']);
  });

for (const isInPieces of [false, true])
  test(`JSON is read up to a mebibyte and refused beyond${isInPieces ? ', also where its length is not said' : ''}`, async ({
    baseURL,
  }) => {
    const url = `${baseURL}/api/v1/portfolios`;
    const documentOf = (size: number) => Buffer.from(`{"name":"${'x'.repeat(size - 11)}"}`);
    for (const [size, status, code] of [
      // Read whole, and its name is too long.
      [mebibyte, 422, 'invalid_request'],
      [mebibyte + 1, 413, 'body_too_large'],
      [12 * mebibyte, 413, 'body_too_large'],
      [largestFile + 1, 413, 'body_too_large'],
    ] as const) {
      const body = documentOf(size);
      expect(body.length).toBe(size);
      const answer = await post(url, 'application/json', body, isInPieces);
      expect([size, answer.status, answer.document.code]).toEqual([size, status, code]);
    }
  });
