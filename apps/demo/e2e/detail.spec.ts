import type { Page } from '@playwright/test'
import type { DemoPage } from './demo-page.ts'
import { expect, test } from './test.ts'

const SOL = 1_000_000_000

/** Opens the page of the board's first coin; tells its mint. */
async function openFirst(page: Page, demo: DemoPage): Promise<string> {
  await page.goto('/')
  const mint = (await demo.rows.first().getAttribute('data-mint')) ?? ''
  await demo.rows.first().getByRole('link').click()
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
  return mint
}

test('The chart is read by keyboard, point by point', async ({ page, coins, demo }) => {
  const mint = await openFirst(page, demo)
  const slider = page.getByRole('slider', { name: 'Price at' })
  const last = Number(await slider.getAttribute('aria-valuemax'))
  expect(last).toBeGreaterThan(10)
  await expect(page.locator('.chart-readout')).toHaveCount(0)

  await slider.focus()
  for (const [key, place] of [
    ['ArrowLeft', last - 1],
    ['ArrowLeft', last - 2],
    ['Home', 1],
    ['ArrowLeft', 1],
    ['ArrowRight', 2],
    ['End', last],
  ] as const) {
    await slider.press(key)
    await expect(slider).toHaveAttribute('aria-valuenow', String(place))
    const price = await page.locator('.chart-readout strong').textContent()
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`: ${price} lamports$`))
  }
  await slider.press('Escape')
  await expect(page.locator('.chart-readout')).toHaveCount(0)

  await demo.button('1 h').click()
  await expect(demo.button('1 h')).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('.chart-shown[aria-busy="false"]')).toBeVisible()
  expect(coins.log.at(-1)).toMatchObject({
    path: `/candlesticks/${mint}`,
    query: { timeframe: '60' },
    status: 200,
  })
})

test('A trade is on the tape as it happens, and brings its open coin up to date', async ({
  page,
  coins,
  demo,
}) => {
  const mint = await openFirst(page, demo)
  const tape = page.getByRole('list', { name: 'Latest first' })
  await expect(page.locator('.trades')).toHaveAttribute('data-state', 'open')
  await expect(tape).toHaveCount(0)
  const cap = demo.detail.locator('[data-fact="market-cap"]')
  const price = page.locator('.chart-latest strong')
  const former = { cap: (await cap.textContent()) ?? '', price: (await price.textContent()) ?? '' }
  coins.forgetLog()

  coins.market.trade(mint, 5000 * SOL)
  await expect(tape.locator('li').first()).toContainText('bought 5,000 SOL')
  await expect(tape.locator('li').first()).toHaveAttribute('aria-current', 'true')
  await expect(cap).not.toHaveText(former.cap)
  await expect(price).not.toHaveText(former.price)
  await demo.rest()
  expect(coins.log.map(({ path, status }) => `${path} ${status}`).toSorted()).toEqual([
    `/candlesticks/${mint} 200`,
    `/coins/${mint} 200`,
  ])

  await demo.button('Pause the trades').click()
  await expect.poll(() => coins.asides.every(({ isOver }) => isOver)).toBe(true)
  coins.market.trade(mint, -7 * SOL)
  await demo.button('Go on with the trades').click()
  await expect(tape.locator('li').first()).toContainText('sold 7 SOL')
})

test('An address without a page says so, and leads to the board', async ({ page, coins, demo }) => {
  for (const address of ['/#/nowhere', '/#/coin', '/#/coin/a/b', '/#//evil.example/x']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page here')
    await expect(page).toHaveTitle('Not found · etagged')
  }
  expect(coins.log).toEqual([])

  await page.getByRole('link', { name: 'To the board' }).click()
  await expect(demo.rows).toHaveCount(50)
  await expect(page).toHaveTitle('Coins · etagged')
})
