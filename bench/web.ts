/**
 * npm run bench -- web: what a page costs a browser, always beside something else in the same run, medians. Ratios
 * first: a machine that others use has no steady millisecond.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { requireBrowser } from '@/bin/browser.mjs';
import { freePort } from '@/bin/free-port.mjs';
import { inRoot } from '@/bin/root.mjs';
import { median, ratioOf } from './risk/timing';
import { answerTimes } from './web/answer-times';
import { loadPage, type PageLoad } from './web/page-load';
import { startSmallApp, untilItAnswers } from './web/small-app';

const loads = 5;
/** So many further loads are traced. */
const tracedLoads = 2;
const mounts = 9;
const requests = 600;
const longestAllowed = 50;

const say = (what: string, ...figures: readonly string[]): void =>
  console.log(`${what.padEnd(24)}${figures.map((figure) => figure.padStart(14)).join('')}`);
const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} KB`;
const ms = (time: number): string => `${time.toFixed(0)} ms`;
const times = (ratio: number): string => `${ratio.toFixed(2)}×`;
const held = (what: string, ratio: number, goal: number): void =>
  console.log(`${what} ${times(ratio)} (goal ≤ ${goal}×: ${ratio <= goal ? 'reached' : 'missed'})`);

/** The product itself, on the database of this run, with its demonstration. */
async function startProduct(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const port = await freePort();
  const data = inRoot('.test', `bench-product-${process.pid}`);
  const child = spawn(process.execPath, [inRoot('bin', 'start.mjs'), '--demo'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      BALLAST_DATA_DIR: data,
      BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
      BALLAST_TODAY: '2026-06-30',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(`${url}/api/health/ready`);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(data, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

/** The portfolio to look at, once its year of snapshots stands and nothing is measured any more. */
async function settledPortfolio(url: string): Promise<string> {
  const read = async (address: string) => (await (await fetch(`${url}/api/v1${address}`)).json()).data;
  for (;;) {
    const portfolios: { id: string }[] = await read('/portfolios');
    const runs = await Promise.all(portfolios.map(({ id }) => read(`/portfolios/${id}/recalculations`)));
    if (runs.length > 0 && runs.flat().every(({ state }: { state: string }) => state === 'completed'))
      return portfolios[0].id;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Every page that the navigation of a portfolio and of the site leads to. */
async function pagesOf(browser: Browser, url: string, portfolioId: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${url}/portfolios/${portfolioId}`);
  const links = await page
    .locator('nav a[href^="/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  await page.close();
  const here = new URL(`/portfolios/${portfolioId}`, url).pathname;
  const others = new RegExp(`^/portfolios/(?!${portfolioId})`);
  return [...new Set([here, ...links.map((link) => link.split(/[?#]/)[0]).filter((link) => !others.test(link))])];
}

const medianLoad = (all: readonly PageLoad[]) => ({
  firstScripts: median(all.map((one) => one.firstScripts)),
  laterScripts: median(all.map((one) => one.laterScripts)),
  firstContent: median(all.map((one) => one.firstContent)),
  mainChart: all[0].mainChart === null ? null : median(all.map((one) => one.mainChart!)),
  longestTask: median(all.map((one) => one.longestTask)),
});

async function measurePages(browser: Browser, url: string, smallUrl: string, portfolioId: string): Promise<void> {
  const paths = await pagesOf(browser, url, portfolioId);
  const smallest: PageLoad[] = [];
  const all = new Map<string, PageLoad[]>(paths.map((path) => [path, []]));
  // What a browser or a server does only once is no page's.
  await loadPage(browser, `${smallUrl}/`, false);
  const hasChart = new Map<string, boolean>();
  for (const path of paths) hasChart.set(path, (await loadPage(browser, `${url}${path}`, false)).mainChart !== null);
  for (let round = 0; round < loads; round++) {
    smallest.push(await loadPage(browser, `${smallUrl}/`, false));
    for (const path of paths) all.get(path)!.push(await loadPage(browser, `${url}${path}`, hasChart.get(path)!));
  }
  const traced = new Map<string, number[]>([['', []], ...paths.map((path): [string, number[]] => [path, []])]);
  for (let round = 0; round < tracedLoads; round++)
    for (const [path, work] of traced) {
      const address = path === '' ? `${smallUrl}/` : `${url}${path}`;
      work.push((await loadPage(browser, address, false, true)).longestWork!);
    }
  const workOf = (path: string): number => median(traced.get(path)!);
  const least = medianLoad(smallest);
  console.log(`\nPages, loaded ${loads} times into an empty browser, beside the smallest page of Next.js`);
  say('', 'first scripts', 'of smallest', 'later', 'first content', 'main chart', 'longest task', 'of processor');
  say(
    'smallest',
    kilobytes(least.firstScripts),
    times(1),
    kilobytes(least.laterScripts),
    ms(least.firstContent),
    '–',
    ms(least.longestTask),
    ms(workOf('')),
  );
  const ratios: number[] = [];
  const tasks: number[] = [];
  for (const [path, of] of all) {
    const load = medianLoad(of);
    ratios.push(load.firstScripts / least.firstScripts);
    tasks.push(workOf(path));
    say(
      path.replace(`/portfolios/${portfolioId}`, '') || (path === '/' ? '/' : 'overview'),
      kilobytes(load.firstScripts),
      times(load.firstScripts / least.firstScripts),
      kilobytes(load.laterScripts),
      ms(load.firstContent),
      load.mainChart === null ? '–' : ms(load.mainChart),
      ms(load.longestTask),
      ms(workOf(path)),
    );
  }
  held('First-load JavaScript of the heaviest page, before the charts come:', Math.max(...ratios), 1.25);
  console.log(
    `Longest task of any page, of processor time: ${ms(Math.max(...tasks))} ` +
      `(goal ≤ ${longestAllowed} ms unthrottled; of the smallest page ${ms(workOf(''))})`,
  );
}

async function measureMounts(browser: Browser, smallUrl: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${smallUrl}/mounts`);
  await page.waitForFunction(() => 'mountChart' in window);
  const mount = (name: string) => page.evaluate((which) => window.mountChart(which), name);
  await mount('ours');
  await mount('defaults');
  const ours: { time: number; longestTask: number }[] = [];
  const defaults: { time: number; longestTask: number }[] = [];
  for (let round = 0; round < mounts; round++) {
    ours.push(await mount('ours'));
    defaults.push(await mount('defaults'));
  }
  await page.close();
  const timesOf = (all: readonly { time: number }[]) => all.map(({ time }) => time);
  const longest = (all: readonly { longestTask: number }[]) => ms(median(all.map(({ longestTask }) => longestTask)));
  console.log('\nMounting four lines over five years of days, until all is drawn');
  say('', 'until drawn', 'longest task');
  say('Ballast', ms(median(timesOf(ours))), longest(ours));
  say('Recharts by default', ms(median(timesOf(defaults))), longest(defaults));
  held('Main chart beside Recharts by default:', ratioOf(timesOf(ours), timesOf(defaults)), 0.12);
}

/** The endpoints of the dashboard beside the same work done by Node alone, and beside what Next.js takes for nothing. */
async function measureAnswers(url: string, smallUrl: string, portfolioId: string): Promise<void> {
  const paths = ['market-beta', 'sector-exposure', 'concentration', 'volatility'].map(
    (measure) => `/api/v1/analytics/portfolio/${portfolioId}/${measure}`,
  );
  const { ours, bare, nothing } = await answerTimes(url, paths, `${smallUrl}/nothing`, requests);
  console.log(`\nThe dashboard's JSON, ${requests} requests one after the other`);
  for (const [name, all] of [
    ['Ballast', ours],
    ['bare Node and pg', bare],
    ['Next.js, nothing', nothing],
  ] as const)
    say(name, `${median(all).toFixed(2)} ms`, times(ratioOf(all, bare)));
  held('Dashboard JSON beside a bare handler:', ratioOf(ours, bare), 2.5);
}

const browser = await chromium.launch({
  executablePath: await requireBrowser(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
});
console.log(`Chromium ${browser.version()}, Node ${process.versions.node}`);
const small = await startSmallApp();
const product = await startProduct();
try {
  const portfolioId = await settledPortfolio(product.url);
  await measurePages(browser, product.url, small.url, portfolioId);
  await measureMounts(browser, small.url);
  await measureAnswers(product.url, small.url, portfolioId);
} finally {
  await browser.close();
  small.stop();
  await product.stop();
}
