import {
  asked,
  expect,
  expectRefusal,
  FULL,
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

test.describe('example-swr', () => {
  test.use({ example: 'example-swr' })

  test('Examples: a port that is taken is named, and nothing is served', ({ server }) =>
    expectRefusal('example-swr', new URL(server.url).port))

  test('Example SWR: a refresh is a 304 and no render; a reload shows the disk before the answer', async ({
    page,
  }) => {
    expect(await asked(page, '/notes', () => press(page, 'Alice'))).toEqual(FULL)
    await expect(page.getByRole('listitem')).toHaveCount(2)
    const before = await renders(page)
    expect(await asked(page, '/notes', () => press(page, 'Refresh'))).toEqual(NOT_MODIFIED)
    await expect(page.getByRole('status')).toContainText('fwd-status=304')
    expect(await renders(page)).toBe(before)
    tell(`${before} before the 304, and after it`)

    await page.route('**/api/notes', async (route) => {
      await expect(page.getByRole('listitem')).toHaveCount(2)
      await route.continue()
    })
    expect(await asked(page, '/notes', () => page.reload())).toEqual(NOT_MODIFIED)
    await expect(page.getByRole('status')).toContainText('fwd-status=304')
    tell(`${await renders(page)} after a reload`)
    expect(await renders(page)).toBe('Renders of the list: 1')
  })

  test('Example SWR: what is added in one tab is shown in the other, and a sign-out ends both', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(2)
    const other = await context.newPage()
    const errors = heedConsole(other)
    await other.goto(server.url)
    await expect(other.getByRole('listitem')).toHaveCount(2)

    // Nobody can press a button in a tab that is hidden.
    await page.bringToFront()
    await page.getByLabel('New note').fill('Mind the teacups')
    await press(page, 'Add')
    for (const tab of [page, other]) {
      await expect(tab.getByRole('listitem')).toHaveText([/cat/, /gloves/, 'Mind the teacups'])
    }
    await expect(page.getByLabel('New note')).toHaveValue('')

    await press(page, 'Sign out')
    for (const tab of [page, other]) {
      await expect(tab.getByText('Sign in as Alice or Bob')).toBeVisible()
      await expect(tab.getByRole('listitem')).toHaveCount(0)
    }
    await expect.poll(() => onDisk(page)).not.toContain('gloves')
    expect(await asked(page, '/notes', () => press(page, 'Bob'))).toEqual(FULL)
    await expect(page.getByRole('listitem')).toHaveText(['Buy jam for today'])
    expect(errors).toEqual([])
  })

  test('Example SWR: a note that could not be sent stays in its field, and an error beside the notes', async ({
    context,
    server,
  }) => {
    // The browser itself complains on the console of each request that fails.
    const page = await context.newPage()
    await page.goto(server.url)
    await press(page, 'Alice')
    await expect(page.getByRole('listitem')).toHaveCount(2)
    const note = page.getByLabel('New note')
    const alert = page.getByRole('main').getByRole('alert')

    // The browser takes it for a text, the API does not.
    await note.fill('   ')
    await press(page, 'Add')
    await expect(alert).toHaveText('The API answered 422')
    await expect(note).toHaveValue('   ')

    await page.route('**/api/notes', (route) => route.abort())
    await note.fill('Feed the dormouse')
    await press(page, 'Add')
    await expect(alert).toHaveText(/fetch/)
    await expect(note).toHaveValue('Feed the dormouse')

    await press(page, 'Refresh')
    await expect(alert).toHaveCount(2)
    await expect(page.getByRole('listitem')).toHaveCount(2)

    await page.unroute('**/api/notes')
    await press(page, 'Add')
    await expect(page.getByRole('listitem').last()).toHaveText('Feed the dormouse')
    await expect(note).toHaveValue('')
    await expect(alert).toHaveCount(0)
  })
})
