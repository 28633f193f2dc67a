// npm run check: format, lint, types and unit tests, in the order of how fast they tell.
import { generate, install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { inRoot } from './root.mjs';
import { run, runQuietly } from './run.mjs';
import { step } from './step.mjs';

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  await install();
  await generate();
  const failed = [];
  const check = async (name, ...command) => {
    console.log(`\n${name}`);
    if ((await run(...command)) !== 0) failed.push(name);
  };
  const node = process.execPath;
  await check('format and lint', inRoot('node_modules/.bin/biome'), ['ci', '.']);
  // Next writes down which routes there are; links are then held against them.
  await step('listing the routes', async () => {
    await runQuietly(node, [inRoot('node_modules/next/dist/bin/next'), 'typegen']);
  });
  await check('types', node, [inRoot('node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.test.json']);
  await check('unit tests', node, [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit']);
  if (failed.length > 0) throw new Error(`\nNot as it should be: ${failed.join(', ')}.`);
  console.log('\nAll is as it should be.');
}
