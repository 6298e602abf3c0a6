import { expect, test } from './test.ts'

/** The query looks for what it can show, and then its request for what it can validate; ms. */
const BUDGET_OF_A_READ = 250
const BUDGET_OF_OPENING = 1000

test('Without IndexedDB the board works from the network, and one line says why', async ({
  page,
  coins,
  demo,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  })
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()
  await demo.refresh()

  expect(coins.statuses()).toEqual([200, 304])
  await expect(demo.storeFaults).toHaveCount(1)
  await expect(demo.storeFaults).toContainText(/undefined.*; going on in memory only/)
})

test('When IndexedDB throws on open, one line says why, and again for the next user', async ({
  page,
  coins,
  demo,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Storage is forbidden here', 'SecurityError')
    }
  })
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()
  await demo.refresh()

  expect(coins.statuses()).toEqual([200, 304])
  await expect(demo.storeFaults).toHaveCount(1)
  await expect(demo.storeFaults).toContainText(
    'SecurityError: Storage is forbidden here; going on in memory only',
  )

  await demo.wallets.create('carol')
  await expect(demo.bookmarks.locator('li').first()).toBeVisible()
  await demo.rest()
  await demo.refresh()
  expect(coins.statuses('/coins')).toEqual([200, 304, 200, 304])
  await expect(demo.storeFaults).toHaveCount(1)
})

test('An IndexedDB that never answers holds the list back for its budget and no longer', async ({
  page,
  coins,
  demo,
}) => {
  await page.addInitScript(() => {
    const silence = new EventTarget()
    IDBFactory.prototype.open = () => silence as IDBOpenDBRequest
  })
  // The page's time stands still but for what the test lets pass.
  const start = new Date('2026-11-20T12:00:00Z')
  await page.clock.install({ time: new Date('2026-11-20T11:00:00Z') })
  await page.clock.pauseAt(start)
  await page.goto('/')
  await expect(demo.boardStatus).toHaveAttribute('data-fetch', 'fetching')

  await page.clock.runFor(BUDGET_OF_A_READ)
  await expect.poll(() => coins.statuses()).toEqual([200])
  await expect(async () => {
    await page.clock.runFor(1)
    await expect(demo.rows).toHaveCount(50, { timeout: 50 })
  }).toPass({ intervals: [10] })
  const passed = await page.evaluate(() => Date.now())
  expect(passed - start.getTime()).toBeLessThan(BUDGET_OF_OPENING)
  await expect(demo.storeFaults).toHaveCount(0)

  await page.clock.runFor(BUDGET_OF_OPENING)
  await expect(demo.storeFaults).toHaveCount(1)
  await expect(demo.storeFaults).toContainText('no answer within 1 s; going on without it')
})
