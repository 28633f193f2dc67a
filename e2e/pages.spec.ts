import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

// Every page in light and dark, wide and narrow, full and empty, and when things go wrong: accessible, and no wider than
// the screen. Colours are the same on a narrow screen, so that one of the two shows it all.
const looks = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

const pagesOf = (id: string): readonly string[] =>
  [
    '',
    '/beta',
    '/sectors',
    '/concentration',
    '/volatility',
    '/history',
    '/what-if',
    '/report',
    '/activity',
    '/positions',
    '/positions/MRCW.SIM',
    '/data-quality',
    '/import',
    '/settings',
  ].map((page) => `/portfolios/${id}${page}`);

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  // Charts come last, in turn; a page without any is done at once.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

test.describe.configure({ mode: 'parallel' });

for (const look of looks) {
  test.describe(`${look.colorScheme}, ${look.viewport.width} px`, () => {
    test.use(look);
    test.describe.configure({ timeout: 120_000 });
    // What is not there, refused or broken on purpose is answered so, and the browser says it.
    test.use({ expectedComplaints: [/status of (404|422|500)/] });

    test('every page is accessible and fits', async ({ page, request }) => {
      const { data } = await (await request.get('/api/v1/portfolios')).json();
      const { id } = data.find(({ name }: { name: string }) => name === 'Long/short fund');
      const base = `/portfolios/${id}`;
      for (const address of [
        '/portfolios',
        ...pagesOf(id),
        '/market-data',
        '/api-reference',
        '/settings/account',
        '/settings/tokens',
        '/settings/log',
        `${base}?as_of=2019-01-05`,
        `${base}/beta?as_of=2019-01-05`,
        '/portfolios/nobody',
        `${base}?as_of=2025-02-30`,
      ]) {
        await page.goto(address);
        await expectSound(page);
      }
    });

    // The same parts in other states: two of the looks show what three would.
    if ((look.colorScheme === 'light') !== look.viewport.width > 1000) return;

    test('an empty portfolio is, too', async ({ page, request }) => {
      const { id } = await (await request.post('/api/v1/portfolios', { data: { name: 'Nothing in it' } })).json();
      for (const address of pagesOf(id)) {
        await page.goto(address);
        await expectSound(page);
      }
      await removePortfolio(page, request, id);
    });

    test('and so is what goes wrong', async ({ page, request }) => {
      const { data } = await (await request.get('/api/v1/portfolios')).json();
      const { id } = data.find(({ name }: { name: string }) => name === 'Long/short fund');
      await page.route('**/recalculations', (route) =>
        route.request().method() === 'POST'
          ? route.fulfill({ status: 500, contentType: 'text/plain', body: 'broken on purpose' })
          : route.continue(),
      );
      await page.goto(`/portfolios/${id}`);
      await page.getByRole('button', { name: 'Recalculate' }).first().click();
      await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
      await expectSound(page);
      await page.goto(`/portfolios/${id}/import`);
      const file = { name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from('symbol,quantity\nSIM500,many\n') };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await expect(page.getByText(/quantity/i).last()).toBeVisible();
      await expectSound(page);
    });
  });
}
