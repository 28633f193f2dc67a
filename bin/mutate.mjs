// npm run mutate [-- files]: changes the calculation library in small ways and counts how many a test notices.
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

try {
  await install();
  const files = process.argv.slice(2);
  const chosen = files.length > 0 ? ['--mutate', files.join(',')] : [];
  const stryker = inRoot('node_modules/@stryker-mutator/core/bin/stryker.js');
  process.exitCode = await run(process.execPath, [stryker, 'run', inRoot('stryker.config.mjs'), ...chosen]);
} catch (error) {
  fail(error.message);
}
