import type { FrameLocator, Locator, Page } from '@playwright/test'

/** The demo in one of the two frames, as a test looks at it. */
export interface FramedDemo {
  readonly content: FrameLocator
  /** Who it is, which partition, and how much it holds. */
  readonly bar: Locator
  /** How many responses it says that it holds. */
  readonly held: Locator
  readonly rows: Locator
  readonly bookmarks: Locator
  readonly status: Locator
  refresh(): Promise<void>
  signOut(): Promise<void>
}

export function framedDemo(page: Page, name: 'Alice' | 'Bob'): FramedDemo {
  const content = page.frameLocator(`iframe[title="${name}"]`)
  const bar = content.getByRole('region', { name: 'This frame' })
  return {
    content,
    bar,
    held: bar.locator('[data-held]'),
    rows: content.locator('tr[data-mint]'),
    bookmarks: content.locator('.bookmarks li'),
    status: content.locator('.board .status'),
    refresh: () => content.getByRole('button', { name: 'Refresh' }).click(),
    async signOut() {
      await content.locator('.user-switch > button').click()
      await content.getByRole('button', { name: 'Sign out' }).click()
    },
  }
}
