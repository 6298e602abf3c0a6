import type { Locator } from '@playwright/test'
import { panelPage, watchClipboard } from './panel-page.ts'
import { expect, test } from './test.ts'

test('Requests and Overview: each request says what was sent, why, and what it saved, as the server saw it', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  await watchClipboard(page)
  await page.goto('/')
  await demo.signIn('alice')
  await panel.open('Requests')
  const list = panel.row(/\/api\/coins\?/)
  await demo.refresh()
  await expect(list.locator('.etd-size')).toHaveText('304')
  await expect(list).toContainText('validate: stale')
  await expect(list).toContainText('freshen: not-modified')
  await list.click()
  const asked = coins.log.at(-1)
  expect(asked).toMatchObject({ path: '/coins', user: 'alice', status: 304 })
  await expect(panel.detail).toContainText(asked?.ifNoneMatch ?? 'a tag')
  await expect(panel.detail).toContainText('RFC 9111 §4.3.4')
  const credentials = panel.detail.getByRole('row').filter({ hasText: 'authorization' })
  await expect(credentials).toContainText('(redacted)')
  expect(await panel.root.innerHTML()).not.toContain(asked?.token?.split(' ')[1] ?? 'a token')
  await panel.detail.getByRole('button', { name: 'Copy as fetch' }).click()
  expect(await panel.copied()).toEqual([
    `await fetch("${coins.url}/api/coins?limit=50&order=DESC&sort=market_cap")`,
  ])

  const [mint = ''] = coins.market.trending
  coins.market.trade(mint, 3_000_000_000)
  await demo.refresh()
  await expect(list.locator('.etd-size')).toHaveText(/kB$/)
  await list.click()
  await panel.detail.getByRole('button', { name: /changed/i }).click()
  const changes = panel.detail.locator('.etd-changes')
  await expect(changes).toContainText('market_cap')
  await expect(changes.locator('ins').first()).toBeVisible()

  await panel.button('304').click()
  const shown = await panel.rows.locator('.etd-size').allTextContents()
  expect(shown.length).toBeGreaterThan(0)
  expect(new Set(shown)).toEqual(new Set(['304']))
  await panel.button('304').click()
  await panel.button('Pause').click()
  const before = await panel.rows.count()
  await demo.refresh()
  expect(await panel.rows.count()).toBe(before)
  await panel.button('Resume').click()
  await expect(panel.rows).toHaveCount(before + 1)

  await panel.open('Overview')
  const tile = (name: string): Locator =>
    panel.root.locator('.etd-tile').filter({ hasText: name }).locator('small')
  const reads = coins.log.filter(({ path }) => !path.startsWith('/auth'))
  const validated = reads.filter(({ status }) => status === 304)
  await expect(tile('Validated by 304')).toHaveText(
    `${validated.length} of ${reads.length} requests`,
  )
  await expect(tile('Served from cache')).toHaveText(`0 of ${reads.length} requests`)
  await expect(tile('Bytes saved')).toHaveText('measured on the wire')
  await expect(panel.root.getByRole('img', { name: /minutes/ })).toBeVisible()

  await panel.open('Requests')
  await panel.button('Clear').click()
  await expect(panel.rows).toHaveCount(0)
})
