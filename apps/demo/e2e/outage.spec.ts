import { expect, test } from './test.ts'

test('While the API is away, a reload shows the list, its age, and why it is that old', async ({
  page,
  coins,
  demo,
}) => {
  // The page's clock can be moved on, so that nobody has to wait for the attempts to be used up.
  await page.clock.install()
  await page.goto('/')
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()
  const shown = await demo.shownCoins()

  coins.breakApi()
  coins.forgetLog()
  await page.reload()
  await expect(demo.rows).toHaveCount(50)
  await expect(async () => {
    await page.clock.fastForward(5000)
    await expect(demo.boardStatus).toHaveAttribute('data-status', 'error', { timeout: 100 })
  }).toPass({ intervals: [50] })

  expect(await demo.shownCoins()).toEqual(shown)
  await expect(demo.lines.first()).toContainText('Failed to fetch')
  await expect(demo.boardStatus).toHaveText(
    /^The server cannot be reached\. Confirmed [1-9]\d* s ago\.$/,
  )
  expect(coins.statuses()).toEqual([undefined, undefined, undefined, undefined])

  coins.mendApi()
  await demo.refresh()
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')
  expect(coins.statuses().at(-1)).toBe(304)
})
