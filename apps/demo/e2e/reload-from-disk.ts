import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Reloads, and waits for what the disk has. Meanwhile the page's time goes slowly: on a busy machine
 * the disk would else be given up as too slow. Install the page's clock before it is opened.
 */
export async function reloadFromDisk(page: Page, kept: readonly Locator[]): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000)
  await page.reload()
  for (const locator of kept) {
    await expect(async () => {
      await page.clock.runFor(4)
      await expect(locator).toBeVisible({ timeout: 20 })
    }).toPass({ intervals: [10], timeout: 10_000 })
  }
  await page.clock.resume()
}
