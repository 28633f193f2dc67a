import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

const idOf = async (request: APIRequestContext, name: string): Promise<string> => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name).id;
};

/** What pressing something saves: the file's name and its text. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('a table is saved as CSV, in full digits', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  const { name, text } = await saved(page, () => page.getByRole('button', { name: 'CSV of Holdings' }).click());
  expect(name).toBe('holdings.csv');
  const [head, ...rows] = text.replace('\ufeff', '').trimEnd().split('\r\n');
  expect(head.split(',').slice(0, 6)).toEqual(['symbol', 'name', 'sector', 'quantity', 'market_value', 'weight']);
  const { data } = await (await request.get(`/api/v1/portfolios/${id}/positions?limit=500`)).json();
  expect(rows).toHaveLength(data.length);
  expect(rows.find((row) => row.startsWith('BRMI.SIM,'))).toMatch(/,310,\d+(\.\d+)?,0\.\d{6,}/);
});

test('a chart is saved as an SVG that stands alone', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  await expect(page.locator('svg.recharts-surface')).not.toHaveCount(0);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  for (const button of await page.getByRole('button', { name: /^SVG of/ }).all()) {
    const { name, text } = await saved(page, () => button.click());
    expect(name).toMatch(/\.svg$/);
    // It is well-formed, draws something, and asks for nothing from elsewhere.
    const found = await page.evaluate((source) => {
      const { documentElement } = new DOMParser().parseFromString(source, 'image/svg+xml');
      return {
        root: documentElement.localName,
        drawn: documentElement.querySelectorAll('path[d], rect').length,
        words: documentElement.textContent?.length ?? 0,
      };
    }, text);
    expect(found.root, name).toBe('svg');
    expect(found.drawn, name).toBeGreaterThan(3);
    expect(found.words, name).toBeGreaterThan(30);
    expect(text).not.toMatch(/var\(--|href=|url\((?!['"]?#)/);
  }
});

test('an export imports back to equal holdings', async ({ page, request }) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}/positions`);
  const { text } = await saved(page, () => page.getByRole('link', { name: 'Download CSV' }).click());
  const { id: copy } = await (
    await request.post('/api/v1/portfolios', { data: { name: 'Copy', market_index: 'SIM500' } })
  ).json();
  const answer = await request.post(`/api/v1/portfolios/${copy}/positions/import`, {
    headers: { 'content-type': 'text/csv' },
    data: text,
  });
  expect(answer.status()).toBe(200);
  const lotsOf = async (of: string) =>
    (await (await request.get(`/api/v1/portfolios/${of}/positions?limit=500`)).json()).data.map(
      // The price of money is 1 whether or not anybody says so.
      ({ id: _, ...lot }: { id: string; asset_class: string }) =>
        JSON.stringify(lot.asset_class === 'cash' ? { ...lot, price: '1' } : lot),
    );
  expect((await lotsOf(copy)).sort()).toEqual((await lotsOf(id)).sort());
  await removePortfolio(page, request, copy);
});

test('a figure gives its inputs, and the lines that make it of them', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  await page.getByLabel('Key figures').getByRole('button').first().click();
  const explanation = page.getByRole('dialog', { name: 'Market beta' }).first();
  await explanation.getByText('Check it yourself').press('Enter');
  await expect(explanation.getByText('paired_returns-2026-06-30.csv').first()).toBeVisible();
  await expect(explanation.getByText('import numpy as np')).toBeVisible();
  await expect(explanation.getByText('lm(y ~ x)')).toBeVisible();
  const { text } = await saved(page, () => explanation.getByRole('link', { name: /^Download/ }).click());
  expect(text.split('\r\n')[0]).toBe('date,portfolio_return,market_return');
  await expectAccessible(page);
});

test('amounts are hidden on every page, from the first moment, and in what is saved', async ({
  page,
  request,
  context,
}) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}`);
  const row = page.getByRole('row', { name: /BRMI\.SIM/ }).first();
  await expect(row).toContainText('$');
  const toggle = page.getByRole('button', { name: 'Hide amounts' });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(row.getByText('$')).toBeHidden();
  const { text } = await saved(page, () => page.getByRole('button', { name: 'CSV of Holdings' }).click());
  expect(text).toMatch(/BRMI\.SIM,[^,]*,[^,]*,,,0\.\d/);

  // The server knows before the page is made: not a moment of them, without any script.
  const silent = await context.browser()!.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
    baseURL: new URL(page.url()).origin,
  });
  const still = await silent.newPage();
  for (const address of [
    '/portfolios',
    `/portfolios/${id}`,
    `/portfolios/${id}/report`,
    `/portfolios/${id}/positions`,
    `/portfolios/${id}/positions/BRMI.SIM`,
    `/portfolios/${id}/history?measure=equity_value`,
  ]) {
    await still.goto(address);
    for (const amount of await still.locator('[data-amount]:not(input) > *').all()) await expect(amount).toBeHidden();
    await expect(still.getByText(/\$[\d,]{4}/).first()).toBeHidden();
  }
  await silent.close();

  await page.reload();
  await expect(page.getByRole('button', { name: 'Hide amounts' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Hide amounts' }).click();
  await expect(row).toContainText('$');
});

test('the report fits one page of paper', async ({ page, request }) => {
  for (const name of ['Individual investor', 'Wealthy household', 'Long/short fund']) {
    const id = await idOf(request, name);
    await page.goto(`/portfolios/${id}/report`);
    await expect(page.getByRole('article')).toContainText(name);
    await expectAccessible(page);
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page[^s]/g), `${name}, ${format}`).toHaveLength(1);
    }
  }
});

test('a table of 10,000 lots stays quick to sort, to search and to scroll', async ({ page, request }) => {
  test.setTimeout(180_000);
  const { id } = await (
    await request.post('/api/v1/portfolios', { data: { name: 'Ten thousand', market_index: 'SIM500' } })
  ).json();
  const symbols = ['BRMI', 'GLHP', 'MSGV', 'KILM', 'OATF', 'CORG', 'HDGB', 'FRSH', 'DRMW'];
  const lines = Array.from({ length: 10_000 }, (_, i) => `${symbols[i % symbols.length]}.SIM,${i + 1},lot-${i}`);
  const imported = await request.post(`/api/v1/portfolios/${id}/positions/import`, {
    headers: { 'content-type': 'text/csv' },
    data: `symbol,quantity,lot_id\n${lines.join('\n')}\n`,
  });
  expect(imported.status()).toBe(200);
  const answer = await request.post(`/api/v1/portfolios/${id}/recalculations`, { data: {} });
  await expect(async () => {
    const { state } = await (await request.get(answer.headers().location)).json();
    expect(state).toBe('completed');
  }).toPass({ timeout: 90_000 });

  await page.goto(`/portfolios/${id}`);
  const table = page.getByRole('region', { name: 'Holdings', exact: true });
  await expect(table.getByText('10,000 lots')).toBeVisible();
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  await page.evaluate(() => {
    const seen = globalThis as unknown as { longest: number };
    seen.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  await table.getByRole('button', { name: /^Value/ }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('BRMI.SIM');
  await table.getByLabel('Find holdings').fill('kilm');
  await expect(table.getByText('1,111 of 10,000 lots')).toBeVisible();
  await table.getByLabel('Find holdings').fill('');
  await table.getByRole('group', { name: 'Holdings' }).evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
  await expect(table.getByRole('row').last()).toBeVisible();
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
  // A tenth of it on a machine with nothing else to do; drawing all rows would take many seconds.
  expect(longest).toBeLessThan(1_500);
  const { text } = await saved(page, () => page.getByRole('button', { name: 'CSV of Holdings' }).click());
  expect(text.trimEnd().split('\r\n')).toHaveLength(10_001);

  await page.goto(`/portfolios/${id}/positions`);
  const lots = page.getByRole('region', { name: 'Lots', exact: true });
  await expect(lots.getByText('10,000 lots')).toBeVisible();
  await lots.getByRole('button', { name: /^Quantity/ }).click();
  await expect(lots.getByRole('row').nth(1)).toContainText('10,000');
  await lots.getByLabel('Find lots').fill('lot-777');
  await expect(lots.getByText('11 of 10,000 lots')).toBeVisible();
  expect(await lots.getByRole('row').count()).toBeLessThan(80);

  await page.goto(`/portfolios/${id}/what-if`);
  await expect(figures(page).getByRole('row', { name: 'Market beta' })).toBeVisible({ timeout: 60_000 });
  await page
    .getByLabel(/^Quantity of/)
    .first()
    .fill('5');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('Beta', { timeout: 30_000 });
  await removePortfolio(page, request, id);
});

const figures = (page: Page) => page.getByRole('region', { name: 'What it changes' });
