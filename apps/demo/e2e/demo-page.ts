import { expect, type Locator, type Page } from '@playwright/test'

/** The demo, as a test looks at it. */
export interface DemoPage {
  readonly rows: Locator
  readonly detail: Locator
  readonly bookmarks: Locator
  readonly boardStatus: Locator
  readonly detailStatus: Locator
  readonly bookmarksStatus: Locator
  /** What the cache did, newest first. */
  readonly lines: Locator
  /** The lines that tell of a store that failed. */
  readonly storeFaults: Locator
  button(name: string): Locator
  /** Waits until nothing is asked of the server, and the render counts are up to date. */
  rest(): Promise<void>
  /** Presses Refresh, and waits until the answer is on the page. */
  refresh(): Promise<void>
  /** Signs a test user in by the switch, and waits for the bookmarks. */
  signIn(username: 'alice' | 'bob'): Promise<void>
  /** How often each data component has rendered, once that no longer changes. */
  renders(): Promise<Readonly<Record<string, number>>>
}

export function demoPage(page: Page): DemoPage {
  const lines = page.locator('.lines li')
  const statuses = page.locator('.status')
  const counts = page.locator('.renders')
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })

  async function rest(): Promise<void> {
    await expect(statuses.first()).toBeVisible()
    await expect(statuses.filter({ hasText: 'asking the server' })).toHaveCount(0)
    await expect(counts).toHaveAttribute('data-settled', 'true')
  }

  return {
    rows: page.locator('tr[data-mint]'),
    detail: page.locator('.detail'),
    bookmarks: page.locator('.bookmarks'),
    boardStatus: page.locator('.board .status'),
    detailStatus: page.locator('.detail .status'),
    bookmarksStatus: page.locator('.bookmarks .status'),
    lines,
    storeFaults: lines.filter({ hasText: 'store-fault' }),
    button,
    rest,
    async refresh() {
      const before = await lines.count()
      await button('Refresh').click()
      await expect(lines).not.toHaveCount(before)
      await rest()
    },
    async signIn(username) {
      await button(username).click()
      await expect(button(username)).toHaveAttribute('aria-pressed', 'true')
      await expect(page.locator('.bookmarks li').first()).toBeVisible()
      await rest()
    },
    async renders() {
      await expect(counts).toHaveAttribute('data-settled', 'true')
      const found = await page
        .locator('[data-renders]')
        .evaluateAll((elements) =>
          elements.map((element): [string, number] => [
            element.getAttribute('data-renders') ?? '',
            Number(element.textContent),
          ]),
        )
      return Object.fromEntries(found)
    },
  }
}
