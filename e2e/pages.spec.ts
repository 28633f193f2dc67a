import { expectAccessible } from './axe';
import { expect, test } from './test';

// Every page in light and dark, wide and narrow: accessible, and no wider than the screen.
const looks = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const look of looks) {
  test.describe(`${look.colorScheme}, ${look.viewport.width} px`, () => {
    test.use(look);
    // A page that is not there is answered with 404, and the browser says so.
    test.use({ expectedComplaints: [/status of 404/] });

    test('every page is accessible and fits', async ({ page, request }) => {
      const { data } = await (await request.get('/api/v1/portfolios')).json();
      const { id } = data.find(({ name }: { name: string }) => name === 'Long/short fund');
      const base = `/portfolios/${id}`;
      const addresses = [
        '/portfolios',
        base,
        `${base}/beta`,
        `${base}/sectors`,
        `${base}/concentration`,
        `${base}/volatility`,
        `${base}/activity`,
        `${base}/positions`,
        `${base}/import`,
        `${base}/settings`,
        '/market-data',
      ];
      for (const address of [
        ...addresses,
        `${base}?as_of=2019-01-05`,
        `${base}/beta?as_of=2019-01-05`,
        '/portfolios/nobody',
        `${base}?as_of=2025-02-30`,
      ]) {
        await page.goto(address);
        await expect(page.getByRole('main')).toBeVisible();
        // Charts come last, in turn; a page without any is done at once.
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${address} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  });
}
