import { expect, test } from './test';

const portfolios = async (request: import('@playwright/test').APIRequestContext) => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return (name: string) => data.find((one: { name: string }) => one.name === name).id as string;
};

test('a day is chosen by keyboard alone, and travels to other pages and portfolios', async ({ page, request }) => {
  const idOf = await portfolios(request);
  await page.goto(`/portfolios/${idOf('Individual investor')}`);
  const picker = page.getByRole('navigation', { name: 'As-of date' });
  await picker.getByRole('button', { name: /Figures of 30 Jun 2026/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'As-of date' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: '30 Jun 2026', exact: true }).focus();
  // A month back and a week on: 30 May, a Saturday, then 5 June.
  await page.keyboard.press('PageUp');
  await expect(dialog.getByRole('button', { name: /^30 May 2026, no figures yet$/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(dialog.getByRole('button', { name: '5 Jun 2026', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?as_of=2026-06-05$/);
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^As of/).first()).toContainText('5 Jun 2026');

  await picker.getByRole('link', { name: 'Day before, 4 Jun 2026' }).click();
  await expect(page).toHaveURL(/\?as_of=2026-06-04$/);
  await page
    .getByRole('navigation', { name: 'Portfolio', exact: true })
    .getByRole('link', { name: 'Holdings' })
    .click();
  await expect(page).toHaveURL(/\/positions\?as_of=2026-06-04$/);
  await page.getByRole('combobox', { name: 'Portfolio' }).selectOption('Wealthy household');
  await expect(page).toHaveURL(new RegExp(`${idOf('Wealthy household')}/positions\\?as_of=2026-06-04$`));
  await page
    .getByRole('navigation', { name: 'Portfolio', exact: true })
    .getByRole('link', { name: 'Overview' })
    .click();
  await expect(page.getByText(/^As of/).first()).toContainText('4 Jun 2026');
});

test('any day can be typed; one without figures says so, and the way back is one press', async ({ page, request }) => {
  const id = (await portfolios(request))('Long/short fund');
  await page.goto(`/portfolios/${id}`);
  await page.getByRole('button', { name: /Figures of 30 Jun 2026/ }).click();
  const dialog = page.getByRole('dialog', { name: 'As-of date' });
  await dialog.getByLabel('Any day').fill('2023-05-17');
  await dialog.getByRole('button', { name: 'Go' }).click();
  await expect(page.getByText('No figures of 17 May 2023 yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Recalculate' })).toBeVisible();
  await page.getByRole('button', { name: /Figures of 17 May 2023/ }).click();
  await dialog.getByRole('button', { name: 'Newest, 30 Jun 2026' }).click();
  await expect(page).toHaveURL(new RegExp(`/portfolios/${id}$`));
  await expect(page.getByText(/^Moves/)).toBeVisible();
});

test('a day on which nothing can be calculated says why, and where figures are', async ({ page, request }) => {
  const id = (await portfolios(request))('Long/short fund');
  await page.goto(`/portfolios/${id}?as_of=2026-06-28`);
  await expect(page.getByText('There are no prices on 28 Jun 2026')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: '26 Jun 2026' }).click();
  await expect(page).toHaveURL(/\?as_of=2026-06-26$/);
  await expect(page.getByText(/^Moves/)).toBeVisible();
  await page.goto(`/portfolios/${id}/beta?as_of=2199-01-04`);
  await expect(page.getByText('4 Jan 2199 is still to come')).toBeVisible();
  await page.goto(`/portfolios/${id}/sectors?as_of=1999-01-04`);
  await expect(page.getByText('There are no prices up to 4 Jan 1999')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Newest, 30 Jun 2026' }).click();
  await expect(page.getByText(/^Moves/)).toBeVisible();
});

test('the quality of data is that of the day, too', async ({ page, request }) => {
  const id = (await portfolios(request))('Long/short fund');
  await page.goto(`/portfolios/${id}/volatility?as_of=2026-06-05`);
  await page.getByRole('main').getByRole('link', { name: 'Data quality' }).click();
  await expect(page).toHaveURL(/\/data-quality\?as_of=2026-06-05$/);
  await expect(page.getByText(/as of 5.Jun.2026/)).toBeVisible();
  await page.getByRole('link', { name: 'Day before, 4 Jun 2026' }).click();
  await expect(page.getByText(/as of 4.Jun.2026/)).toBeVisible();
});
