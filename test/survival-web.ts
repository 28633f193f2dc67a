import { type ChildProcess, spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { freePort } from '../bin/free-port.mjs';
import { soundRequests, stopInOrder, visitors } from '../bin/node-options.mjs';
import { endWithUs } from './survival-program';
import { asOf, until } from './survival-scene';

/** An answer of the API, whole. */
export type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: string };

export type Ask = (
  method: string,
  path: string,
  options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Answer>;

/** Sends CSV where the body is text, JSON otherwise. Throws where there is no whole answer. */
export const askAt =
  (port: number, agent = new http.Agent({ keepAlive: true, maxSockets: 200 })): Ask =>
  (method, at, { body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const type = typeof body === 'string' ? 'text/csv' : 'application/json';
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          method,
          path: at,
          agent,
          timeout: 60_000,
          headers: {
            ...(bytes === null ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(bytes) }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (data) => {
            text += data;
          });
          response.on('error', reject);
          response.on('end', () =>
            response.complete
              ? resolve({ status: response.statusCode!, headers: response.headers, body: text })
              : reject(new Error('the answer broke off')),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error('no answer within a minute')));
      request.on('error', reject);
      request.end(bytes);
    });

export type Web = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly ask: Ask;
  /** The exit status, or the signal. */
  readonly gone: Promise<number | string | null>;
};

/** Where `npm run survive` has built the web server. */
export const webDirectory = (): string => {
  const directory = process.env.BALLAST_SURVIVE_WEB;
  if (!directory) throw new Error('BALLAST_SURVIVE_WEB needs the directory of the built web server');
  return directory;
};

const given = new Set<number>();

/** A port that is free, and that nobody else here has been given. */
async function ownPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

/** The web server as it is shipped, as the launcher starts it, on a database of one's own. */
export async function startWeb(databaseUrl: string): Promise<Web> {
  const port = await ownPort();
  const loud = process.env.BALLAST_SURVIVE_LOG ? 'inherit' : 'ignore';
  const child = spawn(
    process.execPath,
    [...soundRequests, ...visitors, ...stopInOrder, path.join(webDirectory(), 'server.js')],
    {
      stdio: ['ignore', loud, loud],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        NEXT_MANUAL_SIG_HANDLE: 'true',
        KEEP_ALIVE_TIMEOUT: '65000',
        DATABASE_URL: databaseUrl,
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        BALLAST_TODAY: asOf,
        BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
        BALLAST_REQUESTS_PER_MINUTE: '10000000',
      },
    },
  );
  endWithUs(child);
  const gone = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  const ask = askAt(port);
  const isUp = () =>
    ask('GET', '/api/health/live').then(
      () => true,
      () => child.exitCode !== null,
    );
  if (!(await until(isUp, 60, 15)) || child.exitCode !== null) throw new Error('the web server does not start');
  return { child, port, ask, gone };
}

export async function endWeb({ child, gone }: Web): Promise<void> {
  child.kill('SIGKILL');
  await gone;
}
