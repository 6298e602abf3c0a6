import { panelPage } from './panel-page.ts'
import { storedPairs, userDatabases } from './stored-rows.ts'
import { expect, test } from './test.ts'
import { tourOn } from './tour-on-page.ts'

// Else the page would hear of trades, and ask by itself.
test.beforeEach(({ coins }) => coins.script('/stream/trades', { status: 404 }, Infinity))

test('Five steps show what the cache does, and the server’s log agrees', async ({
  page,
  coins,
  demo,
}) => {
  const tour = tourOn(page)
  await page.goto('/#/bookmarks')
  await demo.rest()
  expect(coins.log).toEqual([])
  await expect(tour.card).toHaveCount(0)

  await tour.start()
  await expect(page).toHaveURL('/#/')
  await expect(tour.told).toHaveText(/^200: .* over the network in \d+ ms\.$/)
  await expect(tour.target).toHaveClass(/\bstatus\b/)
  await demo.rest()
  await tour.press('Forget the list and load it')
  await expect.poll(() => coins.statuses('/coins')).toEqual([200, 200])
  expect(coins.log.at(-1)?.ifNoneMatch).toBeUndefined()
  await expect(tour.told).toHaveText(/^200: /)

  await tour.next(2)
  await expect(tour.target).toHaveText('Refresh')
  const renders = await demo.renders()
  await tour.press('Refresh')
  await expect(tour.told).toHaveText(/^304: unchanged, .* not sent again, 0 renders\.$/)
  expect(coins.statuses('/coins')).toEqual([200, 200, 304])
  expect(await demo.renders()).toEqual(renders)

  coins.market.trade((await demo.rows.first().getAttribute('data-mint')) ?? '', 20_000_000_000)
  await tour.press('Refresh')
  await expect(tour.told).toHaveText(/^The market had moved 1 ×; then: 304: .*, 0 renders\.$/)
  expect(coins.statuses('/coins')).toEqual([200, 200, 304, 200, 304])

  await tour.next(3)
  await tour.press('Show the reasons')
  await expect(tour.told).toContainText(/because of “.+”.* etagged; fwd=stale; fwd-status=304/)
  const panel = panelPage(page)
  await expect(panel.rows.first()).toContainText('304')
  await expect(panel.rows.first()).toContainText('freshen: not-modified')
  await expect(tour.target).toHaveAttribute('aria-expanded', 'true')

  await tour.next(4)
  await expect.poll(() => storedPairs(page)).toHaveLength(1)
  const held = coins.holdNext('/coins')
  coins.forgetLog()
  await tour.press('Reload the page')
  await held.ready
  await expect(tour.card).toContainText('4 of 5')
  await expect(tour.card).toBeFocused()
  await expect(demo.rows).toHaveCount(50)
  await expect(tour.told).toHaveText(
    /^From disk \d+ ms after the page began\. The server has not answered yet\.$/,
  )
  expect(coins.statuses()).toEqual([undefined])
  held.release()
  await expect(tour.told).toHaveText(/The server’s answer came \d+ ms later\. 304: unchanged/)
  expect(coins.statuses()).toEqual([304])

  await tour.next(5)
  await tour.press('Sign in')
  await expect(tour.told).toHaveText(/^sign-in: alice has part [\da-f]{8}, and nobody else’s\./)
  await expect(demo.bookmarks.locator('li').first()).toBeVisible()
  await expect.poll(() => userDatabases(page)).toHaveLength(1)
  const [database = ''] = await userDatabases(page)
  await tour.press('Sign out')
  const part = database.replace('etagged-', '').slice(0, 8)
  await expect(tour.told).toHaveText(
    new RegExp(`^sign-out: part ${part} has ended, .* nothing of it can be read from disk\\.$`),
  )
  await expect.poll(() => userDatabases(page)).toEqual([])
  await expect(demo.bookmarks).toHaveCount(0)

  await tour.card.getByRole('link', { name: /^Compare/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible()
  await expect(tour.card).toHaveCount(0)
})

test('The tour is offered until it was looked at, and by keyboard alone it goes on and ends', async ({
  page,
  demo,
}) => {
  const tour = tourOn(page)
  await page.goto('/')
  await demo.rest()
  await expect(tour.opener).toHaveAttribute('data-new', 'true')
  await tour.opener.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(tour.card).toBeFocused()
  await expect(tour.card).toHaveAccessibleName('The first load')
  await expect(tour.card).toHaveAccessibleDescription(/^A list that is not stored yet/)

  await demo.button('Activity').click()
  await page.keyboard.press('Escape')
  await expect(tour.card).toHaveCount(0)
  await expect(tour.target).toHaveCount(0)
  await expect(tour.opener).toBeFocused()
  await expect(demo.button('Activity')).toHaveAttribute('aria-expanded', 'true')

  await page.reload()
  await demo.rest()
  await expect(tour.card).toHaveCount(0)
  await expect(tour.opener).toHaveAttribute('data-new', 'false')
})

test('A step that cannot be done says what to do', async ({ page, context, coins, demo }) => {
  coins.script('/auth/login', { status: 503, body: '{}' })
  const tour = tourOn(page)
  await page.goto('/')
  await demo.rest()
  await tour.start()
  for (const step of [2, 3, 4, 5]) await tour.next(step)
  await tour.press('Sign in')
  await expect(tour.told).toHaveText('The server has a fault (503). Try again later.')
  await context.setOffline(true)
  await tour.press('Sign in')
  await expect(tour.told).toHaveText('The server cannot be reached. Try again once you are online.')
})

test('A reload of the visitor’s own leaves the page where it is, and that of the tour is at the board', async ({
  page,
  demo,
}) => {
  const tour = tourOn(page)
  const bookmarks = page.getByRole('link', { name: 'Bookmarks', exact: true })
  const entries = (): Promise<number> => page.evaluate(() => history.length)
  await page.goto('/')
  await demo.rest()
  await tour.start()
  await tour.next(2)
  await bookmarks.click()
  await expect(page).toHaveURL('/#/bookmarks')
  const before = await entries()
  await page.reload()
  await demo.rest()
  await expect(tour.card).toContainText('2 of 5')
  await expect(page).toHaveURL('/#/bookmarks')
  expect(await entries()).toBe(before)

  await tour.next(3)
  await expect(page).toHaveURL('/#/bookmarks')
  await tour.next(4)
  await expect(page).toHaveURL('/#/')
  await expect(demo.rows).toHaveCount(50)
  await bookmarks.click()
  await expect(page).toHaveURL('/#/bookmarks')
  await tour.press('Reload the page')
  await expect(tour.told).toHaveText(/^From disk \d+ ms after the page began\./)
  await expect(page).toHaveURL('/#/')
})

test('A reload is told to who is signed in, and to nobody after them', async ({ page, demo }) => {
  const tour = tourOn(page)
  await page.goto('/')
  await demo.signIn('alice')
  const [database = ''] = await userDatabases(page)
  await expect
    .poll(async () =>
      (await storedPairs(page)).some(
        (pair) => pair.database === database && pair.path === '/coins',
      ),
    )
    .toBe(true)
  await tour.start()
  for (const step of [2, 3, 4]) await tour.next(step)
  await tour.press('Reload the page')
  await expect(tour.told).toHaveText(/^From disk \d+ ms after .* 304: unchanged/)
  await demo.signOut()
  await demo.rest()
  await expect(tour.card).toContainText('4 of 5')
  // Without a text it takes no room.
  await expect(tour.told).toBeHidden()
})
