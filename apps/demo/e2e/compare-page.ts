import { expect, type Locator, type Page } from '@playwright/test'

/** The comparison, as a test looks at it. */
export interface ComparisonOnPage {
  readonly failure: Locator
  readonly headline: Locator
  /** A figure of a side, as a number. */
  figure(
    of: 'bytes' | 'requests' | 'parses' | 'firstData',
    side: 'without' | 'with',
  ): Promise<number>
  /** Runs one round, and no other one; waits until both sides have made so many requests in all. */
  round(requests: number): Promise<void>
  press(name: 'Start' | 'Pause' | 'Start again' | 'Forget the disk'): Promise<void>
}

export function compareOn(page: Page): ComparisonOnPage {
  const cell = (of: string, side: string): Locator =>
    page.locator(`[data-figure="${of}"] [data-side="${side}"]`)
  const press = (name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click()

  return {
    failure: page.locator('.compare > .failure'),
    headline: page.locator('.compare-ratio'),
    async figure(of, side) {
      // There is none until it is known.
      await expect(cell(of, side)).toHaveAttribute('data-value')
      return Number(await cell(of, side).getAttribute('data-value'))
    },
    async round(requests) {
      await press('Start')
      await press('Pause')
      for (const side of ['without', 'with']) {
        await expect(cell('requests', side)).toHaveAttribute('data-value', String(requests))
      }
    },
    press,
  }
}
