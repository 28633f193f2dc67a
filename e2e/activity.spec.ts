import { expectAccessible } from './axe';
import { removePortfolio } from './remove-portfolio';
import { expect, test } from './test';

test('what was calculated and imported is listed; what runs can be cancelled and tried again', async ({
  page,
  request,
}) => {
  const { id } = await (
    await request.post('/api/v1/portfolios', { data: { name: 'Busy', market_index: 'SIM500' } })
  ).json();
  await page.goto(`/portfolios/${id}/activity`);
  await expect(page.getByText('Nothing was calculated yet')).toBeVisible();

  await request.post(`/api/v1/portfolios/${id}/positions/import`, {
    headers: { 'content-type': 'text/csv' },
    data: 'symbol,quantity\nBRMI.SIM,10\nHDGB.SIM,20\n',
  });
  const url = `/api/v1/portfolios/${id}/recalculations`;
  // Years of days for whoever presses Cancel, and one day behind it.
  await request.post(url, { data: { from: '2019-01-02', as_of: '2026-06-26' } });
  await page.reload();
  const recalculations = page.getByRole('region', { name: 'Recalculations' });
  await recalculations.getByRole('button', { name: /^Cancel / }).click();
  // Nobody reloads: the page learns of the end by itself.
  await expect(recalculations.getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(recalculations.getByText('What was stored before stays.')).toBeVisible();
  await recalculations.getByRole('button', { name: /^Retry / }).click();
  await expect(recalculations.getByRole('listitem')).toHaveCount(2);
  await recalculations.getByRole('button', { name: /^Cancel / }).click();
  await expect(recalculations.getByText('Cancelled', { exact: true })).toHaveCount(2, { timeout: 30_000 });

  await request.post(url, { data: { as_of: '2026-06-26' } });
  await page.reload();
  const newest = recalculations.getByRole('listitem').first();
  await expect(newest).toContainText('Completed', { timeout: 30_000 });
  await expect(newest).toContainText('26 Jun 2026');
  await expect(newest).toContainText('asked for by a script');

  const imports = page.getByRole('region', { name: 'Imports' });
  await expect(imports.getByRole('row', { name: /^Holdings/ })).toContainText('2');
  await expectAccessible(page);
  await removePortfolio(page, request, id);
});
