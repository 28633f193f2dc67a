// npm run --silent conformance -- MODE: the library's numbers as one JSON document (--help says which).
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

try {
  await withoutStandardOutput(install);
  process.exitCode = await run(
    process.execPath,
    ['--import', 'tsx', inRoot('bench', 'conformance', 'main.ts'), ...process.argv.slice(2)],
    { env: { BALLAST_CALLED_FROM: process.cwd() } },
  );
} catch (error) {
  fail(error.message);
}

/** Standard output is for the document: what is said before it goes to standard error. */
async function withoutStandardOutput(act) {
  const write = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await act();
  } finally {
    process.stdout.write = write;
  }
}
