import type { Page } from '@playwright/test'
import type { DemoPage } from './demo-page.ts'
import { expect, test } from './test.ts'

/** Lets the page's time pass until its attempts are used up. */
async function expectFailure(page: Page, demo: DemoPage): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(5000)
    await expect(demo.boardStatus).toHaveAttribute('data-status', 'error', { timeout: 100 })
  }).toPass({ intervals: [50] })
}

test('Without a network the page says so and keeps what it has; with it, it asks again', async ({
  page,
  context,
  coins,
  demo,
}) => {
  await page.clock.install()
  await page.goto('/')
  await demo.rest()
  const shown = await demo.shownCoins()
  coins.forgetLog()

  await context.setOffline(true)
  const banner = page.getByText('You are offline. What you see is what this device has kept.')
  await expect(banner).toBeVisible()
  await expect(demo.boardStatus).toHaveAttribute('data-freshness', 'offline')
  await demo.button('Refresh').click()
  await expect(demo.boardStatus).toContainText('Waiting for the network')
  expect(await demo.shownCoins()).toEqual(shown)
  await page.goto('/#/bookmarks')
  await page.goBack()
  await expect(demo.rows).toHaveCount(50)
  // What was confirmed within the last second is not asked for again.
  await page.clock.fastForward(5000)
  expect(coins.log).toEqual([])

  await context.setOffline(false)
  await expect(banner).toBeHidden()
  await expect.poll(() => coins.statuses()).toContain(304)
  await demo.rest()
  await expect(demo.boardStatus).toHaveAttribute('data-freshness', 'fresh')
  expect(new Set(coins.statuses())).toEqual(new Set([304]))
})

test('The controls cut the connection: the list stays, its status says why, until it is mended', async ({
  page,
  demo,
}) => {
  await page.clock.install()
  await page.goto('/')
  await demo.rest()
  const shown = await demo.shownCoins()

  await demo.controls.choose('Connection', 'Offline')
  await expect(demo.controls.opener).toHaveAccessibleName(/changed: offline/)
  await demo.button('Refresh').click()
  await expectFailure(page, demo)
  await expect(demo.boardStatus).toContainText('The server cannot be reached. Confirmed')
  expect(await demo.shownCoins()).toEqual(shown)

  await demo.controls.choose('Connection', 'Up')
  await demo.refresh()
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
})

test('The controls drive the market and the network', async ({ page, coins, demo }) => {
  await page.goto('/')
  await demo.rest()
  await expect(page.getByText('Nobody has traded yet.')).toBeVisible()
  await demo.controls.choose('Trades', '10 /s')
  await expect(page.locator('.trades li').first()).toBeVisible()
  await demo.controls.choose('Trades', 'None')

  await demo.rows.first().getByRole('link').click()
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
  await demo.controls.choose('Latency', '200')
  await demo.refresh()
  const said = (await demo.lines.first().textContent()) ?? ''
  expect(Number(/(\d+) ms/.exec(said)?.[1])).toBeGreaterThanOrEqual(200)

  coins.forgetLog()
  await demo.button('Buy 1 SOL').click()
  await expect(page.locator('.trades li').first()).toContainText('bought 1 SOL')
  await expect.poll(() => coins.statuses()).toContain(200)
  await demo.controls.opener.click()
  await demo.button('Reset all').click()
  await expect(demo.controls.opener).toHaveAccessibleName('Network and market, changed: no trades')
})

test.describe('Without the control route', () => {
  test.use({ api: { control: false } })

  test('there are no controls, and no coin can be bought', async ({ page, coins, demo }) => {
    await page.goto('/')
    await demo.rows.first().getByRole('link').click()
    await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
    await demo.rest()
    await expect.poll(() => coins.statuses('/_control')).toEqual([404])
    await expect(demo.controls.opener).toHaveCount(0)
    await expect(demo.button('Buy 1 SOL')).toHaveCount(0)
  })
})

test.describe('Beyond the limits of the API', () => {
  test.use({ api: { limits: true } })

  test('the pause that it asks for is told and kept, and the list stays', async ({
    page,
    coins,
    demo,
  }) => {
    await page.clock.install()
    await page.goto('/')
    await demo.rest()
    // The API counts by address, and this test has the browser's.
    await Promise.all(Array.from({ length: 60 }, () => fetch(`${coins.url}/api/coins?limit=1`)))
    coins.forgetLog()

    await demo.button('Refresh').click()
    await expect(demo.boardStatus).toContainText(/asks for a pause; next try in [56]\d s/)
    await expect(demo.boardStatus).toHaveAttribute('data-freshness', 'waiting')
    await expect(demo.rows).toHaveCount(50)
    await page.clock.fastForward(30_000)
    await expect(demo.boardStatus).toContainText(/next try in [23]\d s/)
    expect(coins.statuses()).toEqual([429])

    await fetch(`${coins.url}/api/_control/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    await page.clock.fastForward(31_000)
    await demo.rest()
    expect(coins.statuses()).toEqual([429, 304])
    await expect(demo.boardStatus).toHaveAttribute('data-freshness', 'fresh')
  })
})
