import { panelPage } from './panel-page.ts'
import { storedPairs } from './stored-rows.ts'
import { expect, test } from './test.ts'

test('Storage: names the databases, counts the rows, sees other tabs, and clears the partition', async ({
  page,
  context,
  demo,
}) => {
  const panel = panelPage(page)
  await page.goto('/')
  await demo.signIn('alice')
  await expect
    .poll(async () => (await storedPairs(page)).map(({ path }) => path))
    .toContain('/bookmarks/default')
  await panel.open('Storage')

  const names = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return databases.map(({ name = '' }) => name).filter((name) => /^etagged-(?!demo)/.test(name))
  })
  const databases = panel.root.getByRole('region', { name: 'Databases' }).locator('tbody th')
  await expect(databases).toHaveCount(names.length)
  const titles = await databases.evaluateAll((cells) =>
    cells.map((cell) => cell.getAttribute('title') ?? ''),
  )
  expect(titles.toSorted()).toEqual(names.map((name) => name.slice('etagged-'.length)).toSorted())

  const own = await ownRows()
  await expect(panel.root.getByRole('region', { name: 'Disk' })).toContainText(
    `${own.length} entries`,
  )
  await expect(panel.root).toContainText('No other tab of it is seen')
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(panel.root).toContainText('1 other tab of it is open')
  await other.close()
  await expect(panel.root).toContainText('No other tab of it is seen')

  await panel.button('Clear this partition').click()
  await panel.button('Cancel').click()
  expect(await ownRows()).toHaveLength(own.length)
  await panel.button('Clear this partition').click()
  await panel.button('Clear').click()
  await expect(panel.said).toContainText(/^Removed \d+ URLs of this session/)
  expect(await ownRows()).toEqual([])
  await expect(demo.rows.first()).toBeVisible()

  async function ownRows() {
    const partition = await panel.root.locator('.etd-bar .etd-chip').getAttribute('title')
    return (await storedPairs(page)).filter(({ database }) => database === `etagged-${partition}`)
  }
})
