import type { Page } from '@playwright/test'
import { addBookmark, BOOKMARKS, bookmarksOf, secretsOfAlice } from './accounts.ts'
import type { CoinServer } from './coin-server.ts'
import type { DemoPage } from './demo-page.ts'
import { reloadFromDisk } from './reload-from-disk.ts'
import { userDatabases } from './stored-rows.ts'
import { expect, test } from './test.ts'
import { foundInDatabases, foundInHeap, sightingsOn, watchDocument } from './traces.ts'

interface Stage {
  readonly page: Page
  readonly coins: CoinServer
  readonly demo: DemoPage
}

/** Alice has read her bookmarks: they are on the page and on disk. Tells what is hers alone. */
async function aliceReads({ page, coins, demo }: Stage, path: string): Promise<readonly string[]> {
  const secrets = await secretsOfAlice(coins)
  expect(secrets.length).toBeGreaterThanOrEqual(3)
  await watchDocument(page, secrets)
  await page.clock.install()
  await page.goto(path)
  await demo.signIn('alice')
  await expect.poll(() => foundInDatabases(page, secrets)).toEqual(secrets)
  expect((await sightingsOn(page)).before.found).toBeGreaterThan(0)
  coins.forgetLog()
  return secrets
}

/** Bob has read his own bookmarks. */
async function expectNoTrace(
  { page, coins, demo }: Stage,
  secrets: readonly string[],
): Promise<void> {
  const { name } = await bookmarksOf(coins, 'bob')
  expect(await demo.bookmarks.locator('h3').textContent()).toBe(name)
  const { after } = await sightingsOn(page)
  expect(after.checks).toBeGreaterThan(0)
  expect(after.found).toBe(0)
  expect(await foundInDatabases(page, secrets)).toEqual([])
  expect(await foundInHeap(page, [...secrets, name])).toEqual([name])

  const bobs = coins.log.filter(({ user }) => user === 'bob')
  expect(bobs.map(({ path }) => path)).toEqual(expect.arrayContaining(['/coins', BOOKMARKS]))
  expect(bobs.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual(bobs.map(() => undefined))
}

/** How a session can end, for each build of the demo, opened at `path`. */
export function describeSignOut(title: string, path: string): void {
  test.describe(title, () => {
    test.describe.configure({ mode: 'parallel' })

    test('An answer to Alice that comes after she has signed out leaves no trace', async ({
      page,
      coins,
      demo,
    }) => {
      const stage = { page, coins, demo }
      const secrets = await aliceReads(stage, path)
      const late = await addBookmark(coins, 'alice')
      await watchDocument(page, [late])
      const held = coins.holdNext(BOOKMARKS)
      await reloadFromDisk(page, [demo.bookmarks.locator('li').first()])
      await held.ready
      expect((await sightingsOn(page)).before.found).toBeGreaterThan(0)
      coins.forgetLog()

      await demo.signOut()
      held.release()
      await demo.rest()
      await expect(demo.lines.filter({ hasText: BOOKMARKS })).toHaveCount(0)
      await demo.signIn('bob')

      await expectNoTrace(stage, [...secrets, late])
    })
  })
}

/** What the late answer does not show already, in either build. */
export function describeOtherEnds(path: string): void {
  test.describe('In other ways', () => {
    test.describe.configure({ mode: 'parallel' })

    test('While Alice is signed in, the search finds what is hers: it can fail', async ({
      page,
      coins,
      demo,
    }) => {
      const secrets = await aliceReads({ page, coins, demo }, path)

      expect(await foundInHeap(page, secrets)).toEqual(secrets)
    })

    test('Nothing of Alice is left when she has signed out and Bob signs in', async ({
      page,
      coins,
      demo,
    }) => {
      const stage = { page, coins, demo }
      const secrets = await aliceReads(stage, path)
      expect(await userDatabases(page)).toHaveLength(1)

      await demo.signOut()
      await expect(demo.rows).toHaveCount(50)
      await expect.poll(() => userDatabases(page)).toEqual([])
      expect(await foundInDatabases(page, secrets)).toEqual([])
      await demo.signIn('bob')

      await expectNoTrace(stage, secrets)
    })

    test('Nothing of Alice is left when Bob takes over from her', async ({ page, coins, demo }) => {
      const stage = { page, coins, demo }
      const secrets = await aliceReads(stage, path)

      await demo.signIn('bob')

      await expectNoTrace(stage, secrets)
    })

    test('Nothing of Alice is left when she signs out while her query waits for its next attempt', async ({
      page,
      coins,
      demo,
    }) => {
      const stage = { page, coins, demo }
      const secrets = await aliceReads(stage, path)
      coins.script(BOOKMARKS, { status: 429, fields: { 'retry-after': '60' } })
      await reloadFromDisk(page, [demo.bookmarks.locator('li').first()])
      await expect.poll(() => coins.statuses(BOOKMARKS)).toEqual([429])
      coins.forgetLog()

      await demo.signIn('bob')

      await expectNoTrace(stage, secrets)
    })
  })
}
