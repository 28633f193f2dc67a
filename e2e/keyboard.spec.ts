import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test';

// The tasks that the product is for, with the mouse unplugged: every step is a key.

/** Presses Tab until the element has the focus, and sees that the focus is visible there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const isShown = await target.evaluate((element) => {
        // A card shows the focus of the link that fills it, a label that of the control within.
        const looks = [element, element.closest('label'), element.closest('li, article')].flatMap((one) =>
          one === null ? [] : [getComputedStyle(one), getComputedStyle(one, '::after')],
        );
        return looks.some((look) => look.outlineStyle !== 'none' || look.boxShadow.includes('2px'));
      });
      expect(isShown, `the focus shows on ${target}`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('open: from the list into a portfolio and on to each of its questions', async ({ page }) => {
  await page.goto('/portfolios');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip to/i })).toBeFocused();
  await press(page, page.getByRole('main').getByRole('link', { name: 'Long/short fund' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Long/short fund' })).toBeVisible();
  for (const name of ['Beta', 'Sectors', 'Concentration', 'Volatility']) {
    await press(
      page,
      page.getByRole('navigation', { name: 'Portfolio', exact: true }).getByRole('link', { name, exact: true }),
    );
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(name, 'i') })).toBeVisible();
  }
});

test('explain: a number says where it comes from, and gives the focus back', async ({ page }) => {
  await page.goto('/portfolios');
  await press(page, page.getByRole('main').getByRole('link', { name: 'Individual investor' }));
  const figure = page.getByLabel('Key figures').getByRole('button').first();
  await press(page, figure);
  const explanation = page.getByRole('dialog', { name: 'Market beta' }).first();
  await expect(explanation).toBeVisible();
  await expect(explanation).toContainText('Method');
  await page.keyboard.press('Escape');
  await expect(explanation).toBeHidden();
  await expect(figure).toBeFocused();
});

test('recalculate: a day without figures gets them', async ({ page, request }) => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  const { id } = data.find((one: { name: string }) => one.name === 'Individual investor');
  await page.goto(`/portfolios/${id}?as_of=2024-05-14`);
  await expect(page.getByText('No figures of 14 May 2024 yet')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Recalculate' }).first());
  await expect(page.getByText(/^As of/).first()).toContainText('14 May 2024', { timeout: 60_000 });
});

test('import: a new portfolio takes in a file of holdings', async ({ page }) => {
  await page.goto('/portfolios');
  await press(page, page.getByRole('button', { name: 'New portfolio' }));
  const dialog = page.getByRole('dialog', { name: 'New portfolio' });
  await tabTo(page, dialog.getByLabel('Name'));
  await page.keyboard.type('By the keyboard');
  await tabTo(page, dialog.getByLabel('Index'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('SIM500');
  await press(page, dialog.getByRole('button', { name: /create/i }));
  await press(page, page.getByRole('link', { name: 'By the keyboard' }).first());
  await press(page, page.getByRole('main').getByRole('link', { name: 'Import holdings' }).first());
  const chooser = page.waitForEvent('filechooser');
  await press(page, page.locator('input[type=file]').first());
  await (await chooser).setFiles({
    name: 'holdings.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('symbol,quantity\nBRMI.SIM,10\nHDGB.SIM,20\n'),
  });
  await press(page, page.getByRole('button', { name: /^Import/ }));
  await press(
    page,
    page.getByRole('navigation', { name: 'Portfolio', exact: true }).getByRole('link', { name: 'Holdings' }),
  );
  await expect(page.getByRole('row', { name: /BRMI\.SIM/ })).toBeVisible();
});
