import { expect, test } from './test';

test('the reference shows every operation of the document, what it takes and a recorded answer', async ({
  page,
  request,
}) => {
  await page.goto('/portfolios');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API' }).click();
  await expect(page.getByRole('heading', { name: 'API reference' })).toBeVisible();

  const { paths } = await (await request.get('/api/v1/openapi.json')).json();
  const operations = Object.values(paths as Record<string, object>).flatMap((path) => Object.keys(path));
  await expect(page.getByRole('article')).toHaveCount(operations.length);

  const make = page.getByRole('article', { name: 'POST /api/v1/portfolios', exact: true });
  await make.getByText('Make a portfolio').click();
  await expect(make.getByText('Idempotency-Key', { exact: true })).toBeVisible();
  await expect(make.getByRole('group', { name: 'Example of an answer of POST /api/v1/portfolios' })).toContainText(
    '"name": "Nest egg"',
  );
  await make.getByRole('link', { name: 'Portfolio' }).click();
  await expect(page).toHaveURL(/#shape-Portfolio$/);
  await expect(page.getByRole('heading', { name: 'Portfolio', exact: true })).toBeInViewport();
});
