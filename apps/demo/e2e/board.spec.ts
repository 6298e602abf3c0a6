import type { Locator, Page } from '@playwright/test'
import { expect, test } from './test.ts'

const field = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search coins' })

const mintsOf = (rows: Locator): Promise<readonly string[]> =>
  rows.evaluateAll((elements) => elements.map((row) => row.getAttribute('data-mint') ?? ''))

test('A search is in the URL: a reload and the way back find it again', async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.rest()
  await field(page).fill('otter')
  await expect(page).toHaveURL(/#\/\?q=otter$/)
  await expect(demo.rows).not.toHaveCount(50)
  await expect(page.locator('tbody[data-former="false"]')).toHaveCount(1)
  const found = await mintsOf(demo.rows)
  expect(found.length).toBeGreaterThan(0)
  for (const names of await demo.rows.locator('.coin-names').allTextContents()) {
    expect(names).toMatch(/otter/i)
  }
  expect(coins.log.at(-1)).toMatchObject({ path: '/coins', query: { searchTerm: 'otter' } })

  await page.reload()
  await expect(field(page)).toHaveValue('otter')
  await expect.poll(() => mintsOf(demo.rows)).toEqual(found)

  await demo.button('Graduated').click()
  await expect(page).toHaveURL(/graduated=true/)
  await expect(page.locator('tbody[data-former="false"]')).toHaveCount(1)
  await page.goBack()
  await expect(page).toHaveURL(/#\/\?q=otter$/)
  await demo.rows.first().getByRole('link').click()
  await expect(demo.detail).toBeVisible()
  await page.goBack()
  await expect(field(page)).toHaveValue('otter')
  await expect.poll(() => mintsOf(demo.rows)).toEqual(found)
})

test('A search that finds nothing says so, and leads back to all coins', async ({ page, demo }) => {
  await page.goto('/#/?q=nobody-has-this-name')
  await expect(page.getByRole('heading', { name: /No coin is called/ })).toContainText(
    'nobody-has-this-name',
  )
  await expect(demo.rows).toHaveCount(0)
  await expect(demo.boardStatus).toHaveAttribute('data-status', 'success')

  await demo.button('Show all coins').click()
  await expect(demo.rows).toHaveCount(50)
  await expect(field(page)).toHaveValue('')
  await expect(page).toHaveURL(/#\/$/)
})

test('Search parameters that make no sense are as if absent, and are not sent', async ({
  page,
  coins,
  demo,
}) => {
  const odd = '?sort=<b>&order=up&graduated=perhaps&q=%20%20&page=3&__proto__=1&limit=100000'
  await page.goto(`/#/${odd}`)
  await expect(demo.rows).toHaveCount(50)
  await demo.rest()
  expect(coins.log.map(({ path, query }) => ({ path, query }))).toEqual([
    { path: '/coins', query: { sort: 'market_cap', order: 'DESC', limit: '50' } },
  ])

  await page.goto(`/#/?q=${'x'.repeat(500)}%3Cimg%20src=x%3E`)
  await expect(page.getByRole('heading', { name: /No coin is called/ })).toBeVisible()
  expect(coins.log.at(-1)?.query['searchTerm']).toBe('x'.repeat(64))
})

test("A column's head sorts by it, then the other way round; the way back undoes it", async ({
  page,
  coins,
  demo,
}) => {
  await page.goto('/')
  await demo.rest()
  const head = page.getByRole('columnheader', { name: 'Replies' })
  const replies = async (): Promise<readonly number[]> => {
    const texts = await demo.rows.locator('[data-column="reply_count"]').allTextContents()
    return texts.map((text) => Number(text.replaceAll(',', '')))
  }
  const expectSorted = async (order: 'ascending' | 'descending'): Promise<void> => {
    await expect(head).toHaveAttribute('aria-sort', order)
    await expect(page.locator('tbody[data-former="false"]')).toHaveCount(1)
    const shown = await replies()
    const sign = order === 'ascending' ? 1 : -1
    expect(shown).toHaveLength(50)
    expect(shown).toEqual(shown.toSorted((one, other) => sign * (one - other)))
  }

  await head.getByRole('button').click()
  await expectSorted('descending')
  expect(coins.log.at(-1)?.query).toMatchObject({ sort: 'reply_count', order: 'DESC' })
  await head.getByRole('button').click()
  await expectSorted('ascending')
  await expect(page).toHaveURL(/sort=reply_count&order=ASC/)

  await page.goBack()
  await expectSorted('descending')
  await page.goBack()
  await expect(head).not.toHaveAttribute('aria-sort')
  await expect(page.getByRole('columnheader', { name: 'Market cap' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
})

/** Scrolls on as fast as the page goes along, until it says that this is the end. */
async function scrollToEnd(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        function step(): void {
          const tails = [...document.querySelectorAll('.list-tail')]
          if (tails.some(({ textContent }) => textContent.includes('end of the list'))) resolve()
          else requestAnimationFrame(step)
          window.scrollTo(0, document.documentElement.scrollHeight)
        }
        step()
      }),
  )
}

test.describe("Within the API's limits", () => {
  test.use({ api: { limits: true } })

  test('one can scroll to the end of about a thousand coins, and come back to it', async ({
    page,
    coins,
    demo,
  }) => {
    await page.goto('/')
    await demo.rest()
    await scrollToEnd(page)
    await demo.rest()
    const mints = await mintsOf(demo.rows)
    expect(mints.length).toBeGreaterThan(950)
    expect(new Set(mints).size).toBe(mints.length)
    await expect(page.getByRole('status').filter({ hasText: 'end of the list' })).toHaveText(
      `${mints.length} coins, end of the list`,
    )
    expect(coins.log.map(({ query }) => query['offset'] ?? '0')).toEqual(
      Array.from({ length: 20 }, (_, number) => String(number * 50)),
    )

    await demo.rows.last().getByRole('link').click()
    await expect(demo.detail.locator('.facts')).toBeVisible()
    await page.goBack()
    await expect(demo.rows.last()).toBeInViewport()
    await page.reload()
    await expect(demo.rows.last()).toBeInViewport()
    await demo.rest()
    expect(coins.statuses()).not.toContain(429)
    expect(coins.statuses('/coins').length).toBeLessThanOrEqual(30)
  })
})
