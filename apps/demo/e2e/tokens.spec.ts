import type { Page } from '@playwright/test'
import { BOOKMARKS } from './accounts.ts'
import type { DemoPage } from './demo-page.ts'
import { reloadFromDisk } from './reload-from-disk.ts'
import { storedPairs, userDatabases } from './stored-rows.ts'
import { expect, test } from './test.ts'

const LOGIN = 'etagged-demo-login'

const unauthorized = { status: 401, body: '{"message":"Unauthorized","statusCode":401}' }

/** What a visitor has read is on disk, and then what Alice has. */
async function visitThenSignIn(page: Page, demo: DemoPage): Promise<void> {
  await page.goto('/')
  await demo.rest()
  // What is not there when the visitor's session ends never gets there.
  await expect.poll(() => storedPairs(page)).toHaveLength(1)
  await demo.signIn('alice')
  await expect.poll(() => storedPairs(page)).toHaveLength(4)
}

test('A new token for the same user leaves the cache as it is', async ({ page, coins, demo }) => {
  await visitThenSignIn(page, demo)
  const stored = await storedPairs(page)
  const former = coins.log.at(-1)
  coins.forgetLog()

  await demo.wallets.renew()
  await expect.poll(() => coins.statuses('/auth/refresh')).toEqual([201])
  await demo.wallets.close()
  await demo.refresh()

  expect(coins.log).toMatchObject([
    { method: 'POST', path: '/auth/refresh' },
    { method: 'GET', path: '/coins', status: 304, user: 'alice' },
  ])
  expect(coins.log[1]?.token).not.toBe(former?.token)
  expect(await storedPairs(page)).toEqual(stored)
})

test('A refused token is renewed once, for all requests, and each is sent once more', async ({
  page,
  coins,
  demo,
}) => {
  await page.clock.install()
  await visitThenSignIn(page, demo)
  coins.script('/coins', unauthorized)
  coins.script(BOOKMARKS, unauthorized)
  coins.forgetLog()

  await reloadFromDisk(page, [demo.rows.first(), demo.bookmarks.locator('li').first()])
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()

  expect(coins.statuses('/auth/refresh')).toEqual([201])
  for (const path of ['/coins', BOOKMARKS]) {
    expect(coins.statuses(path)).toEqual([401, 304])
    const [first, second] = coins.log.filter((exchange) => exchange.path === path)
    expect(second?.token).not.toBe(first?.token)
  }
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
  await expect(demo.bookmarksStatus).toHaveAttribute('data-status', 'success')
})

test('A renewal that is answered after the sign-out leaves nobody signed in', async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.signIn('alice')
  expect(await page.evaluate((key) => localStorage.getItem(key), LOGIN)).not.toBeNull()
  coins.script('/coins', unauthorized)
  const byCache = coins.holdNext('/auth/refresh')
  await demo.button('Refresh').click()
  await byCache.ready
  const byClick = coins.holdNext('/auth/refresh')
  await demo.wallets.renew()
  await byClick.ready

  await demo.signOut()
  coins.forgetLog()
  const answered = Promise.all(
    [1, 2].map(() => page.waitForResponse((answer) => answer.url().endsWith('/auth/refresh'))),
  )
  byCache.release()
  byClick.release()
  await answered
  await demo.rest()
  await demo.refresh()

  await demo.wallets.expectUser('')
  await expect(demo.bookmarks).toHaveCount(0)
  expect(await page.evaluate((key) => localStorage.getItem(key), LOGIN)).toBeNull()
  expect(coins.log.map(({ token }) => token)).toEqual(coins.log.map(() => undefined))
})

test('A token that the API renews no more is replaced by a signature, and nothing is lost', async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.signIn('alice')
  const stored = await storedPairs(page)
  coins.script('/coins', unauthorized)
  coins.script('/auth/refresh', unauthorized)
  coins.forgetLog()

  await demo.refresh()

  expect(coins.log).toMatchObject([
    { path: '/coins', status: 401, user: 'alice' },
    { path: '/auth/refresh', status: 401 },
    { path: '/auth/login', status: 201 },
    { path: '/coins', status: 304, user: 'alice' },
  ])
  expect(await storedPairs(page)).toEqual(stored)
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
  await expect(demo.bookmarks.locator('li').first()).toBeVisible()
})

test('A user who gets neither a new token nor a new login is signed out, and told so', async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.signIn('alice')
  coins.script('/coins', unauthorized)
  coins.script('/auth/refresh', unauthorized)
  coins.script('/auth/login', unauthorized)

  await demo.button('Refresh').click()
  await demo.wallets.expectUser('')
  await expect(demo.wallets.alert).toContainText('Your session ended; sign in again.')
  await expect(demo.bookmarks).toHaveCount(0)
  await demo.rest()

  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
  expect(await page.evaluate((key) => localStorage.getItem(key), LOGIN)).toBeNull()
  expect(await userDatabases(page)).toEqual([])
})
