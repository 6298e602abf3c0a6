import type { Page } from '@playwright/test'
import { siteFolder } from '../../../tooling/build-demo-once.ts'
import { compareOn } from './compare-page.ts'
import type { CoinServer, Exchange } from './coin-server.ts'
import { openFileServer } from './file-server.ts'
import { storedPairs } from './stored-rows.ts'
import { expect, test } from './test.ts'

const PATH = '/#/compare'

/** What a browser takes for the fields of an answer, and what they are at most; bytes. */
const FIELDS = 300

const bytesOf = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((all, { bytes }) => all + bytes, 0)

/** In each round one side asks for four things, and then the other. */
function sidesOf({ log }: CoinServer): { readonly without: Exchange[]; readonly with: Exchange[] } {
  const bySide = (parity: number): Exchange[] =>
    log.filter((_, index) => Math.floor(index / 4) % 2 === parity)
  return { without: bySide(0), with: bySide(1) }
}

/** The rows that the comparison has on disk, and those that others have. */
async function rowsOnDisk(page: Page): Promise<{ ours: number; others: number }> {
  const pairs = await storedPairs(page)
  const others = pairs.filter(({ database }) => database === 'etagged-anonymous').length
  return { ours: pairs.length - others, others }
}

test('The figures are those at the server’s socket: whole answers without, 304s with', async ({
  page,
  coins,
}) => {
  await page.goto(PATH)
  const compare = compareOn(page)
  await expect(page.getByRole('heading', { name: 'Nothing read yet' })).toBeVisible()
  expect(coins.log).toEqual([])

  await compare.round(4)
  await compare.round(8)
  const { without, with: withIt } = sidesOf(coins)
  expect(without.map(({ status }) => status)).toEqual(without.map(() => 200))
  expect(without.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual(without.map(() => undefined))
  expect(withIt.map(({ status }) => status)).toEqual([200, 200, 200, 200, 304, 304, 304, 304])
  for (const [side, exchanges] of [
    ['without', without],
    ['with', withIt],
  ] as const) {
    const shown = await compare.figure('bytes', side)
    expect(Math.abs(shown - bytesOf(exchanges))).toBeLessThan(exchanges.length * FIELDS)
  }
  await expect.poll(() => compare.figure('parses', 'without')).toBe(8)
  await expect.poll(() => compare.figure('parses', 'with')).toBe(4)
  await expect(compare.headline).toHaveText(/^\d\.\d × fewer bytes after 2 rounds$/)

  const mint = without[1]?.path.split('/').at(-1) ?? ''
  coins.market.trade(mint, 1_000_000_000)
  coins.forgetLog()
  await compare.round(12)
  const changed = sidesOf(coins).with.filter(({ status }) => status === 200)
  expect(changed.map(({ path }) => path)).toEqual(['/coins', `/coins/${mint}`])
  await expect.poll(() => compare.figure('parses', 'with')).toBe(6)
  await expect(page.getByRole('figure')).toHaveAccessibleName(
    /^Bytes over the network after 3 rounds: .* without etagged, .* with etagged\.$/,
  )
})

test('A new run has its first data from disk, and one that has forgotten it from the server', async ({
  page,
  coins,
}) => {
  await page.goto('/')
  await expect.poll(() => rowsOnDisk(page)).toEqual({ ours: 0, others: 1 })
  await page.goto(PATH)
  coins.forgetLog()
  const compare = compareOn(page)
  await compare.round(4)
  await expect.poll(() => rowsOnDisk(page)).toEqual({ ours: 4, others: 1 })

  coins.delayAnswers(400)
  await page.reload()
  coins.forgetLog()
  await compare.round(4)
  expect(sidesOf(coins).with.map(({ status }) => status)).toEqual([304, 304, 304, 304])
  expect(await compare.figure('firstData', 'without')).toBeGreaterThanOrEqual(400)
  expect(await compare.figure('firstData', 'with')).toBeLessThan(400)

  coins.forgetLog()
  await compare.press('Forget the disk')
  await compare.press('Pause')
  await expect.poll(() => compare.figure('requests', 'with')).toBe(4)
  expect(sidesOf(coins).with.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(await compare.figure('firstData', 'with')).toBeGreaterThanOrEqual(400)
  await expect.poll(() => rowsOnDisk(page)).toEqual({ ours: 4, others: 1 })
})

test.describe('While the market moves', () => {
  test.use({ api: { tradesPerSecond: 10 } })

  test('lists are new ones, and it can be stopped from the page', async ({ page, coins }) => {
    await page.goto(PATH)
    const compare = compareOn(page)
    const hint = page.getByText('Nearly every list is a new one')
    await compare.round(4)
    await expect(hint).toHaveCount(0)
    const [mint = ''] = coins.market.trending
    coins.market.trade(mint, 1_000_000_000)
    await compare.round(8)
    await expect(hint).toBeVisible()
    await page.getByRole('button', { name: 'Stands still' }).click()
    await expect(hint).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Network and market/ })).toHaveAccessibleName(
      /changed: no trades/,
    )
    expect(coins.asides.map(({ method }) => method)).toContain('PATCH')
  })
})

test('With the browser’s own cache the other side gets 304s as well, and still parses', async ({
  page,
  coins,
}) => {
  await page.goto(PATH)
  const compare = compareOn(page)
  const group = page.getByRole('group', { name: 'Browser’s cache, without etagged' })
  await group.getByRole('button', { name: 'On' }).click()
  await expect(page.locator('.compare-risk')).toContainText('it knows no users')
  await compare.round(4)
  const cold = await compare.figure('bytes', 'without')
  await compare.round(8)
  expect(sidesOf(coins).without.map(({ status }) => status)).toContain(304)
  expect((await compare.figure('bytes', 'without')) - cold).toBeLessThan(cold / 4)
  await expect.poll(() => compare.figure('parses', 'without')).toBe(8)
})

test('A limit of the API is told with the time of the next round', async ({ page, coins }) => {
  coins.script('/coins', { status: 429, fields: { 'retry-after': '30' }, body: '{}' }, 2)
  await page.goto(PATH)
  const compare = compareOn(page)
  await compare.press('Start')
  await expect(compare.failure).toHaveText(
    'The server has had too many requests (429). The next round begins in 30 s.',
  )
  await compare.press('Pause')
  await compare.round(5)
  await expect(compare.failure).toBeEmpty()
})

test('Where nothing is measured the bytes are estimated, and said to be', async ({ browser }) => {
  const files = await openFileServer(siteFolder('static'), '/folder/')
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`${files.url}#/compare`)
    const compare = compareOn(page)
    await expect(page.getByRole('group', { name: /^Browser’s cache/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Stands still' }).click()
    await compare.round(4)
    await compare.round(8)
    await expect(page.getByRole('rowheader', { name: /estimated/ })).toBeVisible()
    const [without, withIt] = [
      await compare.figure('bytes', 'without'),
      await compare.figure('bytes', 'with'),
    ]
    expect(without).toBeGreaterThan(withIt)
    await compare.press('Start again')
    await compare.press('Pause')
    await expect.poll(() => compare.figure('requests', 'with')).toBe(4)
    await expect(compare.headline).toHaveText('No bytes after 1 round')
  } finally {
    await context.close()
    await files.close()
  }
})
