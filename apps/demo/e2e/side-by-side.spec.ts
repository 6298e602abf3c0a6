import { createHash } from 'node:crypto'
import { TEST_ADDRESSES } from '@etagged/coin-api'
import type { Page } from '@playwright/test'
import { siteFolder } from '../../../tooling/build-demo-once.ts'
import { bookmarksOf } from './accounts.ts'
import type { CoinServer } from './coin-server.ts'
import { openFileServer } from './file-server.ts'
import { type FramedDemo, framedDemo } from './framed-demo.ts'
import { storedPairs, userDatabases } from './stored-rows.ts'
import { expect, test } from './test.ts'

const PATH = '/#/side-by-side'

/** The page and its frames each make a market of their own, which takes a busy machine a while. */
const THREE_MARKETS = { timeout: 12_000 }

/** The name of a user's part of the cache (docs/architecture.md, "What a session is"). */
function partitionOf(name: 'alice' | 'bob'): string {
  const text = `etagged partition\n${TEST_ADDRESSES[name]}`
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

interface Both {
  readonly alice: FramedDemo
  readonly bob: FramedDemo
}

async function openBoth(page: Page, coins: CoinServer): Promise<Both> {
  const both = { alice: framedDemo(page, 'Alice'), bob: framedDemo(page, 'Bob') }
  await page.goto(PATH)
  for (const framed of [both.alice, both.bob]) {
    await expect(framed.rows).toHaveCount(50)
    await expect(framed.bookmarks.first()).toBeVisible()
  }
  await expect.poll(() => coins.log.every(({ isOver }) => isOver)).toBe(true)
  return both
}

/** How many responses the disk has of a user. */
async function onDisk(page: Page, name: 'alice' | 'bob'): Promise<number> {
  const database = `etagged-${partitionOf(name)}`
  return (await storedPairs(page)).filter((pair) => pair.database === database).length
}

test('One address shows two users, each asking with their own token and keeping their own rows', async ({
  page,
  coins,
}) => {
  const { alice, bob } = await openBoth(page, coins)

  const reads = coins.log.filter(({ method }) => method === 'GET')
  expect(reads.filter(({ user }) => user === undefined)).toEqual([])
  expect(new Set(reads.map(({ user }) => user))).toEqual(new Set(['alice', 'bob']))
  expect(new Set(reads.map(({ token }) => token)).size).toBe(2)
  expect(reads.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual(reads.map(() => undefined))

  for (const [framed, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const) {
    await expect(framed.bar).toHaveAttribute('data-partition', partitionOf(name))
    await expect(framed.bar).toContainText(partitionOf(name).slice(0, 8))
    const { name: list } = await bookmarksOf(coins, name)
    await expect(framed.content.locator('.bookmarks h3')).toHaveText(list)
    const asked = reads.filter(({ user }) => user === name).length
    await expect(framed.held).toHaveAttribute('data-held', String(asked))
    await expect.poll(() => onDisk(page, name)).toBe(asked)
  }

  await page.getByRole('button', { name: /^Theme/ }).click()
  await expect(alice.content.locator('html')).toHaveAttribute('data-theme', 'light')
  const mine = await userDatabases(page)
  expect(mine.toSorted()).toEqual(
    (['alice', 'bob'] as const).map((name) => `etagged-${partitionOf(name)}`).toSorted(),
  )
})

test('A sign-out in one frame takes its rows alone; the other goes on with what it holds', async ({
  page,
  coins,
  demo,
}) => {
  const { alice, bob } = await openBoth(page, coins)
  await expect.poll(() => onDisk(page, 'bob')).toBeGreaterThan(1)
  const kept = await onDisk(page, 'bob')

  await alice.signOut()
  await expect(alice.bar).toContainText('Nobody')
  await expect(alice.bookmarks).toHaveCount(0)
  await expect.poll(() => userDatabases(page)).toEqual([`etagged-${partitionOf('bob')}`])
  expect(await onDisk(page, 'bob')).toBe(kept)
  await demo.wallets.expectUser('')

  coins.forgetLog()
  await bob.refresh()
  await expect.poll(() => coins.statuses('/coins')).toContain(304)
  const last = coins.log.findLast(({ path, status }) => path === '/coins' && status === 304)
  expect(last?.user).toBe('bob')
  await expect(bob.bookmarks.first()).toBeVisible()

  await alice.bar.getByRole('button', { name: 'Sign in as Alice' }).click()
  await expect(alice.bookmarks.first()).toBeVisible()
  await expect(alice.bar).toHaveAttribute('data-partition', partitionOf('alice'))
})

test('A frame whose sign-in fails says what to do, and does it', async ({ page, coins }) => {
  coins.script('/auth/login', { status: 503, body: '{"message":"down"}' }, 2)
  const [alice, bob] = [framedDemo(page, 'Alice'), framedDemo(page, 'Bob')]
  await page.goto(PATH)
  await expect(alice.bar.getByRole('alert')).toHaveText(
    'Alice is not signed in. The server has a fault (503). Try again later.',
  )
  await expect(bob.bar.getByRole('alert')).toContainText('Bob is not signed in')
  await expect(alice.rows).toHaveCount(50)
  await alice.bar.getByRole('button', { name: 'Try again' }).click()
  await expect(alice.bookmarks.first()).toBeVisible()
  await expect(alice.bar.getByRole('alert')).toHaveCount(0)

  await bob.content.locator('.user-switch > button').click()
  await bob.content.locator('.wallet-choice').first().click()
  await expect(bob.bookmarks.first()).toBeVisible()
  await expect(bob.bar.getByRole('alert')).toHaveCount(0)
})

test('Without a server, and without wallets, the frames make theirs and have lists of their own', async ({
  browser,
}) => {
  const files = await openFileServer(siteFolder('static'), '/folder/')
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`${files.url}#/side-by-side`)
    const [alice, bob] = [framedDemo(page, 'Alice'), framedDemo(page, 'Bob')]
    await expect(alice.bar).toContainText('Alice', THREE_MARKETS)
    await expect(alice.bookmarks).toHaveCount(3, THREE_MARKETS)
    await expect(bob.bookmarks).toHaveCount(3, THREE_MARKETS)
    const row = alice.rows.filter({ has: page.locator('.star[aria-pressed="false"]') }).first()
    const mint = (await row.getAttribute('data-mint')) ?? ''
    await row.locator('.star').click()
    await expect(alice.bookmarks).toHaveCount(4)
    const kept = (): Promise<string> => page.evaluate(() => Object.values(localStorage).join())
    await expect.poll(kept).toContain(mint)
    await page.reload()
    await expect(alice.bookmarks).toHaveCount(4, THREE_MARKETS)
    await expect(bob.bookmarks).toHaveCount(3, THREE_MARKETS)
    const partitions = await Promise.all(
      [alice, bob].map(({ bar }) => bar.getAttribute('data-partition')),
    )
    expect(new Set(partitions).size).toBe(2)
  } finally {
    await context.close()
    await files.close()
  }
})
