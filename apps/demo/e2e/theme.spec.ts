import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

/** What the page lies on: most of its red, green and blue, or little of them. */
async function background(page: Page): Promise<'light' | 'dark'> {
  const colour = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  )
  const parts = [...colour.matchAll(/\d+/g)].slice(0, 3).map(Number)
  return parts.every((part) => part > 200) ? 'light' : 'dark'
}

test('The page follows the system, until its reader chooses; the choice outlives a reload', async ({
  page,
  demo,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await demo.rest()
  expect(await background(page)).toBe('dark')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await background(page)).toBe('light')

  await demo.button('Theme: auto').click()
  await demo.button('Theme: light').click()
  await expect(demo.button('Theme: dark')).toBeVisible()
  expect(await background(page)).toBe('dark')
  await page.reload()
  await expect(demo.button('Theme: dark')).toBeVisible()
  expect(await background(page)).toBe('dark')

  // Before any of the app's scripts has run, the first paint is dark already.
  await page.route('**/*.js', (route) => route.abort())
  await page.reload()
  await expect(page.locator('#root')).toBeEmpty()
  expect(await background(page)).toBe('dark')
})
