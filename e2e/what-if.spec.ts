import type { APIRequestContext, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

const idOf = async (request: APIRequestContext, name: string): Promise<string> => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name).id;
};

const figures = (page: Page) => page.getByRole('region', { name: 'What it changes' });
const summary = (page: Page) => page.getByRole('main').getByRole('status').first();
const figure = async (page: Page, name: string): Promise<string> =>
  (await figures(page).getByRole('row', { name }).getByRole('cell').nth(1).textContent())!.trim();

test('the figures move as one types, and are those that the API measures', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}/what-if`);
  await expect(figures(page).getByRole('row', { name: 'Market beta' })).toContainText('unchanged');
  await expect(summary(page)).toContainText('Nothing is changed yet');
  const { data } = await (await request.get(`/api/v1/analytics/portfolio/${id}/market-beta`)).json();
  expect(await figure(page, 'Market beta')).toContain(data.market_beta_direct.toFixed(2));

  await page.getByLabel('Pay changes from cash').uncheck();
  const lots = (await (await request.get(`/api/v1/portfolios/${id}/positions?limit=500`)).json()).data;
  const fund = lots.find((lot: { symbol: string }) => lot.symbol === 'BRMI.SIM');
  await page.getByLabel('Quantity of BRMI.SIM').first().fill('1000');
  await expect(summary(page)).toContainText('Beta');
  const measured = await (
    await request.post(`/api/v1/portfolios/${id}/what-if`, {
      data: {
        positions: lots.map((lot: { id: string }) =>
          lot.id === fund.id ? { position_id: lot.id, quantity: '1000' } : { position_id: lot.id },
        ),
      },
    })
  ).json();
  await expect(async () =>
    expect(await figure(page, 'Market beta')).toContain(measured.data.market_beta.market_beta_direct.toFixed(2)),
  ).toPass();
  expect(await figure(page, 'Volatility, 21 days')).toContain(
    `${(100 * measured.data.volatility.realized_volatility_21d).toFixed(1)}`,
  );
  expect(await figure(page, 'HHI')).toContain(measured.data.concentration.hhi.toFixed(0).slice(-3));
  await expect(figures(page).getByRole('row', { name: 'Market beta' })).toContainText(/\[.*, .*\]/);
  await expect(figures(page).getByRole('row', { name: 'HHI' })).toContainText('exact');
});

test('the book stands in the order of its values, and each column of the contributions explains itself', async ({
  page,
  request,
}) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}/what-if`);
  const book = page.getByRole('region', { name: 'The book', exact: true });
  await expect(book.getByRole('columnheader', { name: 'Value' })).toHaveAttribute('aria-sort', 'descending');
  await book.getByRole('button', { name: 'Position' }).click();
  const symbols = await book.locator('tbody th').allTextContents();
  expect(symbols.length).toBeGreaterThan(9);
  expect(symbols).toEqual([...symbols].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));

  // What is held short is covered, not sold.
  await book
    .getByRole('button', { name: /^Cover .* from cash$/ })
    .first()
    .click();
  await expect(book.getByText('covered from cash')).toBeVisible();

  const contributions = page.getByRole('region', { name: 'Contributions', exact: true });
  for (const [head, title] of [
    ['of weight', 'Change of weight'],
    ['to beta', 'Change of what it adds to beta'],
    ['to volatility', 'Change of what it adds to volatility'],
  ]) {
    await contributions.getByRole('button', { name: `${head} Explain its figures.` }).click();
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await page.keyboard.press('Escape');
  }
});

test('a change that chance alone explains is said to be inside the noise', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}/what-if`);
  const quantity = page.getByLabel('Quantity of OATF.SIM').first();
  await quantity.fill('261');
  await expect(summary(page)).toContainText(/unchanged|noise|pp/);
  await expect(page.getByRole('region', { name: 'Contributions', exact: true })).toContainText('OATF.SIM');
});

test('by keyboard alone: search, add, sell, save as a portfolio that is measured', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}/what-if`);
  await expect(figures(page).getByRole('row', { name: 'Market beta' })).toBeVisible();
  const search = page.getByRole('combobox', { name: 'Add a position' });
  await search.focus();
  await page.keyboard.type('aerov');
  await expect(page.getByRole('option', { name: /ARVK\.SIM/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Quantity of ARVK.SIM')).toBeFocused();
  await expect(summary(page)).toContainText('cannot be read yet');
  await page.keyboard.type('40');
  await expect(summary(page)).toContainText('Beta');
  const sell = page.getByRole('button', { name: 'Sell KILM.SIM to cash' });
  await sell.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /KILM\.SIM/ }).first()).toContainText('sold to cash');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Save as a portfolio' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save as a portfolio' });
  await dialog.getByLabel('Name').fill('Kept by keyboard');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/portfolios\/(?!.*what-if)[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Kept by keyboard' })).toBeVisible();
  await expect(page.getByText(/^As of/).first()).toContainText('30 Jun 2026', { timeout: 60_000 });
  const made = page.url().split('/').at(-1)!;
  const lots = (await (await request.get(`/api/v1/portfolios/${made}/positions?limit=500`)).json()).data;
  expect(lots.find((lot: { symbol: string }) => lot.symbol === 'ARVK.SIM').quantity).toBe('40');
  expect(lots.some((lot: { symbol: string }) => lot.symbol === 'KILM.SIM')).toBe(false);
  await removePortfolio(page, request, made);
});

test.describe('what cannot be', () => {
  // The server's answer about the unknown symbol is a 404, and the browser says so.
  test.use({ expectedComplaints: [/status of 404/] });

  test('is said at its field, and nothing can be saved', async ({ page, request }) => {
    const id = await idOf(request, 'Individual investor');
    await page.goto(`/portfolios/${id}/what-if`);
    await expect(figures(page).getByRole('row', { name: 'Market beta' })).toBeVisible();
    const search = page.getByRole('combobox', { name: 'Add a position' });
    await search.fill('NOPE.XX');
    await search.press('Enter');
    await expect(page.getByText('Nobody here knows NOPE.XX')).toBeVisible();
    await expect(search).toHaveAttribute('aria-invalid', 'true');
    await search.fill('BRMI.SIM');
    await search.press('Enter');
    await expect(page.getByText('BRMI.SIM is in the book already')).toBeVisible();

    const quantity = page.getByLabel('Quantity of BRMI.SIM').first();
    for (const [typed, words] of [
      ['1e9', 'needs a number'],
      ['9999999999999', 'at most a trillion'],
      ['0.123456789', 'at most eight decimals'],
      ['', 'needs a quantity'],
    ]) {
      await quantity.fill(typed);
      await expect(quantity).toHaveAttribute('aria-invalid', 'true');
      await expect(page.locator(`[id="${await quantity.getAttribute('aria-describedby')}"]`)).toContainText(words);
    }
    await expect(page.getByRole('button', { name: 'Save as a portfolio' })).toBeDisabled();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(quantity).toHaveValue('310');
    await expect(summary(page)).toContainText('Nothing is changed yet');
  });
});

test('a portfolio without holdings says what to do first', async ({ page, request }) => {
  const { id } = await (
    await request.post('/api/v1/portfolios', { data: { name: 'Nothing in it', market_index: 'SIM500' } })
  ).json();
  await page.goto(`/portfolios/${id}/what-if`);
  await expect(page.getByRole('main').getByRole('link', { name: 'Import holdings' })).toBeVisible();
  await removePortfolio(page, request, id);
});
