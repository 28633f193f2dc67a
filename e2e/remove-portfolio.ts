import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from './test';

/** Removes a portfolio when no page shows it any longer: one that does may be asking for it at that very moment. */
export async function removePortfolio(page: Page, request: APIRequestContext, id: string): Promise<void> {
  await page.goto('about:blank');
  expect((await request.delete(`/api/v1/portfolios/${id}`)).status()).toBe(204);
}
