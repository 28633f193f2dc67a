import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { chromium } from '@playwright/test';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../bin/browser.mjs';
import { inRoot } from '../bin/root.mjs';
import { wholePortfolio } from './whole-portfolio';

/** The library as a script of its own, for where there are no modules. esbuild is what the sources are read with. */
async function asScript(): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'));
  const { outputFiles } = await require('esbuild').build({
    absWorkingDir: path.resolve(inRoot('.')),
    entryPoints: ['test/whole-portfolio.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'ballast',
    // Node's own modules are not there: where the library needed one, this would fail.
    platform: 'browser',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** A number of a JSON text, where it stands for a value. */
const number = /(?<=[:,[])-?\d[\d.e+-]*(?=[,}\]])/g;

const browser = findBrowser();
if (browser === null) console.log('whole-portfolio: no Chromium here, the browser is left out');

describe('the calculation of a whole portfolio', () => {
  const here = wholePortfolio();
  let script: string;
  beforeAll(async () => {
    script = await asScript();
  });

  it('is one: no number is missing, and a second time it is the same', () => {
    expect(here).not.toMatch(/NaN|Infinity/);
    expect(JSON.parse(here).estimates.beta.direct90.status).toBe('measured');
    expect(here.length).toBeGreaterThan(50_000);
    expect(wholePortfolio()).toBe(here);
  });

  it('has the same bits in a worker thread, in several at a time', async () => {
    const program = `${script}; require('node:worker_threads').parentPort.postMessage(ballast.wholePortfolio())`;
    const inWorker = () =>
      new Promise<string>((resolve, reject) => {
        const worker = new Worker(program, { eval: true });
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    for (const there of await Promise.all([inWorker(), inWorker(), inWorker()])) expect(there).toBe(here);
  });

  it.skipIf(browser === null)('has the same numbers in a browser (needs Chromium)', async () => {
    const chrome = await chromium.launch({ executablePath: browser!, chromiumSandbox: process.getuid?.() !== 0 });
    try {
      const page = await chrome.newPage();
      await page.addScriptTag({ content: script });
      const there = String(await page.evaluate('ballast.wholePortfolio()'));
      // The four operations and the root are the same everywhere; what an exponential or a logarithm makes of its last
      // bit is each engine's own, and no two versions of one agree.
      expect(there.replace(number, '#')).toBe(here.replace(number, '#'));
      const numbers = (text: string) => Array.from(text.matchAll(number), ([one]) => Number(one));
      const theirs = numbers(there);
      const differing = numbers(here).filter((mine, i) => Math.abs(mine - theirs[i]) > 1e-13 * Math.abs(mine));
      expect(differing).toEqual([]);
    } finally {
      await chrome.close();
    }
  });
});
