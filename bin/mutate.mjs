// npm run mutate [-- files]: changes the calculation library in small ways and counts how many of them a test notices.
// npm run mutate -- --known: what has been counted so far of files that have not changed since, without counting more.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { inRoot } from './root.mjs';
import { textTable } from './text-table.mjs';

const detected = ['Killed', 'Timeout'];
const undetected = ['Survived', 'NoCoverage'];

const scoresFile = inRoot('reports', 'mutation', 'scores.json');

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  if (process.argv[2] === '--known') return known();
  await install();
  // The package's own command insists on Node 22; what it runs does not.
  const { Stryker } = await import('../node_modules/@stryker-mutator/core/dist/src/stryker.js');
  const { default: options } = await import('../stryker.config.mjs');
  const named = process.argv.slice(2);
  const rows = [];
  // A file at a time: what can be changed is slower a hundredfold, and so everything else is left as it is.
  for (const file of named.length > 0 ? named : libraryFiles()) {
    const mutants = await new Stryker({
      ...options,
      mutate: [file],
      configFile: 'stryker.config.mjs',
    }).runMutationTest();
    const row = rowOf(file, mutants);
    rows.push(row);
    remember(row);
    console.log(`${file}: ${scoreOf(row)} of ${row.caught + row.missed.length}`);
    for (const { location, mutatorName, replacement } of row.missed)
      console.log(`  ${file}:${location.start.line}:${location.start.column} ${mutatorName}: ${replacement}`);
  }
  const whole = sayTable(rows);
  const least = options.thresholds.break;
  const total = whole.caught + whole.missed.length;
  if (total > 0 && (100 * whole.caught) / total < least) fail(`The mutation score is under ${least} %.`);
}

/** Counting all of it takes hours, and is done a few files at a time: the union of what was counted. */
function known() {
  const scores = remembered();
  const all = libraryFiles();
  const isCounted = (file) => scores[file]?.source === sourceHash(file);
  sayTable(all.filter(isCounted).map((file) => ({ file, ...scores[file] })));
  const others = all.filter((file) => !isCounted(file));
  if (others.length > 0) console.log(`\nnot counted, or changed since: ${others.join(' ')}`);
}

function remembered() {
  return existsSync(scoresFile) ? JSON.parse(readFileSync(scoresFile, 'utf8')) : {};
}

function sourceHash(file) {
  return createHash('sha256')
    .update(readFileSync(inRoot(file)))
    .digest('hex');
}

function remember({ file, caught, missed }) {
  mkdirSync(path.dirname(scoresFile), { recursive: true });
  const one = { source: sourceHash(file), caught, missed: missed.map(({ id }) => id) };
  writeFileSync(scoresFile, JSON.stringify({ ...remembered(), [file]: one }, null, 1));
}

function sayTable(rows) {
  const whole = { file: 'all', caught: sum(rows, (row) => row.caught), missed: rows.flatMap((row) => row.missed) };
  const columns = [
    { title: 'file', value: ({ file }) => file },
    { title: 'mutants', value: ({ caught, missed }) => String(caught + missed.length), align: 'right' },
    { title: 'not noticed', value: ({ missed }) => String(missed.length), align: 'right' },
    { title: 'noticed', value: scoreOf, align: 'right' },
  ];
  console.log(`\n${textTable(columns, [...rows.filter(({ caught, missed }) => caught + missed.length > 0), whole])}`);
  return whole;
}

function libraryFiles() {
  return readdirSync(inRoot('lib', 'risk'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.posix.join('lib/risk', name));
}

function rowOf(file, mutants) {
  // What is known of other files from earlier comes along.
  const own = mutants.filter(({ fileName }) => fileName === inRoot(file));
  const caught = own.filter(({ status }) => detected.includes(status)).length;
  return { file, caught, missed: own.filter(({ status }) => undetected.includes(status)) };
}

function scoreOf({ caught, missed }) {
  const total = caught + missed.length;
  return total === 0 ? '–' : `${((100 * caught) / total).toFixed(1)} %`;
}

function sum(rows, value) {
  return rows.reduce((total, row) => total + value(row), 0);
}
