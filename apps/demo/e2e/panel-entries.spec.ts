import { expect, test } from './test.ts'
import { panelPage, watchClipboard } from './panel-page.ts'
import { storedPairs } from './stored-rows.ts'

const LIST = /^\/api\/coins\?/

test('Entries: what is stored is listed, validated, invalidated, looked into and removed', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  const pathsOnDisk = async (): Promise<readonly string[]> =>
    (await storedPairs(page)).map(({ path }) => path)
  await watchClipboard(page)
  await page.goto('/')
  await demo.rest()
  await demo.rows.nth(1).getByRole('link').click()
  await demo.rest()
  const mint = coins.log.find(({ path }) => /^\/coins\/\w{30,}$/.test(path))?.path ?? ''
  await expect.poll(pathsOnDisk).toEqual(expect.arrayContaining(['/coins', mint]))

  await panel.open('Entries')
  await expect(panel.rows).toHaveCount((await pathsOnDisk()).length)
  const list = panel.row(LIST)
  await expect(list.locator('[data-col="tier"]')).toHaveText('memorydisk')
  await expect(list.locator('[data-col="state"]')).toContainText('Must validate')

  coins.forgetLog()
  await panel.act(LIST, 'Validate')
  await expect(panel.said).toContainText('is unchanged (304)')
  expect(coins.log).toMatchObject([{ path: '/coins', status: 304 }])
  expect(coins.log[0]?.ifNoneMatch).toBeDefined()
  await expect(list.locator('[data-col="validated"]')).toHaveText('1')

  await panel.act(LIST, 'Invalidate')
  await expect(panel.said).toContainText('must be validated before its next use')
  // Nobody shows the list: nobody asks for it.
  await expect(list.locator('[data-col="state"]')).toContainText('Invalidated')

  await panel.act(mint, 'Show body')
  const { name } = coins.market.find(mint.slice('/coins/'.length))?.identity ?? { name: '' }
  await expect(panel.detail.getByLabel('Body')).toContainText(`"name": "${name}"`)
  await panel.detail.getByRole('button', { name: 'Hide body' }).click()
  await expect(panel.detail.getByLabel('Body')).toHaveCount(0)

  await panel.act(mint, 'Copy as fetch')
  expect(await panel.copied()).toEqual([`await fetch("${coins.url}/api${mint}")`])

  await panel.act(LIST, 'Remove')
  await expect(panel.said).toContainText('is removed from memory and disk')
  await expect(list).toHaveCount(0)
  expect(await pathsOnDisk()).not.toContain('/coins')
  coins.forgetLog()
  await page.goBack()
  await demo.rest()
  expect(coins.log).toContainEqual(
    expect.objectContaining({ path: '/coins', status: 200, ifNoneMatch: undefined }),
  )
})

test('Entries: after a reload the disk is listed before anything is read, and filter and sort say so', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  await page.goto('/')
  await demo.rest()
  await demo.rows.nth(1).getByRole('link').click()
  await demo.rest()
  await expect.poll(async () => (await storedPairs(page)).length).toBeGreaterThanOrEqual(3)
  await page.goto('/#/bookmarks')
  await page.reload()
  await panel.open('Entries')
  const list = panel.row(LIST)
  await expect(list.locator('[data-col="tier"]')).toHaveText('disk')
  // Read for this row alone, and not brought to memory.
  await expect(list.locator('[data-col="size"]')).toContainText('kB')
  await expect(list.locator('[data-col="tier"]')).toHaveText('disk')
  expect(coins.log.filter(({ path }) => path === '/coins')).toHaveLength(1)

  const size = panel.root.getByRole('columnheader', { name: 'Size' })
  await size.getByRole('button').click()
  await expect(size).toHaveAttribute('aria-sort', 'descending')
  const sizes = await panel.rows.locator('[data-col="size"]').allTextContents()
  const inBytes = sizes.map((text) => parseFloat(text) * (text.includes('kB') ? 1000 : 1))
  expect(inBytes).toEqual(inBytes.toSorted((one, other) => other - one))

  await panel.root.getByRole('searchbox').fill('candlesticks')
  await expect(panel.rows).toHaveCount(1)
  await panel.root.getByRole('searchbox').fill('no such path')
  await expect(panel.rows).toHaveCount(0)
  await panel.button(/show all/i).click()
  expect(await panel.rows.count()).toBeGreaterThanOrEqual(3)
})
