import { tabTo } from './tab-to.ts'
import { expect, test } from './test.ts'

test('By keyboard alone: past the bar to a coin, its chart, and back', async ({ page, demo }) => {
  await page.goto('/')
  await demo.rest()
  const skip = demo.button('Skip to the content')
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  const coin = demo.rows.first().getByRole('link')
  await tabTo(page, coin)
  await page.keyboard.press('Enter')
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await expect(page.locator('main')).toBeFocused()

  const slider = page.getByRole('slider', { name: 'Price at' })
  await tabTo(page, slider)
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.chart-readout')).toBeVisible()
  await page.goBack()
  await expect(demo.rows).toHaveCount(50)
  await expect(page.locator('main')).toBeFocused()
})

test('By keyboard alone: signs in and out by the menu, and bookmarks a coin', async ({
  page,
  demo,
}) => {
  await page.goto('/')
  await demo.rest()
  const { opener, panel } = demo.wallets
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(opener).toBeFocused()

  await page.keyboard.press('Enter')
  await tabTo(page, panel.locator('.wallet-choice').filter({ hasText: 'bob' }))
  await page.keyboard.press('Enter')
  await expect(panel).toBeHidden()
  await expect(opener).toContainText('bob')
  await expect(opener).toBeFocused()
  await expect(demo.bookmarks.locator('li').first()).toBeVisible()
  await demo.rest()

  const star = demo.star(demo.rows.first())
  const former = await star.getAttribute('aria-pressed')
  await tabTo(page, star, 40)
  await page.keyboard.press('Space')
  await expect(star).toHaveAttribute('aria-pressed', former === 'true' ? 'false' : 'true')

  await opener.focus()
  await page.keyboard.press('Enter')
  await tabTo(page, panel.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Enter')
  await demo.wallets.expectUser('')
  await expect(demo.bookmarks).toHaveCount(0)
})
