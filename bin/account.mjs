// npm run account -- create | list | password | delete | sign-out-everywhere | log: who may sign in.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { generate, install } from './bootstrap.mjs';
import { dataDirectory } from './data-directory.mjs';
import { fail } from './fail.mjs';
import { typescript } from './node-options.mjs';
import { inRoot, root } from './root.mjs';

const usage = `npm run account -- COMMAND

  create NAME [--administrator]  makes an account; the first one owns what is here, and turns signing in on
  list                           who has one
  password NAME                  another password; signs out everywhere
  sign-out-everywhere NAME       ends every session
  delete NAME [--yes]            deletes it with its portfolios; the last one leaves them to this computer
  log NAME                       the last hundred things done by it, or tried in its name

A password is asked for, or is the first line of standard input. On the database that DATABASE_URL names, or else on the
embedded one, which is started for the command if need be.`;

const named = new Set(['create', 'password', 'sign-out-everywhere', 'delete', 'log']);

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { administrator: { type: 'boolean' }, yes: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return console.log(usage);
  const isGood =
    (named.has(command) ? rest.length === 1 : command === 'list' && rest.length === 0) &&
    (!values.administrator || command === 'create') &&
    (!values.yes || command === 'delete');
  if (!isGood) fail(`Unknown: ${process.argv.slice(2).join(' ')}\n\n${usage}`);
  await install();
  await generate();
  const { withDatabase } = await import('./open-database.mjs');
  const { migrateUp } = await import('./migrate.mjs');
  const flags = [...(values.administrator ? ['--administrator'] : []), ...(values.yes ? ['--yes'] : [])];
  process.exitCode = await withDatabase(async ({ url, embedded, started }) => {
    // An account may be the first thing there is, before the first start.
    if (embedded && started) await migrateUp(url);
    return attended([...typescript, inRoot('lib/auth/account-command.ts'), command, ...rest, ...flags], {
      ...process.env,
      TZ: 'UTC',
      NODE_ENV: 'production',
      DATABASE_URL: url,
      BALLAST_DATA_DIR: dataDirectory(),
    });
  });
}

/** Runs a program that may ask the person at the terminal something; resolves with its status. */
function attended(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
