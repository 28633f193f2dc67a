// npm test [-- unit | database | e2e] [files]: everything, or a part, on databases and data that are thrown away.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { build, generate, install } from './bootstrap.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';
import { seconds } from './step.mjs';

const parts = ['unit', 'database', 'e2e'];
const reports = inRoot('.test', `reports-${process.pid}`);
const reportOf = { vitest: path.join(reports, 'vitest.json'), playwright: path.join(reports, 'playwright.json') };

const words = process.argv.slice(2);
const named = parts.filter((part) => words.includes(part));
const wanted = named.length > 0 ? named : parts;
const files = words.filter((word) => !parts.includes(word));
const counts = { passed: 0, failed: 0, skipped: 0 };
let everyStepSucceeded = true;

await attempt(async () => {
  await install();
  await generate();
  mkdirSync(reports, { recursive: true });

  const projects = wanted.filter((part) => part !== 'e2e');
  if (projects.length > 0) await attempt(() => vitest(projects));
  if (wanted.includes('e2e')) await attempt(journeys);
});

rmSync(reports, { recursive: true, force: true });
console.log(`\nTests took ${seconds(performance.now())}.`);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
process.exit(everyStepSucceeded && counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/** A step that fails is told and counted as a failure; the steps after it are done all the same. */
async function attempt(act) {
  try {
    await act();
  } catch (error) {
    console.error(`\n${error.message}`);
    counts.failed++;
    everyStepSucceeded = false;
  }
}

async function vitest(projects) {
  const status = await run(process.execPath, [
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf.vitest}`],
    ...files,
  ]);
  const report = readReport('vitest');
  const failedToLoad = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  add({
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedToLoad,
    skipped: report.numPendingTests + report.numTodoTests,
    status,
  });
  tellSkipped(report);
}

/** What was left out, and why: the title of what is skipped says what it needs. */
function tellSkipped({ testResults }) {
  const skipped = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo'),
  );
  const groups = new Map();
  for (const { ancestorTitles, title } of skipped) {
    const group = ancestorTitles.join(' › ');
    groups.set(group, [...(groups.get(group) ?? []), title]);
  }
  for (const [group, titles] of groups) {
    const what = titles.length > 3 ? `${titles.length} tests` : titles.join('; ');
    console.log(`  skipped: ${[group, what].filter(Boolean).join(' › ')}`);
  }
}

async function journeys() {
  const { requireBrowser } = await import('./browser.mjs');
  const chromium = await requireBrowser();
  await build();
  const status = await run(
    process.execPath,
    [inRoot('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json', ...files],
    { env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf.playwright } },
  );
  const { stats, errors } = readReport('playwright');
  add({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    status,
  });
}

function readReport(runner) {
  if (!existsSync(reportOf[runner])) throw new Error(`${runner} ended without a report.`);
  return JSON.parse(readFileSync(reportOf[runner], 'utf8'));
}

/** A runner that says it failed is believed, whatever its report counts. */
function add({ passed, failed, skipped, status }) {
  counts.passed += passed;
  counts.failed += status !== 0 && failed === 0 ? 1 : failed;
  counts.skipped += skipped;
}
