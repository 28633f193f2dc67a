import { test as base, expect } from '@playwright/test';

export { expect };

/** On a busy machine a script is run long after it was preloaded, and Chromium says so: a word about the machine. */
const late = /was preloaded using link preload but not used within a few seconds/;

/**
 * A test that also fails when the browser complains (an error or a warning on the console, hydration included, or an
 * exception in a page) or when a page asks another host for something. Where a complaint belongs to what is tried,
 * `test.use({ expectedComplaints: [/…/] })` names it.
 */
export const test = base.extend<{ expectedComplaints: RegExp[]; complaints: string[] }>({
  expectedComplaints: [[], { option: true }],
  complaints: [
    async ({ context, baseURL, expectedComplaints }, use) => {
      const complaints: string[] = [];
      const complain = (text: string) => {
        if (![late, ...expectedComplaints].some((pattern) => pattern.test(text))) complaints.push(text);
      };
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complain(`${message.type()}: ${message.text()}`);
      });
      context.on('weberror', ({ error }) => complain(`exception: ${error().stack ?? error().message}`));
      context.on('request', (request) => {
        const isOwn = request.url().startsWith(`${baseURL}/`) || /^(data|blob|about):/.test(request.url());
        if (!isOwn) complain(`request to another host: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints, 'what the browser complained of').toEqual([]);
    },
    { auto: true },
  ],
});
