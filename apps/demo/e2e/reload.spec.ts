import type { Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import type { DemoPage } from './demo-page.ts'
import { expect, test } from './test.ts'

const SOL = 1_000_000_000
const LATENCY = 2000
const MOST_BYTES_OF_A_304 = 512

/** Reloads against a slow API: what is stored is there first, and nothing of it renders again. */
async function expectInstantReload({
  page,
  coins,
  demo,
}: {
  readonly page: Page
  readonly coins: CoinServer
  readonly demo: DemoPage
}): Promise<void> {
  coins.delayAnswers(LATENCY)
  coins.forgetLog()
  const began = performance.now()
  await page.reload()
  await expect(demo.rows).toHaveCount(50)
  await expect(demo.detail.locator('.facts')).toBeVisible()
  const took = performance.now() - began
  const renders = await demo.renders()
  expect(coins.log.map(({ bytes }) => bytes)).toEqual(coins.log.map(() => 0))

  await expect.poll(() => coins.statuses(), { intervals: [50] }).toEqual([304, 304])
  await demo.rest()
  expect(coins.log).toHaveLength(2)
  for (const { ifNoneMatch, bytes } of coins.log) {
    expect(ifNoneMatch).toBeDefined()
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES_OF_A_304)
  }
  expect(await demo.renders()).toEqual(renders)
  await expect(demo.boardStatus).toHaveText(/^Confirmed 0 s ago\.$/)

  const measured = { 'list on screen, ms': took, 'bytes of a 304': coins.log.map((e) => e.bytes) }
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(measured) })
}

test.describe('A reload', () => {
  test('shows list and detail before the API answers, and costs one 304 each', async ({
    page,
    coins,
    demo,
  }) => {
    await page.goto('/')
    await demo.rows.first().getByRole('link').click()
    await expect(demo.detail.locator('.facts')).toBeVisible()
    await demo.rest()
    expect(coins.log.map(({ status, ifNoneMatch }) => [status, ifNoneMatch])).toEqual([
      [200, undefined],
      [200, undefined],
    ])

    await expectInstantReload({ page, coins, demo })
  })

  test('does so too after the coins have changed', async ({ page, coins, demo }) => {
    await page.goto('/')
    const mint = await demo.rows.first().getAttribute('data-mint')
    await page.goto(`/#/coin/${mint}`)
    await expect(demo.detail.locator('.facts')).toBeVisible()
    await demo.rest()
    coins.market.trade(mint ?? '', 20 * SOL)
    await page.reload()
    await expect(demo.rows).toHaveCount(50)
    await demo.rest()
    expect(coins.statuses()).toEqual([200, 200, 200, 200])

    await expectInstantReload({ page, coins, demo })
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
