import { expect, test } from './test';

const portfolio = async (request: import('@playwright/test').APIRequestContext, name: string) => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name);
};

test('the first screen answers in the order of the questions', async ({ page, request }) => {
  await page.goto('/portfolios');
  await page.getByRole('link', { name: 'Individual investor' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1, name: 'Individual investor' })).toBeVisible();
  await expect(main.getByText('Simulated market')).toBeVisible();
  await expect(main.getByText(/^As of/).first()).toContainText('30 Jun 2026');
  await expect(main.getByRole('button', { name: /positions unavailable/ })).toBeVisible();
  const { id } = await portfolio(request, 'Individual investor');
  const { data } = await (await request.get(`/api/v1/analytics/portfolio/${id}/market-beta`)).json();
  await expect(main.getByText(/^Moves/)).toContainText(`Moves ${data.market_beta_direct.toFixed(2)}`);
  for (const name of ['Market beta', 'Volatility', 'Sectors', 'Concentration', 'Holdings'])
    await expect(main.getByRole('region', { name, exact: true })).toBeVisible();
  await expect(main.locator('svg.recharts-surface').first()).toBeVisible();
});

test('a number explains itself, by keyboard too', async ({ page, request }) => {
  const { id } = await portfolio(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  const figure = page.getByLabel('Key figures').getByRole('button').first();
  await figure.focus();
  await page.keyboard.press('Enter');
  const explanation = page.getByRole('dialog', { name: 'Market beta' }).first();
  await expect(explanation).toBeVisible();
  for (const term of ['Returns used', 'Window', 'Method', 'Inputs']) await expect(explanation).toContainText(term);
  await page.keyboard.press('Escape');
  await expect(explanation).toBeHidden();
});

test('a chart has a table twin', async ({ page, request }) => {
  const { id } = await portfolio(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  const panel = page.getByRole('region', { name: 'Sectors', exact: true });
  await panel.getByRole('radio', { name: /table/i }).check({ force: true });
  await expect(panel.getByRole('table')).toContainText('Information Technology');
  await expect(panel.getByRole('table')).toContainText('Total');
});

test('progress survives a reload, and the page brings the new figures by itself', async ({ page, request }) => {
  const { id } = await portfolio(request, 'Wealthy household');
  const answer = await request.post(`/api/v1/portfolios/${id}/recalculations`, {
    // Before the day that the next journey finds without figures: it is stored from its newest month on.
    data: { from: '2019-06-03', as_of: '2023-12-29' },
  });
  expect(answer.status()).toBe(202);
  await page.goto(`/portfolios/${id}`);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 30_000 });
  const ended = await (await request.get(answer.headers().location)).json();
  expect(ended.state).toBe('cancelled');
});

test('a day without figures says so and calculates them on request', async ({ page, request }) => {
  // Of a portfolio whose oldest day no other journey looks at.
  const { id } = await portfolio(request, 'Wealthy household');
  await page.goto(`/portfolios/${id}?as_of=2024-03-14`);
  await expect(page.getByText('No figures of 14 Mar 2024 yet')).toBeVisible();
  await page.getByRole('button', { name: 'Recalculate' }).click();
  await expect(page.getByText(/^As of/).first()).toContainText('14 Mar 2024', { timeout: 60_000 });
});

test('a lot is corrected and removed, a portfolio renamed and deleted', async ({ page, request }) => {
  const { id } = await (
    await request.post('/api/v1/portfolios', { data: { name: 'To be edited', market_index: 'SIM500' } })
  ).json();
  await request.post(`/api/v1/portfolios/${id}/positions/import`, {
    headers: { 'content-type': 'text/csv' },
    data: 'symbol,quantity\nBRMI.SIM,10\nHDGB.SIM,20\n',
  });
  await page.goto(`/portfolios/${id}/positions`);
  await page.getByRole('button', { name: 'Edit BRMI.SIM' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Quantity').fill('12.5');
  await dialog.getByRole('button', { name: 'Save lot' }).click();
  await expect(page.getByRole('row', { name: /BRMI\.SIM/ })).toContainText('12.5');
  await page.getByRole('button', { name: 'Remove HDGB.SIM' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row', { name: /HDGB\.SIM/ })).toHaveCount(0);

  await page.goto(`/portfolios/${id}/settings`);
  await page.getByLabel('Name').fill('Edited');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete portfolio' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/portfolios$/);
  expect((await request.get(`/api/v1/portfolios/${id}`)).status()).toBe(404);
});
