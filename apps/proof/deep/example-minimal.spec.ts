import {
  asked,
  expect,
  expectRefusal,
  FULL,
  heedRequests,
  NOT_MODIFIED,
  onDisk,
  press,
  renders,
  test,
} from './example-test.ts'
import { heedConsole } from './heed-console.ts'
import { tell } from './test.ts'

// Two servers of one example would write over what Vite keeps beside it.
test.describe.configure({ mode: 'default' })

test.describe('example-minimal', () => {
  test.use({ example: 'example-minimal' })

  test('Examples: a port that is taken is named, and nothing is served', ({ server }) =>
    expectRefusal('example-minimal', new URL(server.url).port))

  test('Example minimal: a refresh is a 304 and no render, a reload needs no request, a write is seen', async ({
    page,
  }) => {
    const status = page.getByRole('main').getByRole('status')
    expect(await asked(page, '/orders', () => press(page, 'Alice'))).toEqual(FULL)
    await expect(page.getByRole('listitem').filter({ hasText: 'Pocket watch' })).toBeVisible()
    await expect(status).toContainText('200: ')

    const before = await renders(page)
    expect(await asked(page, '/orders', () => press(page, 'Refresh'))).toEqual(NOT_MODIFIED)
    await expect(status).toContainText('304: nothing has changed')
    expect(await renders(page)).toBe(before)
    tell(`${before} before the 304, and after it`)

    const requests = heedRequests(page)
    await page.reload()
    await expect(status).toContainText('From disk, fresh for ')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    expect(requests).toEqual([])

    await page.getByRole('button', { name: 'Pocket watch' }).click()
    await expect(page.getByText('to be shipped to 1 Rabbit Lane')).toBeVisible()
    expect((await asked(page, '/orders', () => press(page, 'Ship it'))).status).toBe(200)
    await expect(page.getByRole('button', { name: 'Pocket watch' })).toContainText('shipped')
    await expect(page.getByText('Pocket watch, shipped to 1 Rabbit Lane')).toBeVisible()
  })

  test('Example minimal: once a user has signed out nothing of his is on the page or on disk', async ({
    page,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    await expect.poll(() => onDisk(page)).toContain('Teapot')

    await page.getByRole('button', { name: 'Pocket watch' }).click()
    expect((await asked(page, '/orders', () => press(page, 'Ship it'))).status).toBe(200)
    await press(page, 'Sign out')
    await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()
    await expect(page.locator('body')).not.toContainText('Teapot')
    await expect.poll(() => onDisk(page)).not.toContain('Teapot')
    // What was written to is noted in what is everyone's, too.
    expect(await onDisk(page)).not.toContain('shipment')

    expect(await asked(page, '/orders', () => press(page, 'Bob'))).toEqual(FULL)
    await expect(page.getByRole('listitem').filter({ hasText: 'Ladder' })).toBeVisible()
    await expect(page.getByRole('listitem')).toHaveCount(2)
    await press(page, 'Alice')
    await expect(page.getByRole('listitem').filter({ hasText: 'Teapot' })).toBeVisible()
    await expect(page.locator('body')).not.toContainText('Ladder')
  })

  test('Example minimal: a list that another tab has brought is said to be that', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    const other = await context.newPage()
    const errors = heedConsole(other)
    await other.goto(server.url)
    await expect(other.getByRole('listitem')).toHaveCount(3)

    // Held until both tabs have asked: one of them takes what the other was answered.
    const held = Promise.withResolvers<undefined>()
    await context.route('**/api/orders', async (route) => {
      await held.promise
      await route.continue()
    })
    const asking = page.waitForRequest('**/api/orders')
    // Nobody can press a button in a tab that is hidden.
    await page.bringToFront()
    await press(page, 'Refresh')
    await asking
    await other.bringToFront()
    await press(other, 'Refresh')
    const waiting = () => other.evaluate(async () => (await navigator.locks.query()).pending)
    await expect.poll(waiting).toHaveLength(1)
    held.resolve(undefined)
    await expect(page.getByRole('main').getByRole('status')).toContainText('304: ')
    await expect(other.getByRole('main').getByRole('status')).toHaveText(
      'Another tab asked, and this one took the answer.',
    )
    expect(errors).toEqual([])
  })

  test('Example minimal: what cannot be asked is said beside the list, which stays', async ({
    context,
    server,
  }) => {
    // The browser itself complains on the console of each request that fails.
    const page = await context.newPage()
    await page.goto(server.url)
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    const alert = page.getByRole('main').getByRole('alert')

    await context.setOffline(true)
    await press(page, 'Refresh')
    await expect(alert).toHaveText('There is no network: the API is asked once there is one.')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    expect(await asked(page, '/orders', () => context.setOffline(false))).toEqual(NOT_MODIFIED)
    await expect(alert).toHaveCount(0)

    await page.route('**/api/orders', (route) => route.abort())
    await press(page, 'Refresh')
    // TanStack Query tries three times more, for 7 s.
    await expect(alert).toContainText('The API could not be asked: ', { timeout: 20_000 })
    await expect(page.getByRole('listitem')).toHaveCount(3)
    await page.unroute('**/api/orders')
    expect(await asked(page, '/orders', () => press(page, 'Refresh'))).toEqual(NOT_MODIFIED)
    await expect(alert).toHaveCount(0)
  })

  test('Example minimal: the panel says what the cache did', async ({ page }) => {
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(3)
    await press(page, 'Refresh')
    await press(page, 'Open the etagged cache panel')
    await page.getByRole('tab', { name: 'Requests' }).click()
    await expect(page.getByRole('row', { name: /\/api\/orders.*304/ })).toBeVisible()
  })
})
