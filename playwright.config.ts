import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './bin/browser.mjs';
import { freePort } from './bin/free-port.mjs';

// This file is read again in every worker, which inherits the environment: the first reading decides.
process.env.BALLAST_E2E_PORT ??= String(await freePort());
process.env.BALLAST_E2E_STUB_PORT ??= String(await freePort());
process.env.CHROMIUM_PATH ??= findBrowser() ?? '';

const baseURL = `http://127.0.0.1:${process.env.BALLAST_E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/demonstration-ready.ts',
  outputDir: 'test-results',
  // The server, its worker and its database need a core as well.
  workers: Math.min(3, Math.max(2, availableParallelism() - 1)),
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  webServer: {
    command: 'node e2e/server.mjs',
    url: `${baseURL}/api/health/ready`,
    timeout: 240_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
  use: {
    baseURL,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      // Chromium's sandbox does not start as root.
      chromiumSandbox: process.getuid?.() !== 0,
      // The product talks to nobody, and nor does the browser it is tried in. Without a graphics card its imitation costs
      // an eighth of all processor time.
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost', '--disable-gpu'],
    },
  },
});
