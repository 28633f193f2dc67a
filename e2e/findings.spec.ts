import { expectAccessible } from './axe';
import { expect, test } from './test';

test('what is mildly wrong with the data stands beside the figures it bears on, and leads to what helps', async ({
  page,
  request,
}) => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  const { id } = data.find((one: { name: string }) => one.name === 'Wealthy household');
  const words = /^Missing sessions: 14 sessions without a close, the longest run from 18.May.2026 to 5.Jun.2026$/;

  // A halt is in the beta and the volatility of one holding, and in no other figure.
  await page.goto(`/portfolios/${id}?as_of=2026-06-30`);
  const row = page.getByRole('region', { name: 'Holdings' }).getByRole('row', { name: /^WKSL\.SIM/ });
  await expect(row.getByRole('img', { name: words })).toHaveCount(2);
  await expect(page.getByRole('img', { name: words })).toHaveCount(2);
  await page.getByRole('button', { name: '1 mild finding' }).click();
  const about = page.getByRole('dialog', { name: 'About the data' });
  await expect(about).toContainText('WKSL.SIM: Missing sessions');
  await expect(about).toContainText('Beta and volatility are shown; this is said beside.');
  await expect(about.getByRole('link', { name: 'What helps' })).toHaveAttribute(
    'href',
    `/portfolios/${id}/data-quality?as_of=2026-06-30`,
  );
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /^WKSL\.SIM/ }).click();
  await expect(page.getByRole('dialog', { name: 'WKSL.SIM' })).toContainText('About its data');
  await expectAccessible(page);

  await page.goto(`/portfolios/${id}/positions/WKSL.SIM?as_of=2026-06-30`);
  await expect(page.getByRole('region', { name: 'In the portfolio' }).getByRole('img', { name: words })).toHaveCount(2);
  await expect(page.getByText('About the data of WKSL.SIM')).toBeVisible();
  await page.getByRole('link', { name: 'What helps' }).click();
  await expect(page).toHaveURL(/\/data-quality\?as_of=2026-06-30$/);
});
