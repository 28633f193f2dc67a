import { expectAccessible } from './axe';
import { expect, test } from './test';

const idOf = async (request: import('@playwright/test').APIRequestContext, name: string): Promise<string> => {
  const { data } = await (await request.get('/api/v1/portfolios')).json();
  return data.find((one: { name: string }) => one.name === name).id;
};

test('any figure over time, and why it changed between two days', async ({ page, request }) => {
  const id = await idOf(request, 'Long/short fund');
  await page.goto(`/portfolios/${id}`);
  await page.getByRole('navigation', { name: 'Portfolio', exact: true }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();

  // The figure that is chosen stands in the address, and is what is stored.
  const over = page.getByRole('region', { name: 'Over time' });
  await over.getByRole('combobox', { name: 'Figure' }).selectOption('HHI, 0–10,000');
  await expect(page).toHaveURL(/measure=hhi/);
  const { data } = await (await request.get(`/api/v1/portfolios/${id}/history?measure=hhi&limit=500`)).json();
  await expect(over.locator('figcaption')).toContainText(
    `HHI, 0–10,000 is ${data.at(-1).value.toFixed(0)} on 30 Jun 2026`,
  );
  await over.getByRole('application').focus();
  await page.keyboard.press('Home');
  await expect(over.getByRole('status')).toContainText('30 Jun 2025: HHI');
  await over.getByRole('combobox', { name: 'Over' }).selectOption('3 months');
  await expect(page).toHaveURL(/span=quarter/);
  await over.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(over.getByRole('table').getByRole('row').nth(1)).toContainText('30 Jun 2026');

  // Two days, chosen by keyboard; the parts of each change add up to it, as the API says them.
  const two = page.getByRole('region', { name: 'Two days compared' });
  const [from, to] = [data.at(-60).date, data.at(-10).date];
  await two.getByLabel('From').fill(from);
  await two.getByLabel('to', { exact: true }).fill(to);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`from=${from}&to=${to}`));
  const { data: compared } = await (
    await request.get(`/api/v1/portfolios/${id}/comparison?from=${from}&to=${to}`)
  ).json();
  expect(compared.changes).toHaveLength(4);
  for (const { change, prices, holdings, revision } of compared.changes)
    expect(prices + holdings + revision).toBe(change);
  const beta = compared.changes[0];
  const changes = two.getByRole('figure', { name: 'Change of Market beta, 90 days' });
  await expect(changes).toContainText(`from ${beta.before.toFixed(2)} to ${beta.after.toFixed(2)}`);
  await changes.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(changes.getByRole('row', { name: /^Holdings/ })).toContainText(Math.abs(beta.holdings).toFixed(3));
  await expect(two).toContainText('In this order: prices and the market first');
  await expect(two.getByRole('figure', { name: 'Changes by position' })).toContainText('changed most');
  await expectAccessible(page);

  // A day without figures says so; one that no calendar has is a page that is not there.
  await page.goto(`/portfolios/${id}/history?from=2019-03-04&to=${to}`);
  await expect(two).toContainText('No figures of 4 Mar 2019');
  await expectAccessible(page);
});

test.describe('impossible addresses', () => {
  test.use({ expectedComplaints: [/status of 404/] });

  test('of the history are pages that are not there', async ({ page, request }) => {
    const id = await idOf(request, 'Individual investor');
    for (const search of ['measure=luck', 'span=ever', 'from=2025-02-30', 'measure=hhi&measure=hhi']) {
      const answer = await page.goto(`/portfolios/${id}/history?${search}`);
      expect([search, answer?.status()]).toEqual([search, 404]);
      await expect(page.getByText('There is nothing at this address')).toBeVisible();
    }
  });
});
