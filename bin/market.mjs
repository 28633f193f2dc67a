// npm run market -- status | refresh | backfill SYMBOLS | benchmark refresh: prices, profiles and sector weights.
import { parseArgs } from 'node:util';
import { generate, install } from './bootstrap.mjs';
import { dataDirectory } from './data-directory.mjs';
import { fail } from './fail.mjs';
import { typescript } from './node-options.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

const usage = `npm run market -- COMMAND

  status [--json]                          who may be asked, what is fresh, what failed and why
  refresh [--json]                         brings everything that is held and behind up to date
  backfill SYMBOLS [--provider ID] [--json] asks for these symbols whole; with a provider, switches them to it
  benchmark refresh [CODE] [--json]        gets the newest sector weights of a benchmark (SP500)

On the database that DATABASE_URL names, or else on the embedded one, which is started for the command if need be.
A key is taken from FMP_API_KEY, or from where PUT /api/v1/market/providers/fmp/key has put it.`;

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, provider: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) return console.log(usage);
  const isGood = {
    status: rest.length === 0,
    refresh: rest.length === 0,
    backfill: rest.length > 0,
    benchmark: rest[0] === 'refresh' && rest.length <= 2,
  }[name];
  if (!isGood) fail(`Unknown: ${positionals.join(' ')}\n\n${usage}`);
  await onlyTheAnswer(values.json, install);
  await onlyTheAnswer(values.json, generate);
  const { withDatabase } = await import('./open-database.mjs');
  const words = [
    ...rest,
    ...(values.json ? ['--json'] : []),
    ...(values.provider ? [`--provider=${values.provider}`] : []),
  ];
  process.exitCode = await withDatabase(({ url }) =>
    run(process.execPath, [...typescript, inRoot('lib/jobs/market-command.ts'), name, ...words], {
      env: {
        TZ: 'UTC',
        NODE_ENV: 'production',
        DATABASE_URL: url,
        BALLAST_DATA_DIR: dataDirectory(),
        BALLAST_LOG_LEVEL: process.env.BALLAST_LOG_LEVEL ?? 'error',
      },
    }),
  );
}

/** With --json standard output is for the document: what is said before it goes to standard error. */
async function onlyTheAnswer(isJson, act) {
  const write = process.stdout.write;
  if (isJson) process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await act();
  } finally {
    process.stdout.write = write;
  }
}
