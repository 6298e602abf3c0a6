import type { Locator, Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import type { DemoPage } from './demo-page.ts'
import { reloadFromDisk } from './reload-from-disk.ts'
import { storedPairs } from './stored-rows.ts'
import { expect, test } from './test.ts'

const SOL = 1_000_000_000
const MOST_BYTES_OF_A_304 = 512

interface Stage {
  readonly page: Page
  readonly coins: CoinServer
  readonly demo: DemoPage
}

interface OpenPage {
  /** The requests that the page makes. */
  readonly paths: readonly string[]
  /** What is there once its data is. */
  readonly data: readonly Locator[]
  readonly status: Locator
}

/** Opens the board, and then the page of its first coin. */
async function openBoth({ page, demo }: Stage): Promise<{ mint: string; detail: OpenPage }> {
  await page.goto('/')
  await demo.rest()
  const mint = (await demo.rows.first().getAttribute('data-mint')) ?? ''
  await demo.rows.first().getByRole('link').click()
  const detail = {
    paths: [`/coins/${mint}`, `/candlesticks/${mint}`],
    data: [
      demo.detail.locator('.facts[aria-busy="false"]'),
      demo.detail.locator('.chart-crosshair'),
    ],
    status: demo.detailStatus,
  }
  for (const datum of detail.data) await expect(datum).toBeVisible()
  await demo.rest()
  return { mint, detail }
}

/** The disk has what the API says now. */
async function expectStored({ page, coins }: Stage, { paths }: OpenPage): Promise<void> {
  const asked = new Map(coins.log.map(({ path, query }) => [path, query]))
  for (const path of paths) {
    const query = new URLSearchParams(asked.get(path))
    const { headers } = await fetch(`${coins.url}/api${path}?${query}`)
    const etag = headers.get('etag')
    await expect
      .poll(() => storedPairs(page))
      .toContainEqual(expect.objectContaining({ path, etag }))
  }
}

/** Reloads against an API that answers nothing yet: what is stored is there, and renders no more. */
async function expectInstantReload(stage: Stage, open: OpenPage): Promise<void> {
  const { page, coins, demo } = stage
  const { paths, data, status } = open
  await expectStored(stage, open)
  const held = paths.map((path) => coins.holdNext(path))
  coins.forgetLog()
  const began = performance.now()
  await reloadFromDisk(page, data)
  const took = performance.now() - began
  await Promise.all(held.map(({ ready }) => ready))
  const renders = await demo.renders()
  expect(coins.log.map(({ path }) => path).toSorted()).toEqual(paths.toSorted())
  expect(coins.log.map(({ bytes }) => bytes)).toEqual(paths.map(() => 0))

  for (const { release } of held) release()
  await demo.rest()
  expect(coins.log).toHaveLength(paths.length)
  for (const exchange of coins.log) {
    expect(exchange.status).toBe(304)
    expect(exchange.ifNoneMatch).toBeDefined()
    expect(exchange.bytes).toBeLessThanOrEqual(MOST_BYTES_OF_A_304)
  }
  expect(await demo.renders()).toEqual(renders)
  await expect(status).toHaveText(/^Confirmed [01] s ago\.$/)

  const measured = { 'data on screen, ms': took, 'bytes of a 304': coins.log.map((e) => e.bytes) }
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(measured) })
}

test.describe('A reload', () => {
  // Else the page would hear of trades, and ask by itself.
  test.beforeEach(async ({ page, coins }) => {
    coins.script('/stream/trades', { status: 404 }, Infinity)
    await page.clock.install()
  })

  test('shows list and detail before the API answers, and costs one 304 each', async ({
    page,
    coins,
    demo,
  }) => {
    const stage = { page, coins, demo }
    const { detail } = await openBoth(stage)
    expect(coins.log.map(({ status, ifNoneMatch }) => [status, ifNoneMatch])).toEqual([
      [200, undefined],
      [200, undefined],
      [200, undefined],
    ])
    await expectInstantReload(stage, detail)

    await page.goBack()
    await demo.rest()
    const board = { paths: ['/coins'], data: [demo.rows.nth(49)], status: demo.boardStatus }
    await expectInstantReload(stage, board)
  })

  test('does so too after the coins have changed', async ({ page, coins, demo }) => {
    const stage = { page, coins, demo }
    const { mint, detail } = await openBoth(stage)
    coins.market.trade(mint, 20 * SOL)
    coins.forgetLog()
    await page.reload()
    await demo.rest()
    expect(coins.statuses()).toEqual([200, 200])
    await expectInstantReload(stage, detail)

    coins.forgetLog()
    await page.goBack()
    await expect(demo.rows).toHaveCount(50)
    await demo.rest()
    expect(coins.statuses()).toEqual([200])
    const board = { paths: ['/coins'], data: [demo.rows.nth(49)], status: demo.boardStatus }
    await expectInstantReload(stage, board)
  })
})

test('A refresh renders the one row that changed, and no row when none did', async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.rest()
  const first = demo.rows.first()
  const shown = await first.textContent()
  const before = await demo.renders()
  coins.market.trade((await first.getAttribute('data-mint')) ?? '', 20 * SOL)

  await demo.refresh()
  await expect(first).not.toHaveText(shown ?? '')
  const changed = await demo.renders()
  expect(changed).toEqual({
    ...before,
    CoinTable: (before['CoinTable'] ?? 0) + 1,
    CoinRow: (before['CoinRow'] ?? 0) + 1,
  })

  await demo.refresh()
  expect(await demo.renders()).toEqual(changed)
  expect(coins.statuses()).toEqual([200, 200, 304])
  const last = coins.log.at(-1)
  expect(last?.bytes).toBeLessThanOrEqual(MOST_BYTES_OF_A_304)
})
