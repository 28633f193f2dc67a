import { expectAccessible } from './axe';
import { expect, test } from './test';

const idOf = async (request: import('@playwright/test').APIRequestContext, name: string): Promise<string> => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name).id;
};

test('beta: days, line, coefficients, and where it comes from', async ({ page, request }) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}`);
  await page.getByRole('navigation', { name: 'Portfolio', exact: true }).getByRole('link', { name: 'Beta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Beta' })).toBeVisible();
  const { data } = await (await request.get(`/api/v1/analytics/portfolio/${id}/market-beta`)).json();

  const scatter = page.getByRole('region', { name: 'Day by day' });
  await expect(scatter.locator('figcaption')).toContainText(`moved ${data.market_beta_direct.toFixed(2)} [`);
  await scatter.getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(scatter.getByRole('status')).toContainText('30 Jun 2026: SIM500 +');
  await scatter.getByRole('radio', { name: '252 days' }).check({ force: true });
  await expect(scatter.locator('figcaption')).toContainText('On 252 days');
  await scatter.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(scatter.getByRole('table').getByRole('row')).toHaveCount(253);

  // Several figures of one regression open one explanation.
  const coefficients = page.getByRole('region', { name: 'Coefficients' });
  await coefficients.getByRole('button', { name: /p of β = 1, HC3, 252 days/ }).click();
  await expect(page.getByRole('dialog', { name: 'Market beta, 252 days' })).toContainText('252 paired daily returns');
  await page.keyboard.press('Escape');
  await coefficients.getByRole('button', { name: /Explain Welch beta/ }).click();
  await expect(page.getByRole('dialog', { name: 'Welch beta' })).toContainText(/504, \d+ dropped/);
  await page.keyboard.press('Escape');

  // The rolling line in either window ends with the beta that is stored, and stands against another index on request.
  const rolling = page.getByRole('region', { name: 'Over time' });
  await expect(rolling.locator('figcaption')).toContainText(
    `The 90-day beta is ${data.market_beta_direct.toFixed(2)} [`,
  );
  await rolling.getByRole('radio', { name: '252 days' }).check({ force: true });
  const { metadata } = await (await request.get(`/api/v1/analytics/portfolio/${id}/market-beta`)).json();
  await expect(rolling.locator('figcaption')).toContainText(`The 252-day beta is ${metadata.direct_252d.toFixed(2)} [`);
  await rolling.getByRole('combobox', { name: 'Against' }).selectOption('BRMI.SIM');
  await expect(page).toHaveURL(/against=BRMI\.SIM/);
  await expect(rolling).toContainText('against BRMI.SIM, of what is owned now');
  await expect(rolling.locator('figcaption')).toContainText('The 90-day beta is');

  const contributions = page.getByRole('region', { name: 'Where beta comes from' });
  await contributions.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(contributions.getByRole('row', { name: /^By positions/ })).toContainText(
    data.market_beta_weighted.toFixed(3),
  );
  await expect(page.getByRole('region', { name: 'Left out' })).toContainText('option without delta');
  await expectAccessible(page);
});

test('sectors: what makes a bet, and a table that reconciles', async ({ page, request }) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}/sectors`);
  const exposure = page.getByRole('region', { name: 'Long, short, net and gross' });
  const total = exposure.getByRole('row', { name: /^Total/ });
  await expect(total).toContainText('100.0 %');
  await expect(total.getByRole('cell').nth(4)).toHaveText(/^0\.0\spp$/);
  await exposure.getByRole('button', { name: /^Industrials/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Industrials' }).getByRole('table')).toContainText('.SIM');
  await page.keyboard.press('Escape');
  await exposure.getByRole('button', { name: /Explain Active share by sectors/ }).click();
  await expect(page.getByRole('dialog', { name: 'Active share by sectors' })).toContainText('½');
  await page.keyboard.press('Escape');

  const history = page.getByRole('region', { name: 'Over time' });
  await history.getByRole('application').focus();
  await page.keyboard.press('Home');
  await expect(history.getByRole('status')).toContainText('30 Jun 2025: Information Technology');
  await history.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(history.getByRole('table')).toContainText('30 Jun 2026');
  await expectAccessible(page);
});

test('concentration: both scales, an honest caption, and risk beside weight', async ({ page, request }) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}/concentration`);
  const { data } = await (await request.get(`/api/v1/analytics/portfolio/${id}/concentration`)).json();
  const numbers = page.getByRole('region', { name: 'In numbers' });
  await expect(numbers).toContainText(data.effective_num_positions.toFixed(1));
  await expect(numbers).toContainText('antitrust');
  await numbers
    .getByRole('button', { name: /Explain Herfindahl/ })
    .first()
    .click();
  await expect(page.getByRole('dialog', { name: 'Herfindahl–Hirschman index' }).first()).toContainText('antitrust law');
  await page.keyboard.press('Escape');

  const cumulative = page.getByRole('region', { name: 'The largest together' });
  await cumulative.getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(cumulative.getByRole('status')).toContainText('together 100.0 %');

  const risk = page.getByRole('region', { name: 'Weight and risk' });
  await expect(risk.locator('figcaption')).toContainText('is the source of');
  await risk.getByRole('radio', { name: 'Table' }).check({ force: true });
  const total = risk.getByRole('row', { name: /^Total/ });
  await expect(total.getByRole('cell').first()).toHaveText(/^100\.0\s%$/);
  await expect(total.getByRole('cell').nth(1)).toHaveText(/^100\.0\s%$/);
  await expectAccessible(page);
});

test('volatility: forecasts side by side, where it stands, what bad days cost', async ({ page, request }) => {
  const id = await idOf(request, 'Individual investor');
  await page.goto(`/portfolios/${id}/volatility`);
  const { data } = await (await request.get(`/api/v1/analytics/portfolio/${id}/volatility`)).json();
  const forecasts = page.getByRole('region', { name: 'Side by side' });
  await expect(forecasts.getByRole('row', { name: /^Next 21 days, headline/ })).toContainText(
    `${(data.expected_volatility_21d * 100).toFixed(1)} %`,
  );
  await forecasts.getByRole('button', { name: /Explain HAR forecast alone/ }).click();
  await expect(page.getByRole('dialog', { name: 'HAR forecast alone' })).toContainText('R² of the model');
  await page.keyboard.press('Escape');

  const past = page.getByRole('region', { name: 'Volatility', exact: true });
  await past.getByRole('radio', { name: 'EWMA' }).check({ force: true });
  await expect(past.locator('figcaption')).toContainText('EWMA volatility is');
  const cone = page.getByRole('region', { name: 'The cone' });
  await cone.getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(cone.getByRole('status')).toContainText('252 days: now');
  await cone.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(cone.getByRole('row', { name: /^21/ })).toContainText(
    `${(data.realized_volatility_21d * 100).toFixed(1)} %`,
  );
  const board = page.getByRole('region', { name: 'How good the forecasts were' });
  await expect(board.getByText('least loss')).toHaveCount(1);
  await board
    .getByRole('button', { name: /how it forecast/ })
    .first()
    .click();
  await expect(page.getByRole('dialog', { name: 'Headline: how it forecast' })).toContainText('Diebold–Mariano');
  await page.keyboard.press('Escape');
  await board.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(board.getByRole('table').last().getByRole('row').nth(1)).toContainText(/hit|missed/);

  const standing = page.getByRole('region', { name: 'Where it stands' });
  await expect(standing).toContainText('12 independent months');
  await expect(standing.getByRole('img', { name: /percentile of the last year/ })).toBeVisible();
  const losses = page.getByRole('region', { name: 'Losses' });
  await losses.getByRole('button', { name: /Explain Backtest, 99/ }).click();
  await expect(page.getByRole('dialog', { name: 'Backtest of value at risk, 99 %' })).toContainText('Kupiec');
  await page.keyboard.press('Escape');
  await expect(losses.getByRole('table').last().getByRole('row')).toHaveCount(11);
  await expectAccessible(page);

  // A month and a half back, what the forecast spoke of has come.
  await page.goto(`/portfolios/${id}/volatility?as_of=2026-04-15`);
  await expect(past).toContainText(/Then realized: (hit|missed)/);
  await expect(past.locator('figcaption')).toContainText('What they brought was');
});
