import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab until this has the focus; fails when that takes more steps than anybody goes. */
export async function tabTo(page: Page, goal: Locator, most = 20): Promise<void> {
  for (let step = 0; step < most; step++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(goal).toBeFocused({ timeout: 1 })
}
