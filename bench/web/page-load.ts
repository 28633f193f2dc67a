import type { Browser } from 'playwright-core';
import { watchTasks } from './longest-task';

/** How a page came to a browser that had nothing of it yet. Bytes as they travelled, compressed; times in ms. */
export type PageLoad = {
  /** Scripts that the document itself names. */
  readonly firstScripts: number;
  /** Scripts that came after them: what is fetched lazily. */
  readonly laterScripts: number;
  /** From the start of the navigation to the first content, and to the first line or bar of a chart; null without one. */
  readonly firstContent: number;
  readonly mainChart: number | null;
  /** By the clock; 0 below the 50 ms from which a task is called long. */
  readonly longestTask: number;
  /** Of processor time: what the clock says besides is what others did meanwhile. Null where nothing was traced. */
  readonly longestWork: number | null;
  readonly charts: number;
};

declare global {
  interface Window {
    pageLoad: { mainChart: number | null; longestTask: number };
  }
}

/** What a chart is recognised by, when it has something in it. */
const drawn = 'svg.recharts-surface path, svg.recharts-surface circle, [data-chart] svg path, [data-chart] svg rect';

/** Tracing takes a browser up to ten seconds to begin, and a page some of its time: the clock is read without it. */
export async function loadPage(
  browser: Browser,
  address: string,
  hasChart: boolean,
  isTraced = false,
): Promise<PageLoad> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const all = await browser.newBrowserCDPSession();
  try {
    const longestWork = isTraced ? await watchTasks(all) : null;
    const page = await context.newPage();
    await page.addInitScript((selector) => {
      window.pageLoad = { mainChart: null, longestTask: 0 };
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
          window.pageLoad.longestTask = Math.max(window.pageLoad.longestTask, duration);
      }).observe({ type: 'longtask', buffered: true });
      // No function of a name here: the compiler would have it keep its name by a helper that a page does not know.
      new MutationObserver((_, observer) => {
        if (!document.querySelector(selector)) return;
        window.pageLoad.mainChart = performance.now();
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }, drawn);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const scripts = new Map<string, string>();
    const sizes = new Map<string, number>();
    session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      if (type === 'Script') scripts.set(requestId, request.url);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(requestId, encodedDataLength),
    );
    const html = await (await page.goto(address, { waitUntil: 'load' }))!.text();
    if (hasChart) await page.waitForFunction(() => window.pageLoad.mainChart !== null, null, { timeout: 20_000 });
    // Event streams keep a page from ever falling silent: two seconds are what comes by itself.
    await page.waitForTimeout(2_000);
    const named = new Set(
      [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => new URL(src, address).href),
    );
    let firstScripts = 0;
    let laterScripts = 0;
    for (const [requestId, url] of scripts)
      if (named.has(url)) firstScripts += sizes.get(requestId) ?? 0;
      else laterScripts += sizes.get(requestId) ?? 0;
    const seen = await page.evaluate(
      (selector) => ({
        ...window.pageLoad,
        firstContent: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        charts: document.querySelectorAll(selector).length,
      }),
      'svg.recharts-surface',
    );
    return { firstScripts, laterScripts, longestWork: longestWork && (await longestWork(address)), ...seen };
  } finally {
    await all.detach();
    await context.close();
  }
}
