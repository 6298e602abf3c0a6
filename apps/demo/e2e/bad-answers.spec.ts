import type { Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import type { DemoPage } from './demo-page.ts'
import { storedPairs, type StoredPair } from './stored-rows.ts'
import { expect, test } from './test.ts'

const UNKNOWN_MINT = 'So11111111111111111111111111111111111111112'

interface Stage {
  readonly page: Page
  readonly coins: CoinServer
  readonly demo: DemoPage
}

/** The list is on screen and on disk. */
async function visit({ page, coins, demo }: Stage): Promise<readonly StoredPair[]> {
  await page.clock.install()
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()
  await expect.poll(() => storedPairs(page)).toHaveLength(1)
  coins.forgetLog()
  return storedPairs(page)
}

/** Lets the page's time pass until its attempts are used up. */
async function expectError({ page, demo }: Stage, text: RegExp): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(5000)
    await expect(demo.boardStatus).toHaveAttribute('data-status', 'error', { timeout: 100 })
  }).toPass({ intervals: [50] })
  await expect(demo.boardStatus).toHaveText(text)
}

/** What was there before the bad answer still is, and the API's next answer is a 304 to its ETag. */
async function expectUnharmed(
  { page, coins, demo }: Stage,
  stored: readonly StoredPair[],
): Promise<void> {
  await expect(demo.rows).toHaveCount(50)
  expect(await storedPairs(page)).toEqual(stored)
  coins.endScripts()
  await demo.refresh()
  const [pair] = stored
  expect(pair?.etag).toBe(pair?.etagOfBody)
  expect(coins.log.at(-1)).toMatchObject({ status: 304, ifNoneMatch: pair?.etag })
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
  expect(await storedPairs(page)).toEqual(stored)
}

test('A mint that is none is refused on the page, and nothing is sent', async ({
  page,
  coins,
  demo,
}) => {
  for (const mint of ['0OIl', '..%2Fbookmarks%2Fdefault', UNKNOWN_MINT.slice(1)]) {
    await page.goto(`/#/coin/${mint}`)
    await expect(demo.detailStatus).toHaveAttribute('data-status', 'error')
    await expect(demo.detailStatus).toContainText('This is not the address of a coin')
  }
  await page.goto('/#/coin/%')
  await expect(page.getByRole('heading', { name: 'There is no page here' })).toBeVisible()
  await demo.rest()
  expect(coins.log).toEqual([])
})

test('An unknown mint gets a 404, which is shown and not stored', async ({ page, coins, demo }) => {
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await page.goto(`/#/coin/${UNKNOWN_MINT}`)
  await expect(demo.detailStatus).toHaveAttribute('data-status', 'error')
  await expect(demo.detailStatus).toContainText('The server knows nothing by this name (404)')
  await expect(demo.lines.filter({ hasText: `/api/coins/${UNKNOWN_MINT}` })).toContainText('404')
  await demo.rest()

  expect(coins.statuses(`/coins/${UNKNOWN_MINT}`)).toEqual([404])
  await expect.poll(() => storedPairs(page)).toMatchObject([{ path: '/coins' }])
})

test('A 200 that is no list is told by its fault, and the list stays', async ({
  page,
  coins,
  demo,
}) => {
  const stage = { page, coins, demo }
  const stored = await visit(stage)
  const faults: readonly (readonly [string, RegExp])[] = [
    ['[{"mint":', /The answer is not JSON/],
    ['', /The answer is empty/],
    ['{"message":"ok"}', /The answer is not what this page can read/],
  ]
  for (const [body, told] of faults) {
    coins.forgetLog()
    coins.script('/coins', { body, fields: { etag: '"wrong"' } })
    await demo.button('Refresh').click()
    await expectError(stage, told)
    expect(coins.statuses()).toEqual([200])
    await expectUnharmed(stage, stored)
  }
})

test('A body cut short is told after four attempts, and the list stays', async ({
  page,
  coins,
  demo,
}) => {
  const stage = { page, coins, demo }
  const stored = await visit(stage)
  coins.script('/coins', { body: '[]', fields: { etag: '"short"' }, cutShort: true }, Infinity)

  await demo.button('Refresh').click()
  await expectError(stage, /The server cannot be reached|The answer was cut short/)
  expect(coins.log).toHaveLength(4)
  await expectUnharmed(stage, stored)
})

test('A 304 that nobody asked for is answered by one unconditional request', async ({
  page,
  coins,
  demo,
}) => {
  coins.script('/coins', { status: 304 })
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()

  expect(coins.log).toMatchObject([
    { status: 304, ifNoneMatch: undefined },
    { status: 200, ifNoneMatch: undefined },
  ])
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
})

test('An API that says nothing but 304 gets a typed error, and nothing is stored', async ({
  page,
  coins,
  demo,
}) => {
  const stage = { page, coins, demo }
  coins.script('/coins', { status: 304, fields: { etag: '"nothing"' } }, Infinity)
  await page.clock.install()
  await page.goto('/')

  await expectError(stage, /The server has a fault of its own \(502\)/)
  await expect(demo.rows).toHaveCount(0)
  expect(await storedPairs(page)).toEqual([])
})

test('A 429 is asked again when its Retry-After is over, and not before', async ({
  page,
  coins,
  demo,
}) => {
  const stage = { page, coins, demo }
  const stored = await visit(stage)
  coins.script('/coins', { status: 429, fields: { 'retry-after': '20' } })

  await demo.button('Refresh').click()
  await expect.poll(() => coins.statuses()).toEqual([429])
  await expect(demo.lines.first()).toContainText('429')
  await page.clock.runFor(15_000)
  await expect(demo.rows).toHaveCount(50)
  await expect(demo.boardStatus).toContainText(/asks for a pause; next try in [45] s/)
  expect(coins.statuses()).toEqual([429])

  await page.clock.runFor(5000)
  await expect.poll(() => coins.statuses()).toEqual([429, 304])
  await demo.rest()
  await expectUnharmed(stage, stored)
})

test('A 429 without end is told, with nothing stored', async ({ page, coins, demo }) => {
  const stage = { page, coins, demo }
  coins.script('/coins', { status: 429, fields: { 'retry-after': '3' }, body: '{}' }, Infinity)
  await page.clock.install()
  await page.goto('/')

  await expectError(stage, /\(429\)\. No data yet\.$/)
  await expect(page.locator('.skeleton-row')).toHaveCount(0)
  await expect(demo.button('Try again')).toBeVisible()
  expect(coins.statuses()).toEqual([429, 429, 429, 429])
  expect(await storedPairs(page)).toEqual([])
})
