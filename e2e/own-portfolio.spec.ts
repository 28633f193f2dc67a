import { conformanceOf } from './conformance-of';
import { removePortfolio } from './remove-portfolio';
import { widePrices } from './synthetic-market';
import { expect, test } from './test';

// One person's way from nothing to numbers: a portfolio, its prices, its holdings, a recalculation, and the same numbers
// read by a script and by another program.
const today = process.env.BALLAST_TODAY ?? '2026-06-30';
const shares = { TAAA: 100, TBBB: 40, TCCC: -20 };

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a new portfolio goes from CSV files to the numbers another program gives', async ({ page, request }) => {
  const prices = widePrices(today, 700);
  await test.step('prices are rehearsed, then taken in', async () => {
    await page.goto('/market-data');
    const panel = page.getByRole('region', { name: 'Prices' });
    await panel.locator('input[type=file]').setInputFiles(csv('prices.csv', prices));
    await expect(panel.getByText('Rows read')).toBeVisible();
    const before = await request.get('/api/v1/portfolios');
    expect(before.ok()).toBe(true);
    await panel.getByRole('button', { name: /^Import/ }).click();
    await expect(panel.getByText(/taken in|imported/i).first()).toBeVisible();
  });

  await test.step('a portfolio is made', async () => {
    await page.goto('/portfolios');
    await page.getByRole('button', { name: 'New portfolio' }).click();
    const dialog = page.getByRole('dialog', { name: 'New portfolio' });
    await dialog.getByLabel('Name').fill('Three stocks');
    await dialog.getByLabel('Index').fill('TIDX');
    await dialog.getByRole('button', { name: /create/i }).click();
    await page.getByRole('link', { name: 'Three stocks' }).click();
    await expect(page.getByText('This portfolio is empty')).toBeVisible();
  });

  await test.step('holdings are rehearsed, then taken in', async () => {
    await page.getByRole('link', { name: 'Import holdings' }).first().click();
    const rows = Object.entries(shares).map(([symbol, quantity]) => `${symbol},${quantity}`);
    await page.locator('input[type=file]').setInputFiles(csv('holdings.csv', `symbol,quantity\n${rows.join('\n')}\n`));
    await page.getByRole('button', { name: /^Import/ }).click();
    await page
      .getByRole('link', { name: /overview/i })
      .last()
      .click();
  });

  await test.step('pressing Recalculate brings the numbers, by themselves', async () => {
    await page.getByRole('button', { name: 'Recalculate' }).click();
    await expect(page.getByRole('region', { name: 'Market beta' })).toBeVisible({ timeout: 45_000 });
    await expect(page.getByText(/^Moves/)).toBeVisible();
  });

  const portfolioId = new URL(page.url()).pathname.split('/')[2];
  const witness = conformanceOf(prices, 'TIDX', { three: { shares } }).portfolios.three;

  const read = async (what: string) =>
    (await (await request.get(`/api/v1/analytics/portfolio/${portfolioId}/${what}`)).json()).data;
  const close = (value: number, expected: number) => expect(Math.abs(value / expected - 1)).toBeLessThan(1e-11);
  const beta = await read('market-beta');
  close(beta.market_beta_weighted, witness.weighted_sum_position_beta90);
  close(beta.market_beta_direct, witness.constant_current_weights.beta_90td.beta);
  close(beta.market_beta_r_squared, witness.constant_current_weights.beta_90td.r_squared);
  const volatility = await read('volatility');
  const realized = witness.constant_current_weights.realized_vol;
  close(volatility.realized_volatility_21d, realized.rv21_sample_ddof1);
  close(volatility.realized_volatility_63d, realized.rv63_sample_ddof1);
  close(
    volatility.expected_volatility_21d,
    witness.constant_current_weights.har['combined_geomean_ewma0.94_sqrtHAR'].forecast_vol_annual,
  );
  const concentration = await read('concentration');
  close(concentration.hhi, witness.hhi_0_10000_gross);
  close(concentration.effective_num_positions, witness.effective_n_gross);

  // What the page shows is what the API says, rounded.
  await expect(page.getByRole('region', { name: 'Market beta' })).toContainText(beta.market_beta_direct.toFixed(2));
});

test.describe('a file with faults', () => {
  // The browser reports each refused request on its console.
  test.use({ expectedComplaints: [/422/] });

  test('a file with faults is refused by row and column, and nothing of it is taken in', async ({ page, request }) => {
    const made = await request.post('/api/v1/portfolios', { data: { name: 'Faulty file' } });
    const { id } = await made.json();
    await page.goto(`/portfolios/${id}/import`);
    const refused = page.waitForResponse((response) => response.url().includes('/positions/import'));
    await page
      .locator('input[type=file]')
      .setInputFiles(csv('holdings.csv', 'symbol,quantity,entry_date\nTAAA,10,2025-02-30\nTBBB,1e999,\n'));
    expect((await refused).status()).toBe(422);
    const faults = page.getByRole('main');
    await expect(faults).toContainText('2025-02-30');
    await expect(faults).toContainText('1e999');
    await expect(faults).toContainText('entry_date');
    const lots = await (await request.get(`/api/v1/portfolios/${id}/positions`)).json();
    expect(lots.data).toEqual([]);
    await removePortfolio(page, request, id);
  });
});
