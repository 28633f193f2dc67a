import { expectAccessible } from './axe';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

const idOf = async (request: import('@playwright/test').APIRequestContext, name: string): Promise<string> => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name).id;
};

test('from a holding to everything about it, on the same day', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}?as_of=2026-06-05`);
  await page
    .getByRole('region', { name: 'Holdings' })
    .getByRole('button', { name: /^OATF\.SIM/ })
    .first()
    .click();
  await page.getByRole('dialog', { name: 'OATF.SIM' }).getByRole('link', { name: 'Everything about OATF.SIM' }).click();
  await expect(page).toHaveURL(/\/positions\/OATF\.SIM\?as_of=2026-06-05$/);
  await expect(page.getByRole('heading', { level: 1, name: 'OATF.SIM' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'In the portfolio' })).toContainText('2 lots on 5 Jun 2026');

  // Betas explain themselves, with the interval of their errors.
  const betas = page.getByRole('region', { name: 'Beta', exact: true });
  await expect(betas.getByRole('row', { name: /^Returns used/ })).toContainText('90, 0 dropped');
  await betas.getByRole('row', { name: /^Beta/ }).getByRole('button').first().click();
  await expect(page.getByRole('dialog', { name: 'Beta of OATF.SIM, 90 days' })).toContainText(
    '90 paired daily returns',
  );
  await page.keyboard.press('Escape');
  await expect(betas.getByRole('row', { name: /^Welch, 504 days/ })).toContainText(/\d\.\d\d/);

  // The forecast of that day is judged by what came.
  await expect(page.getByRole('region', { name: 'Volatility', exact: true })).not.toContainText('Then realized');
  await page.goto(`/portfolios/${id}/positions/OATF.SIM?as_of=2026-05-20`);
  await expect(page.getByRole('region', { name: 'Volatility', exact: true })).toContainText(
    /Then realized: (hit|missed)/,
  );
  await page.goto(`/portfolios/${id}/positions/OATF.SIM?as_of=2026-06-05`);

  // Windows and estimators are chosen, and travelled by keys.
  const rolling = page.getByRole('region', { name: 'Beta over time' });
  await rolling.getByRole('radio', { name: '252 days' }).check({ force: true });
  await expect(rolling.locator('figcaption')).toContainText('The 252-day beta is');
  await rolling.getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(rolling.getByRole('status')).toContainText('5 Jun 2026: Beta');
  const volatility = page.getByRole('region', { name: 'Volatility over time' });
  for (const estimator of ['EWMA', 'Parkinson', 'Garman–Klass', 'Rogers–Satchell', 'Yang–Zhang']) {
    await volatility.getByRole('combobox', { name: 'Estimator' }).selectOption(estimator);
    await expect(volatility.locator('figcaption')).toContainText(`Volatility by ${estimator} is`);
  }
  await expect(page.getByRole('region', { name: 'How good the forecasts were' })).toContainText('Forecaster');
  await expectAccessible(page);
});

test('a lot is edited on the page of its position', async ({ page, request }) => {
  const made = await request.post('/api/v1/portfolios', { data: { name: 'One position', market_index: 'SIM500' } });
  const { id } = await made.json();
  const csv = 'symbol,quantity\nGLHP.SIM,12\n';
  const imported = await request.post(`/api/v1/portfolios/${id}/positions/import?mode=replace`, {
    headers: { 'content-type': 'text/csv' },
    data: csv,
  });
  expect(imported.ok()).toBe(true);
  await page.goto(`/portfolios/${id}/positions/GLHP.SIM`);
  await expect(page.getByText('No figures yet')).toBeVisible();
  const lots = page.getByRole('region', { name: 'Lots', exact: true });
  await lots.getByRole('button', { name: 'Edit GLHP.SIM' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lot of GLHP.SIM' });
  await dialog.getByLabel('Quantity', { exact: true }).fill('15');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(lots.getByRole('row', { name: /^GLHP\.SIM/ })).toContainText('15');
  await expectAccessible(page);
  await removePortfolio(page, request, id);
});

test('options, cash and private assets say what they have, and why not more', async ({ page, request }) => {
  const fund = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${fund}/positions/LMFG280121C87.SIM`);
  await expect(page.getByText('The measures below are those of LMFG.SIM')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/portfolios/${fund}/positions/USD`);
  await expect(page.getByText('Cash has no beta and no volatility')).toBeVisible();
  const household = await idOf(request, 'Wealthy household');
  await page.goto(`/portfolios/${household}/positions/OLDCASK-WINE-CELLAR`);
  await expect(page.getByText('Unavailable: private asset')).toBeVisible();
  await expectAccessible(page);
});

test.describe('a symbol that nobody holds', () => {
  test.use({ expectedComplaints: [/status of 404/] });

  test('is a helpful page that is not there', async ({ page, request }) => {
    const id = await idOf(request, 'Individual investor');
    for (const symbol of ['NOPE', 'oatf.sim', '%F0%9F%A6%86', encodeURIComponent("'; DROP TABLE positions; --")]) {
      const answer = await page.goto(`/portfolios/${id}/positions/${symbol}`);
      expect([symbol, answer?.status()]).toEqual([symbol, 404]);
      await expect(page.getByText(`Nothing here is called ${decodeURIComponent(symbol)}`)).toBeVisible();
      await expect(page.getByRole('link', { name: 'All holdings' })).toBeVisible();
    }
    await expectAccessible(page);
  });
});

test.describe('on a screen that is touched', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a chart tells the point under the finger, and goes on telling it', async ({ page, request }) => {
    const id = await idOf(request, 'Individual investor');
    await page.goto(`/portfolios/${id}/volatility`);
    const chart = page.getByRole('region', { name: 'Volatility', exact: true }).getByRole('application');
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await chart.boundingBox())!;
    await page.touchscreen.tap(x + width * 0.4, y + height / 2);
    await expect(chart.getByText('Realized 21 days')).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    await expect(chart.getByText('Realized 21 days')).toBeHidden();
  });
});
