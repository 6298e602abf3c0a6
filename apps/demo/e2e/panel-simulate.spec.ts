import { expect, test } from './test.ts'
import { panelPage } from './panel-page.ts'
import { storedPairs, userDatabases } from './stored-rows.ts'

test.describe('Simulate:', () => {
  test('offline, 500 and 429 never reach the server, and what is stored stays', async ({
    page,
    coins,
    demo,
  }) => {
    const panel = panelPage(page)
    await page.goto('/')
    await demo.rest()
    const shown = await demo.shownCoins()
    await panel.open('Simulate')
    const simulate = async (choice: RegExp, says: string): Promise<void> => {
      await panel.root.getByRole('radio', { name: choice }).check()
      coins.forgetLog()
      await demo.button('Refresh').click()
      await expect(demo.lines.first()).toContainText(says)
      expect(coins.log).toEqual([])
      expect(await demo.shownCoins()).toEqual(shown)
      await panel.root.getByRole('button', { name: 'Stop' }).click()
      await expect(panel.root.getByRole('group', { name: 'Simulation' })).toHaveCount(0)
    }
    await simulate(/^Offline/, 'Failed to fetch')
    await demo.rest()
    await simulate(/^Answers 500/, '500')
    // The query tries again, and reaches the server.
    await demo.rest()
    expect(coins.statuses('/coins')).toEqual([304])
    await simulate(/^Answers 429/, '429')
    expect((await storedPairs(page)).map(({ path }) => path)).toContain('/coins')
  })

  test('slow holds a request back for two seconds', async ({ page, coins, demo }) => {
    const panel = panelPage(page)
    await page.goto('/')
    await demo.rest()
    await panel.open('Simulate')
    await panel.root.getByRole('radio', { name: /^Slow/ }).check()
    coins.forgetLog()
    const began = Date.now()
    await demo.button('Refresh').click()
    await expect.poll(() => coins.log.length).toBe(1)
    expect(Date.now() - began).toBeGreaterThan(1900)
  })

  test('an hour later what was fresh is asked for again; an hour ago it is not from the future', async ({
    page,
    coins,
    demo,
  }) => {
    const panel = panelPage(page)
    await coins.switchOver({ fields: { 'cache-control': 'max-age=600' } })
    await page.goto('/')
    await demo.rest()
    const visitDetail = async (): Promise<number> => {
      coins.forgetLog()
      await demo.rows.nth(1).getByRole('link').click()
      await expect(demo.detail).toBeVisible()
      await demo.rest()
      await page.goBack()
      await demo.rest()
      return coins.log.filter(({ path }) => /^\/coins\/\w{30,}$/.test(path)).length
    }
    expect(await visitDetail()).toBe(1)
    expect(await visitDetail()).toBe(0)
    await panel.open('Entries')
    await expect(panel.row(/^\/api\/coins\/\w{30,}/)).toContainText('Fresh')
    await panel.open('Simulate')
    await panel.root.getByRole('radio', { name: '+1 h' }).check()
    await panel.open('Entries')
    await expect(panel.row(/^\/api\/coins\/\w{30,}/)).toContainText('Stale')
    await panel.open('Simulate')
    await panel.root.getByRole('radio', { name: '−1 h' }).check()
    await panel.open('Entries')
    await expect(panel.row(/^\/api\/coins\/\w{30,}/)).not.toContainText('Fresh')
  })

  test('a full disk takes nothing new, and a lost connection is opened again', async ({
    page,
    demo,
  }) => {
    const panel = panelPage(page)
    const pathsOnDisk = async (): Promise<readonly string[]> =>
      (await storedPairs(page)).map(({ path }) => path)
    await page.goto('/')
    await demo.rest()
    await expect.poll(pathsOnDisk).toContain('/coins')

    await panel.open('Simulate')
    await panel.button('Lose the connection').click()
    await demo.refresh()
    await expect(demo.storeFaults.first()).toContainText('InvalidStateError')
    await panel.open('Storage')
    await expect(panel.root.getByRole('region', { name: 'Disk' })).toContainText('1 reopening')

    await panel.open('Simulate')
    await panel.root.getByRole('switch', { name: 'Full' }).check()
    const before = await pathsOnDisk()
    await demo.rows.nth(1).getByRole('link').click()
    await demo.rest()
    await expect(demo.storeFaults.first()).toContainText('QuotaExceededError')
    expect(await pathsOnDisk()).toEqual(before)
    await panel.open('Entries')
    await expect(panel.row(/^\/api\/coins\/\w{30,}/).locator('[data-col="tier"]')).toHaveText(
      'memory',
    )
  })

  test('a sign-out removes the user’s rows from disk, and from the panel', async ({
    page,
    demo,
  }) => {
    const panel = panelPage(page)
    await page.goto('/')
    await demo.signIn('alice')
    await expect.poll(() => userDatabases(page)).toHaveLength(1)
    await panel.open('Requests')
    await expect(panel.row(/\/bookmarks/)).toBeVisible()
    await panel.open('Simulate')
    await panel.button('Sign out').click()
    await panel.root.getByRole('button', { name: 'Sign out' }).last().click()
    await expect(panel.said).toContainText('Signed out')
    await expect(demo.bookmarks).toHaveCount(0)
    await expect
      .poll(async () =>
        (await storedPairs(page)).filter(({ path }) => path.startsWith('/bookmarks')),
      )
      .toEqual([])
    await panel.open('Requests')
    await expect(panel.row(/\/bookmarks/)).toHaveCount(0)
  })
})
