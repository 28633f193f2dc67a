import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@/bin/free-port.mjs';
import { inRoot } from '@/bin/root.mjs';

export type SmallApp = { readonly url: string; readonly stop: () => void };

const next = inRoot('node_modules/next/dist/bin/next');

const config = (root: string) => `export default {
  outputFileTracingRoot: ${JSON.stringify(root)},
  turbopack: { root: ${JSON.stringify(root)} },
  typescript: { ignoreBuildErrors: true },
};
`;

/** The pages of `bench/web/app` built and served as Next.js does with no setting of ours, from a folder of its own. */
export async function startSmallApp(): Promise<SmallApp> {
  const folder = inRoot('.test', `bench-web-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  cpSync(inRoot('bench', 'web', 'app'), path.join(folder, 'app'), { recursive: true });
  writeFileSync(path.join(folder, 'next.config.mjs'), config(inRoot()));
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        jsx: 'react-jsx',
        module: 'esnext',
        moduleResolution: 'bundler',
        paths: { '@/*': ['../../*'] },
      },
    }),
  );
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await finished(spawn(process.execPath, [next, 'build'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] }));
  } catch (error) {
    remove();
    throw error;
  }
  const port = await freePort();
  const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(`${url}/`);
  return {
    url,
    stop: () => {
      server.once('exit', remove);
      server.kill();
    },
  };
}

const finished = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next build ended with ${code}`))));
  });

export async function untilItAnswers(address: string, patienceMs = 120_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${address} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
