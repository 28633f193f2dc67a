import type { CDPSession } from 'playwright-core';

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly isLoadingMainFrame?: boolean; readonly documentLoaderURL?: string } };
};

/**
 * Begins to watch all that a browser does; the answer ends it and says how much processor time, in ms, the main thread
 * of the page at an address spent at most on one piece of work.
 */
export async function watchTasks(browser: CDPSession): Promise<(address: string) => Promise<number>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => {
    for (const event of value as TraceEvent[])
      if (event.name.endsWith('RunTask') || event.name === 'navigationStart') events.push(event);
  };
  browser.on('Tracing.dataCollected', collect);
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: ['toplevel', 'blink.user_timing'],
      excludedCategories: ['*'],
    },
  });
  return async (address) => {
    const ended = new Promise<void>((resolve) => browser.once('Tracing.tracingComplete', () => resolve()));
    await browser.send('Tracing.end');
    await ended;
    browser.off('Tracing.dataCollected', collect);
    const start = events.find(
      ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL === address,
    );
    if (!start) throw new Error(`No navigation to ${address} was traced`);
    const tasks = events.filter(
      ({ name, pid, tid, ts }) => name.endsWith('RunTask') && pid === start.pid && tid === start.tid && ts >= start.ts,
    );
    return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1_000), 0);
  };
}
