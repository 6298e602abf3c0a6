import type { Locator, Page } from '@playwright/test'
import { BOOKMARKS, bookmarksOf } from './accounts.ts'
import { reloadFromDisk } from './reload-from-disk.ts'
import { expect, test } from './test.ts'

const row = (page: Page, mint: string): Locator => page.locator(`tr[data-mint="${mint}"]`)

/** The mints of coins that are on the board and not among the user's bookmarks. */
async function unsaved(page: Page): Promise<readonly [string, string]> {
  const mints = await page
    .locator('tr[data-mint]:has(.star[aria-pressed="false"])')
    .evaluateAll((rows) => rows.map((element) => element.getAttribute('data-mint') ?? ''))
  const [one = '', other = ''] = mints
  return [one, other]
}

test('A wallet made in the page signs in, and what it bookmarks outlives a reload', async ({
  page,
  coins,
  demo,
}) => {
  await page.clock.install()
  await page.goto('/')
  const address = await demo.wallets.create('dora')
  expect(address).toMatch(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/)
  const saved = demo.bookmarks.locator('li')
  await expect(saved).toHaveCount(3)
  await demo.rest()
  const [onBoard, onDetail] = await unsaved(page)

  await demo.star(row(page, onBoard)).click()
  await expect(demo.star(row(page, onBoard))).toHaveAttribute('aria-pressed', 'true')
  await expect(saved.and(page.locator(`[data-mint="${onBoard}"]`))).toBeVisible()
  await row(page, onDetail).getByRole('link').click()
  await demo.star(demo.detail).click()
  await expect(demo.star(demo.detail)).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => coins.statuses(`${BOOKMARKS}/items`)).toEqual([201, 201])
  await demo.rest()

  await page.reload()
  await demo.wallets.expectUser(address)
  await expect(demo.star(demo.detail)).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/#/bookmarks')
  await expect(saved).toHaveCount(5)
  await demo.star(saved.and(page.locator(`[data-mint="${onBoard}"]`))).click()
  await expect(saved).toHaveCount(4)
  await expect.poll(() => coins.statuses(`${BOOKMARKS}/${onBoard}`)).toEqual([200])
  await demo.rest()

  const held = coins.holdNext(BOOKMARKS)
  await reloadFromDisk(page, [saved.and(page.locator(`[data-mint="${onDetail}"]`))])
  await expect(saved).toHaveCount(4)
  held.release()
  await demo.rest()
  await expect(saved).toHaveCount(4)
})

test('Each user finds their own bookmarks, and nobody finds none', async ({
  page,
  coins,
  demo,
}) => {
  const names = { alice: await bookmarksOf(coins, 'alice'), bob: await bookmarksOf(coins, 'bob') }
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await expect(demo.star(page.locator('main'))).toHaveCount(0)
  await demo.signIn('alice')
  const [mint] = await unsaved(page)
  await demo.star(row(page, mint)).click()
  await expect.poll(() => coins.statuses(`${BOOKMARKS}/items`)).toEqual([201])

  await demo.signOut()
  await expect(demo.rows).toHaveCount(50)
  await expect(demo.star(page.locator('main'))).toHaveCount(0)
  await page.goto('/#/bookmarks')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your bookmarks are yours alone')

  await demo.wallets.signIn('bob')
  await expect(demo.bookmarks.locator('h3')).toHaveText(names.bob.name)
  await expect(demo.bookmarks.locator('li')).toHaveCount(names.bob.items.length)
  await expect(demo.bookmarks.locator(`[data-mint="${mint}"]`)).toHaveCount(0)

  await demo.wallets.signIn('alice')
  await expect(demo.bookmarks.locator('h3')).toHaveText(names.alice.name)
  await expect(demo.bookmarks.locator('li')).toHaveCount(names.alice.items.length + 1)
  await expect(demo.bookmarks.locator(`[data-mint="${mint}"]`)).toBeVisible()
})
