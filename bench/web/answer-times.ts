import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { typescript } from '@/bin/node-options.mjs';
import { inRoot } from '@/bin/root.mjs';

/** Milliseconds of each request, by who answered it; the same place in each list is the same moment. */
export type AnswerTimes = {
  readonly ours: readonly number[];
  /** A server of Node's own, in a process of its own as ours is: the same statements, the same bytes, compressed alike. */
  readonly bare: readonly number[];
  /** A route of Next.js that reads nothing. */
  readonly nothing: readonly number[];
};

/** What a browser asks for, of all of them. */
const headers = { 'accept-encoding': 'gzip' };

/** One connection that is kept, and no more on top than Node's own client: what the asking costs is in every figure. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const timed = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answers ${response.statusCode}`));
      response.resume().once('end', () => resolve(performance.now() - started));
    }).once('error', reject);
  });

async function startBareServer(
  documents: Readonly<Record<string, unknown>>,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [...typescript, inRoot('bench', 'web', 'bare-server.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(documents);
  const [address] = (await once(child, 'message')) as [AddressInfo];
  return { child, url: `http://127.0.0.1:${address.port}` };
}

/** Asks for each path by turns, of us, of the bare server and of nothing. */
export async function answerTimes(
  url: string,
  paths: readonly string[],
  nothingUrl: string,
  requests: number,
): Promise<AnswerTimes> {
  const answers = await Promise.all(
    paths.map(async (path) => [path, await (await fetch(`${url}${path}`)).json()] as const),
  );
  const bare = await startBareServer(Object.fromEntries(answers));
  const times = { ours: [] as number[], bare: [] as number[], nothing: [] as number[] };
  try {
    // As many again before them teach the compilers, as a server that has been up for a while is taught.
    for (let i = -requests; i < requests; i++) {
      const path = paths[Math.abs(i) % paths.length];
      const [a, b, c] = [await timed(`${url}${path}`), await timed(`${bare.url}${path}`), await timed(nothingUrl)];
      if (i < 0) continue;
      times.ours.push(a);
      times.bare.push(b);
      times.nothing.push(c);
    }
  } finally {
    bare.child.kill();
    agent.destroy();
  }
  return times;
}
