import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../bin/root.mjs';

let made: Promise<string> | undefined;

/**
 * The worker with all it needs in one file: it is started a thousand times, and most of a start is the reading of
 * sources. esbuild is what the sources are read with otherwise.
 */
export function workerProgram(): Promise<string> {
  made ??= (async () => {
    const require = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'));
    const outfile = inRoot('.test', `worker-${process.pid}`, 'worker.mjs');
    await require('esbuild').build({
      absWorkingDir: path.resolve(inRoot('.')),
      entryPoints: ['lib/jobs/worker.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['react-server'],
      logLevel: 'error',
      banner: {
        js: [
          `import { createRequire as requireOf } from 'node:module';`,
          `import { fileURLToPath as pathOf } from 'node:url';`,
          `const require = requireOf(import.meta.url);`,
          `const __filename = pathOf(import.meta.url), __dirname = pathOf(new URL('.', import.meta.url));`,
        ].join('\n'),
      },
    });
    return outfile;
  })();
  return made;
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Sees to it that a process does not outlive this one, however this one ends. */
export function endWithUs(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}
