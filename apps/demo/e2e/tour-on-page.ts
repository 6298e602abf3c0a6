import { expect, type Locator, type Page } from '@playwright/test'

/** The tour, as a test takes it. */
export interface TourOnPage {
  readonly opener: Locator
  readonly card: Locator
  /** What came of the step. */
  readonly told: Locator
  /** What the step outlines. */
  readonly target: Locator
  start(): Promise<void>
  press(name: string): Promise<void>
  /** Goes on, and waits until the card says so. */
  next(step: number): Promise<void>
}

export function tourOn(page: Page): TourOnPage {
  const card = page.locator('.tour-card')
  const opener = page.getByRole('button', { name: 'Tour', exact: true })
  const press = (name: string): Promise<void> =>
    card.getByRole('button', { name, exact: true }).click()

  return {
    opener,
    card,
    told: card.getByRole('status'),
    target: page.locator('[data-tour-target]'),
    async start() {
      await opener.click()
      await page.getByRole('button', { name: 'Start the tour' }).click()
      await expect(card).toBeFocused()
    },
    press,
    async next(step) {
      await press('Next')
      await expect(card).toContainText(`${step} of 5`)
      await expect(card).toBeFocused()
    },
  }
}
