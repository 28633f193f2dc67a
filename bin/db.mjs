// npm run db -- status | up | down [--to NAME] | verify | size | psql | snapshot
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';

const usage = `npm run db -- COMMAND

  status            which migrations are applied and which are pending
  up                applies the pending ones
  down [--to NAME]  takes the newest one back, or all after NAME
  verify            holds the live schema against what the migrations make; status 1 on any difference
  size              rows and bytes of each table, per trading day and per year
  psql              SQL by hand
  snapshot          writes prisma/catalogue.json anew after a migration was added

On the database that DATABASE_URL names, or else on the embedded one, which is started for the command if need be.`;

const commands = { status, up, down, verify, size, psql, snapshot };

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { to: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) return console.log(usage);
  if (!Object.hasOwn(commands, name) || rest.length > 0) fail(`Unknown: ${positionals.join(' ')}\n\n${usage}`);
  await install();
  if (name === 'snapshot') return snapshot();
  const { withDatabase } = await import('./open-database.mjs');
  process.exitCode = (await withDatabase((database) => commands[name](database, values))) ?? 0;
}

async function status({ url, name }) {
  const { migrationState } = await import('./migrate.mjs');
  const { ledgerFaults } = await import('./ledger.mjs');
  const state = await migrationState(url);
  console.log(name);
  for (const migration of state.applied) console.log(`  applied  ${migration}`);
  for (const migration of state.pending) console.log(`  pending  ${migration}`);
  const faults = ledgerFaults(state);
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

async function up({ url }) {
  const { migrateUp } = await import('./migrate.mjs');
  const names = await migrateUp(url);
  console.log(names.length === 0 ? 'Nothing is pending.' : names.map((name) => `applied  ${name}`).join('\n'));
}

async function down({ url }, { to }) {
  const { migrateDown } = await import('./migrate.mjs');
  const names = await migrateDown(url, { to });
  console.log(names.length === 0 ? 'Nothing to take back.' : names.map((name) => `taken back  ${name}`).join('\n'));
}

async function verify({ url, name }) {
  const { queryOf, withClient } = await import('./with-client.mjs');
  const { schemaFaults } = await import('./schema-state.mjs');
  const { snapshotFile } = await import('./snapshot.mjs');
  const expected = JSON.parse(readFileSync(snapshotFile, 'utf8'));
  const faults = await withClient(url, (client) => schemaFaults(queryOf(client), expected));
  for (const fault of faults) console.error(fault);
  const subjects = Object.keys(expected.objects).length;
  console.log(
    faults.length === 0
      ? `${name} is what ${Object.keys(expected.migrations).length} migrations make: ${subjects} objects agree.`
      : `${faults.length} ${faults.length === 1 ? 'difference' : 'differences'}.`,
  );
  return faults.length === 0 ? 0 : 1;
}

async function size({ url }) {
  const { queryOf, withClient } = await import('./with-client.mjs');
  const { humanBytes, tableSizes } = await import('./table-sizes.mjs');
  const { textTable } = await import('./text-table.mjs');
  const sizes = await withClient(url, (client) => tableSizes(queryOf(client)));
  const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
  const bytes = (value) => (value === null ? '' : humanBytes(value));
  const columns = [
    { title: 'table', value: (row) => row.table },
    { title: 'rows', value: (row) => number.format(row.rows), align: 'right' },
    { title: 'bytes', value: (row) => bytes(row.bytes), align: 'right' },
    { title: 'trading days', value: (row) => (row.days ? number.format(row.days) : ''), align: 'right' },
    { title: 'rows a day', value: (row) => (row.days ? number.format(row.rows / row.days) : ''), align: 'right' },
    { title: 'bytes a day', value: (row) => bytes(row.bytesPerDay), align: 'right' },
    { title: 'bytes a year', value: (row) => bytes(row.bytesPerYear), align: 'right' },
  ];
  console.log(textTable(columns, sizes));
  const total = (key) => humanBytes(sizes.reduce((sum, row) => sum + row[key], 0));
  console.log(`\n${total('bytes')} in all; a year of 252 trading days adds ${total('bytesPerYear')}.`);
}

async function psql({ url }) {
  const { sqlPrompt } = await import('./sql-prompt.mjs');
  return sqlPrompt(url);
}

async function snapshot() {
  const { makeSnapshot, snapshotFile } = await import('./snapshot.mjs');
  const made = await makeSnapshot();
  writeFileSync(snapshotFile, `${JSON.stringify(made, null, 2)}\n`);
  console.log(`prisma/catalogue.json: ${Object.keys(made.migrations).length} migrations`);
}
