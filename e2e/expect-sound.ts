import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect } from './test';

/** Colours are the same on a narrow screen, so that one of the two shows it all. */
const looks = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

/** The page as it stands, in light and dark, wide and narrow: accessible, and no wider than the screen. */
export async function expectSound(page: Page): Promise<void> {
  for (const { colorScheme, viewport } of looks) {
    // Colours turn at once: what is between two of them is no look of the page.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await expect(page.getByRole('main')).toBeVisible();
    // Charts come last, in turn; a page without any is done at once.
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${page.url()}, ${colorScheme}, is wider than ${viewport.width} px`).toBeLessThanOrEqual(0);
  }
}
