import { expect, test as base } from '@playwright/test'
import { siteFolder } from '../../../tooling/build-demo-once.ts'
import { demoPage } from './demo-page.ts'
import { type FileServer, openFileServer } from './file-server.ts'

const FOLDER = '/some/folder/'

const test = base.extend<{ readonly files: FileServer }>({
  // oxlint-disable-next-line no-empty-pattern -- the fixture's form
  files: async ({}, provide) => {
    const files = await openFileServer(siteFolder('static'), FOLDER)
    await provide(files)
    await files.close()
  },
})

test('The built demo needs nothing but a file server, in whatever folder it is', async ({
  page,
  files,
}) => {
  const demo = demoPage(page)
  const requested: URL[] = []
  const answered: number[] = []
  page.on('request', (request) => requested.push(new URL(request.url())))
  page.on('response', (answer) => answered.push(answer.status()))

  await page.goto(files.url)
  await expect(demo.rows).toHaveCount(50)
  await demo.controls.choose('Trades', 'None')
  await demo.refresh()
  await demo.refresh()
  await expect(demo.lines.first()).toContainText(/304: unchanged, \d+\.\d kB not sent again/)

  const address = await demo.wallets.create('erin')
  await expect(demo.bookmarks.locator('li')).toHaveCount(3)
  await demo.rest()
  const row = demo.rows.filter({ has: page.locator('.star[aria-pressed="false"]') }).first()
  const mint = (await row.getAttribute('data-mint')) ?? ''
  await demo.star(row).click()
  await expect(demo.bookmarks.locator(`li[data-mint="${mint}"]`)).toBeVisible()
  await demo.rest()

  await page.reload()
  await expect(demo.rows).toHaveCount(50)
  await demo.wallets.expectUser(address)
  await demo.rest()
  await expect(demo.bookmarksStatus).toHaveAttribute('data-status', 'success')
  await expect(demo.bookmarks.locator(`li[data-mint="${mint}"]`)).toBeVisible()

  await page.getByRole('searchbox').fill('otter')
  await expect(page).toHaveURL(`${files.url}#/?q=otter`)
  await expect(demo.rows).not.toHaveCount(50)
  await demo.rows.first().getByRole('link').click()
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
  const name = await demo.detail.locator('h1').textContent()
  await page.reload()
  await expect(demo.detail.locator('h1')).toHaveText(name ?? '')
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
  await expect(demo.detailStatus).toHaveAttribute('data-status', 'success')

  await demo.wallets.signOut()
  await expect(demo.star(demo.detail)).toHaveCount(0)
  await demo.button('Buy 1 SOL').click()
  await expect(page.locator('.trades li[aria-current="true"]').first()).toContainText(
    'bought 1 SOL',
  )

  const outside = requested.filter(
    ({ href, pathname }) => !href.startsWith(files.url) || pathname.includes('/api'),
  )
  expect(outside.map(({ href }) => href)).toEqual([])
  expect(new Set(answered)).toEqual(new Set([200]))
})
