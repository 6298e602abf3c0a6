import type { Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import type { DemoPage } from './demo-page.ts'
import { etagOf, storedPairs, type StoredPair } from './stored-rows.ts'
import { expect, test } from './test.ts'

const SOL = 1_000_000_000

interface Stage {
  readonly page: Page
  readonly coins: CoinServer
  readonly demo: DemoPage
}

async function storedList(page: Page, isAnonymous: boolean): Promise<StoredPair | undefined> {
  const pairs = await storedPairs(page)
  return pairs.find(
    ({ path, database }) => path === '/coins' && (database === 'etagged-anonymous') === isAnonymous,
  )
}

/** What the API gives now for the board's query. */
async function currentList(coins: CoinServer): Promise<Pick<StoredPair, 'etag' | 'etagOfBody'>> {
  const answer = await fetch(`${coins.url}/api/coins?limit=50&order=DESC&sort=market_cap`)
  return {
    etag: answer.headers.get('etag') ?? undefined,
    etagOfBody: etagOf(await answer.text()),
  }
}

async function expectChangeToArrive(
  { page, coins, demo }: Stage,
  isAnonymous: boolean,
): Promise<void> {
  const former = await currentList(coins)
  await expect.poll(() => storedList(page, isAnonymous)).toMatchObject(former)
  const row = demo.rows.first()
  const shown = await row.textContent()
  coins.market.trade((await row.getAttribute('data-mint')) ?? '', 20 * SOL)
  coins.forgetLog()

  await demo.refresh()
  await expect(row).not.toHaveText(shown ?? '')
  expect(coins.log).toMatchObject([{ path: '/coins', status: 200, ifNoneMatch: former.etag }])
  const current = await currentList(coins)
  expect(current.etag).not.toBe(former.etag)
  await expect.poll(() => storedList(page, isAnonymous)).toMatchObject(current)

  for (const { etag, etagOfBody } of await storedPairs(page)) expect(etag).toBe(etagOfBody)
}

test.describe('A coin that changes brings a new ETag, a new row and a new pair on disk', () => {
  test('for a visitor', async ({ page, coins, demo }) => {
    await page.goto('/')
    await demo.rest()

    await expectChangeToArrive({ page, coins, demo }, true)
  })

  test("for a user, without a touch to the visitors' pair", async ({ page, coins, demo }) => {
    await page.goto('/')
    await demo.rest()
    const visitors = await currentList(coins)
    await expect.poll(() => storedPairs(page)).toHaveLength(1)
    await demo.signIn('alice')

    await expectChangeToArrive({ page, coins, demo }, false)
    expect(await storedList(page, true)).toMatchObject(visitors)
  })
})
