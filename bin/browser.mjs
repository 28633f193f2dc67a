import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { runQuietly } from './run.mjs';
import { step } from './step.mjs';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium of this computer that starts: CHROMIUM_PATH, Playwright's own or the system's; null when there is none. */
export function findBrowser() {
  const candidates = [process.env.CHROMIUM_PATH, ...playwrightBrowsers(), ...systemBrowsers];
  return candidates.find((file) => file && existsSync(file) && starts(file)) ?? null;
}

/**
 * The same, and where root may, on Debian, it is installed. Otherwise throws an Error that names the command to type:
 * what is put on a person's computer is for that person to decide.
 */
export async function requireBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step('installing Chromium', async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      const packages = ['--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
      await runQuietly('apt-get', ['update'], { env });
      await runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', ...packages], { env });
    }).catch((error) => console.error(error.message));
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'The journeys need a Chromium and found none. Install one with\n' +
      '  npx playwright install --with-deps chromium\n' +
      "or by the system's own means (Debian: sudo apt-get install chromium), or name one: CHROMIUM_PATH=/path/to/chrome",
  );
}

/** The full browser of Playwright, and the smaller one beside it that `--only-shell` installs. */
function playwrightBrowsers() {
  const full = chromium.executablePath();
  const home = path.resolve(path.dirname(full), '..', '..');
  if (!existsSync(home)) return [full];
  const shells = readdirSync(home, { recursive: true }).filter((file) => /headless[-_]shell$/.test(file));
  return [full, ...shells.map((file) => path.join(home, file))];
}

const starts = (file) => spawnSync(file, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
