import { conformanceOf } from './conformance-of';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

// From symbols nobody has seen to numbers that another program gives: the providers are asked, a split that they have
// missed is found and mended, and the figures follow. The vendors are a server on loopback (e2e/stub-providers.ts).
const shares = { NEWA: 100, 'NEW.B': 50, TORN: 30 };
const tornAt = '2026-03-02';

/** The adjusted closes that the vendor has of a symbol, by day. */
async function closesOf(symbol: string): Promise<Map<string, number>> {
  const port = process.env.BALLAST_E2E_STUB_PORT;
  const url = `http://127.0.0.1:${port}/yahoo/v8/finance/chart/${symbol.replace('.', '-')}?period1=0&period2=9999999999`;
  const [result] = (await (await fetch(url)).json()).chart.result;
  const closes: number[] = result.indicators.adjclose[0].adjclose;
  return new Map(
    result.timestamp.map((second: number, i: number) => [
      new Date(second * 1000).toISOString().slice(0, 10),
      closes[i],
    ]),
  );
}

/** What the very library behind the product says of the same closes, run by itself. */
async function witnessed(): Promise<{ series: Record<string, Witness>; portfolios: { new: PortfolioWitness } }> {
  const columns = await Promise.all(
    ['SPY', ...Object.keys(shares)].map(async (symbol) => [symbol, await closesOf(symbol)] as const),
  );
  const dates = [...columns[0][1].keys()];
  const cell = (symbol: string, closes: Map<string, number>, date: string) =>
    symbol === 'TORN' && date < tornAt ? closes.get(date)! / 4 : closes.get(date);
  const lines = dates.map((date) => [date, ...columns.map(([symbol, closes]) => cell(symbol, closes, date))].join(','));
  const prices = [`date,${columns.map(([symbol]) => symbol).join(',')}`, ...lines].join('\n');
  return conformanceOf(prices, 'SPY', { new: { shares } });
}

type Witness = {
  beta: { simple_90td: { beta: number } };
  realized_vol_simple: { rv21_sample_ddof1: number; rv63_sample_ddof1: number };
  har: Record<string, { forecast_vol_annual: number }>;
};
type PortfolioWitness = {
  weighted_sum_position_beta90: number;
  constant_current_weights: {
    beta_90td: { beta: number };
    realized_vol: { rv21_sample_ddof1: number; rv63_sample_ddof1: number };
    har: Record<string, { forecast_vol_annual: number }>;
  };
};
const combined = 'combined_geomean_ewma0.94_sqrtHAR';

test('symbols nobody has seen are fetched, judged, mended and measured', async ({ page, request }) => {
  test.setTimeout(120_000);
  const made = await request.post('/api/v1/portfolios', { data: { name: 'Newcomers' } });
  const { id } = await made.json();
  const base = `/portfolios/${id}`;

  await test.step('a holdings file asks for their prices, with progress', async () => {
    await page.goto(`${base}/import`);
    const text = 'symbol,quantity\nNEWA,100\nNEW-B,50\nTORN,30\nNOSUCH,1\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'h.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Import 4 rows' }).click();
    await expect(
      page.getByRole('region', { name: 'Prices from the providers' }).getByRole('progressbar'),
    ).toBeVisible();
    await expect(page.getByText('Prices: 4 symbols up to date, 1 without new prices.')).toBeVisible({
      timeout: 45_000,
    });
    await page.getByRole('link', { name: 'See the data quality' }).click();
  });

  await test.step('the page of market data says what is fresh and what nobody knows', async () => {
    await page.goto('/market-data');
    const row = (symbol: string) => page.getByRole('row', { name: new RegExp(`^${symbol.replace('.', '\\.')}`) });
    await expect(row('NEW.B')).toContainText('Fresh');
    await expect(row('NEW.B')).toContainText('yahoo');
    await expect(row('NOSUCH')).toContainText('no provider knows it');
  });

  const torn = page.getByRole('listitem').filter({ hasText: 'TORN: Probably a split' });
  await test.step('a split that no vendor reports is found, and withholds', async () => {
    await page.goto(`${base}/data-quality`);
    await expect(torn).toContainText('Returns for beta and volatility begin at that day');
    const before = await (await request.get(`/api/v1/portfolios/${id}/data-quality`)).json();
    expect(before.findings.filter(({ severity }: { severity: string }) => severity === 'grave').length).toBe(2);
  });

  await test.step('the split is entered, a sector is set, and the figures follow by themselves', async () => {
    await torn.getByRole('button', { name: 'Enter a split of TORN' }).click();
    const dialog = page.getByRole('dialog', { name: 'A split of TORN' });
    await expect(dialog.getByLabel('First day on the new scale')).toHaveValue(tornAt);
    await dialog.getByLabel('New units').fill('4');
    await dialog.getByRole('button', { name: 'Keep the split' }).click();
    await expect(page.getByText('The split of TORN is kept, and its adjusted closes have it.').first()).toBeVisible();
    await expect(torn).toHaveCount(0);
    const coverage = page.getByRole('region', { name: 'Coverage' });
    await coverage.getByLabel('Sector of TORN').selectOption('Industrials');
    await expect(page.getByText('TORN is in Industrials.').first()).toBeVisible();
    await expect(page.getByText('The figures are measured anew.').first()).toBeVisible({ timeout: 30_000 });
  });

  await test.step('betas and volatilities are those of another run on the same closes', async () => {
    const witness = await witnessed();
    // A beta of nearly nothing has fewer digits of its own.
    const close = (value: number, expected: number) =>
      expect(Math.abs(value - expected)).toBeLessThan(1e-11 * Math.max(Math.abs(expected), 0.05));
    const positions = await (await request.get(`/api/v1/analytics/portfolio/${id}/positions?limit=500`)).json();
    for (const symbol of Object.keys(shares)) {
      const own = positions.data.positions.find((one: { symbol: string }) => one.symbol === symbol);
      const want = witness.series[symbol];
      close(own.market_beta.beta, want.beta.simple_90td.beta);
      close(own.volatility.realized_volatility_21d, want.realized_vol_simple.rv21_sample_ddof1);
      close(own.volatility.realized_volatility_63d, want.realized_vol_simple.rv63_sample_ddof1);
      close(own.volatility.expected_volatility_21d, want.har[combined].forecast_vol_annual);
    }
    const read = async (what: string) =>
      (await (await request.get(`/api/v1/analytics/portfolio/${id}/${what}`)).json()).data;
    const { weighted_sum_position_beta90: weighted, constant_current_weights: whole } = witness.portfolios.new;
    const [beta, volatility, sectors] = [
      await read('market-beta'),
      await read('volatility'),
      await read('sector-exposure'),
    ];
    close(beta.market_beta_weighted, weighted);
    close(beta.market_beta_direct, whole.beta_90td.beta);
    close(volatility.realized_volatility_21d, whole.realized_vol.rv21_sample_ddof1);
    close(volatility.realized_volatility_63d, whole.realized_vol.rv63_sample_ddof1);
    close(volatility.expected_volatility_21d, whole.har[combined].forecast_vol_annual);
    expect(sectors.portfolio_weights.Industrials).toBeGreaterThan(0);
  });

  await test.step('what was said is taken back, and the finding is there again', async () => {
    await page.getByRole('button', { name: /^Take it back: the split of TORN/ }).click();
    await expect(torn).toBeVisible();
  });
  await removePortfolio(page, request, id);
});

test('providers are put in order and switched off, and a key is entered and never shown', async ({ page, request }) => {
  const key = 'a-key-that-nobody-sees-0123456789';
  await page.goto('/market-data');
  const providers = page.getByRole('region', { name: 'Providers' });
  await providers.getByRole('button', { name: 'Ask Yahoo Finance earlier' }).click();
  await expect(providers.getByRole('listitem').first()).toContainText('Yahoo Finance');
  await providers.getByRole('button', { name: 'Ask Yahoo Finance later' }).click();
  await expect(providers.getByRole('listitem').first()).toContainText('Financial Modeling Prep');
  await providers.getByRole('button', { name: 'Switch off Financial Modeling Prep' }).click();
  await expect(providers.getByText('Switched off')).toBeVisible();
  await providers.getByLabel('Key of Financial Modeling Prep').fill(key);
  await providers.getByRole('button', { name: 'Keep the key' }).click();
  await expect(providers.getByText('A key is kept, and used.')).toBeVisible();
  expect(await page.content()).not.toContain(key);
  expect(await (await request.get('/api/v1/market/status')).text()).not.toContain(key);
  await providers.getByRole('button', { name: 'Forget it' }).click();
  await expect(providers.getByText('No key', { exact: true })).toBeVisible();
  await providers.getByRole('button', { name: 'Switch on Financial Modeling Prep' }).click();
  await expect(providers.getByText('Switched off')).toHaveCount(0);
  await providers.getByRole('button', { name: 'Ask Financial Modeling Prep earlier' }).click();
  await expect(providers.getByRole('listitem').first()).toContainText('Financial Modeling Prep');
});

test('another benchmark is added with its weights from a file, and chosen for a portfolio', async ({
  page,
  request,
}) => {
  const sectors = [
    'Communication Services',
    'Consumer Discretionary',
    'Consumer Staples',
    'Energy',
    'Financials',
    'Health Care',
    'Industrials',
    'Information Technology',
    'Materials',
    'Real Estate',
    'Utilities',
  ];
  const code = `HOUSE_${Date.now() % 1e6}`;
  await page.goto('/market-data');
  const form = page.getByRole('region', { name: 'Another benchmark' });
  await form.getByLabel('Name').fill(`House index ${code}`);
  await form.getByLabel('Code').fill(code);
  await form.getByRole('button', { name: 'Add the benchmark' }).click();
  await expect(form.getByText('was added; a portfolio chooses it in its settings')).toBeVisible();
  const entry = page.getByRole('region', { name: 'Benchmarks' }).getByRole('listitem').filter({ hasText: code });
  await expect(entry).toContainText('no sector weights yet');
  await entry.getByRole('button', { name: /^Refresh weights of/ }).click();
  await expect(entry.getByText(/^No provider has sector weights/)).toBeVisible();
  await entry.getByText('Import its sector weights').click();
  const rows = sectors.map((sector, i) => `2026-01-02,${sector},${i === 0 ? '0.0910' : '0.0909'}`);
  await entry.locator('input[type=file]').setInputFiles({
    name: 'w.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`asof_date,sector,weight\n${rows.join('\n')}\n`),
  });
  await entry.getByRole('button', { name: /^Import 11 rows/ }).click();
  await expect(entry.getByText('History: 1 set')).toBeVisible();

  const { id } = await (await request.post('/api/v1/portfolios', { data: { name: 'Held against the house' } })).json();
  await page.goto(`/portfolios/${id}/settings`);
  await page.getByLabel('Sector benchmark').selectOption(code);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect((await (await request.get(`/api/v1/portfolios/${id}`)).json()).benchmark_code).toBe(code);
  await removePortfolio(page, request, id);
});

test('an index fund is looked through to the benchmark’s sectors by a switch, and back', async ({ page, request }) => {
  const { id } = await (await request.post('/api/v1/portfolios', { data: { name: 'Index fund' } })).json();
  const text = 'symbol,quantity,asset_class\nSPY,10,fund\nNEWA,1,stock\n';
  const headers = { 'content-type': 'text/csv' };
  await request.post(`/api/v1/portfolios/${id}/positions/import`, { headers, data: text });
  const hasPrices = async () =>
    (await (await request.get(`/api/v1/portfolios/${id}/data-quality`)).json()).as_of !== null;
  await expect.poll(hasPrices, { timeout: 30_000 }).toBe(true);
  await page.goto(`/portfolios/${id}`);
  await page.getByRole('button', { name: 'Recalculate' }).click();
  await expect(page.getByRole('region', { name: 'Market beta' })).toBeVisible({ timeout: 45_000 });

  await page.goto(`/portfolios/${id}/sectors`);
  const panel = page.getByRole('region', { name: 'Index funds' });
  await expect(panel).toContainText('All funds stand in the row Funds');
  await expect(panel).toContainText('Known to be the S&P 500: SPY.');
  const funds = async () =>
    (await (await request.get(`/api/v1/analytics/portfolio/${id}/sector-exposure`)).json()).data.portfolio_weights
      .Funds;
  expect(await funds()).toBeGreaterThan(0.5);
  await panel.getByRole('radio', { name: 'As its sectors' }).check();
  await expect(panel).toContainText('is shown as the sectors of the S&P 500', { timeout: 30_000 });
  expect(await funds()).toBe(0);
  // The fund is behind every sector now, with its part there.
  await page
    .getByRole('region', { name: 'Long, short, net and gross' })
    .getByRole('button', { name: 'Utilities' })
    .click();
  const holdings = page.getByRole('dialog', { name: 'Utilities' });
  await expect(holdings.getByRole('row', { name: /^SPY/ })).toContainText(
    'Looked through: its part in this sector, of',
  );
  await page.keyboard.press('Escape');
  await panel.getByRole('radio', { name: 'As funds' }).check();
  await expect(panel).toContainText('All funds stand in the row Funds', { timeout: 30_000 });
  await removePortfolio(page, request, id);
});
