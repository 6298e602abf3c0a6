import { expect, type Locator, type Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import { controlsOn, type ControlsPage } from './controls.ts'
import { type WalletMenuPage, walletMenu } from './wallets.ts'

/** The demo, as a test looks at it. */
export interface DemoPage {
  readonly wallets: WalletMenuPage
  readonly controls: ControlsPage
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
  /** Each row's names and market cap: all but the ages, which move on by themselves. */
  shownCoins(): Promise<readonly string[]>
  button(name: string): Locator
  /** The star of a coin, for the signed-in user. */
  star(of: Locator): Locator
  /** Waits until nothing is asked of the server, and the render counts are up to date. */
  rest(): Promise<void>
  /** Presses Refresh, and waits until the answer is on the page. */
  refresh(): Promise<void>
  /** Signs in by the wallet menu, and waits for the bookmarks; the board must be open. */
  signIn(name: 'alice' | 'bob'): Promise<void>
  /** Signs out by the wallet menu, and waits until the bookmarks are gone. */
  signOut(): Promise<void>
  /** How often each data component has rendered, once that no longer changes. */
  renders(): Promise<Readonly<Record<string, number>>>
}

export function demoPage(page: Page, coins?: Pick<CoinServer, 'log'>): DemoPage {
  const wallets = walletMenu(page)
  const rows = page.locator('tr[data-mint]')
  const lines = page.locator('.lines li')
  const statuses = page.locator('.status')
  const counts = page.locator('.renders')
  const bookmarks = page.locator('.bookmarks')
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })

  async function rest(): Promise<void> {
    await expect(page.locator('.shell')).toBeVisible()
    await expect(statuses.and(page.locator('[data-fetch="fetching"]'))).toHaveCount(0)
    const underWay = (): number => coins?.log.filter(({ isOver }) => !isOver).length ?? 0
    await expect.poll(underWay, { intervals: [10, 20, 50] }).toBe(0)
    await expect(counts).toHaveAttribute('data-settled', 'true')
  }

  return {
    wallets,
    controls: controlsOn(page),
    rows,
    detail: page.locator('.detail'),
    bookmarks,
    boardStatus: page.locator('.board .status'),
    detailStatus: page.locator('.detail .status'),
    bookmarksStatus: bookmarks.locator('.status'),
    lines,
    storeFaults: lines.filter({ hasText: 'store-fault' }),
    shownCoins: () => rows.locator('.coin-names, [data-column="market_cap"]').allTextContents(),
    button,
    star: (of) => of.getByRole('button', { name: /^Bookmark / }),
    rest,
    async refresh() {
      const before = await lines.count()
      await button('Refresh').click()
      await expect(lines).not.toHaveCount(before)
      await rest()
    },
    async signIn(name) {
      await wallets.signIn(name)
      await expect(bookmarks.locator('li').first()).toBeVisible()
      await rest()
    },
    async signOut() {
      await wallets.signOut()
      await expect(bookmarks).toHaveCount(0)
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
