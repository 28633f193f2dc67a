// npm run mutate [-- files]: changes the calculation library in small ways and counts how many of them a test notices.
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  await install();
  // The package's own command insists on Node 22; what it runs does not.
  const { Stryker } = await import('../node_modules/@stryker-mutator/core/dist/src/stryker.js');
  const { default: options } = await import('../stryker.config.mjs');
  const files = process.argv.slice(2);
  const mutate = files.length > 0 ? files : options.mutate;
  await new Stryker({ ...options, mutate, configFile: 'stryker.config.mjs' }).runMutationTest();
}
