import { expect, type Locator, type Page } from '@playwright/test'

/** The controls of network and market, as a test uses them. */
export interface ControlsPage {
  /** The button in the top bar. */
  readonly opener: Locator
  /** Presses one choice, such as `Trades`, `None`, and closes the panel. */
  choose(label: string, option: string): Promise<void>
}

export function controlsOn(page: Page): ControlsPage {
  const opener = page.getByRole('button', { name: /^Network and market/ })
  return {
    opener,
    async choose(label, option) {
      await opener.click()
      const group = page.getByRole('group', { name: label })
      const choice = group.getByRole('button', { name: option, exact: true })
      await choice.click()
      await expect(choice).toHaveAttribute('aria-pressed', 'true')
      await page.keyboard.press('Escape')
      await expect(group).toBeHidden()
    },
  }
}
