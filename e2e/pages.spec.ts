import type { APIRequestContext } from '@playwright/test';
import { expectSound } from './expect-sound';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

// Every page, full and empty, and when things go wrong.
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

const longShortFund = async (request: APIRequestContext): Promise<string> =>
  (await (await request.get('/api/v1/portfolios')).json()).data.find(
    ({ name }: { name: string }) => name === 'Long/short fund',
  ).id;

test.describe.configure({ mode: 'parallel', timeout: 180_000 });
// What is not there, refused or broken on purpose is answered so, and the browser says it.
test.use({ expectedComplaints: [/status of (404|422|500)/] });

const groups: Readonly<Record<string, (id: string) => readonly string[]>> = {
  'the questions of a portfolio': (id) => pagesOf(id).slice(0, 7),
  'the rest of a portfolio': (id) => pagesOf(id).slice(7),
  'what is not of a portfolio, and what is not there': (id) => [
    '/portfolios',
    '/market-data',
    '/api-reference',
    '/settings/account',
    '/settings/tokens',
    '/settings/log',
    `/portfolios/${id}?as_of=2019-01-05`,
    `/portfolios/${id}/beta?as_of=2019-01-05`,
    '/portfolios/nobody',
    `/portfolios/${id}?as_of=2025-02-30`,
  ],
};

for (const [name, addresses] of Object.entries(groups))
  test(`every page is accessible and fits: ${name}`, async ({ page, request }) => {
    for (const address of addresses(await longShortFund(request))) {
      await page.goto(address);
      await expectSound(page);
    }
  });

test('an empty portfolio is, too', async ({ page, request }) => {
  const { id } = await (await request.post('/api/v1/portfolios', { data: { name: 'Nothing in it' } })).json();
  for (const address of pagesOf(id)) {
    await page.goto(address);
    await expectSound(page);
  }
  await removePortfolio(page, request, id);
});

test('and so is what goes wrong', async ({ page, request }) => {
  const id = await longShortFund(request);
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
