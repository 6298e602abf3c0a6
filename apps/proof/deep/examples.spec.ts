import { join } from 'node:path'
import type { BrowserContext, Page, Request } from '@playwright/test'
import { ROOT } from '../../../tooling/run-command.ts'
import { storedRows } from '../../../tooling/stored-rows.ts'
import { heedConsole } from './heed-console.ts'
import { startServer, type StartedServer } from './start-server.ts'
import { expect, tell, test as base } from './test.ts'

interface Options {
  /** The folder in `apps/`. */
  readonly example: string
}

interface Fixtures {
  readonly server: StartedServer
  readonly context: BrowserContext
  readonly page: Page
}

const npmStart = (example: string, port: string): Promise<StartedServer> =>
  startServer({
    cwd: join(ROOT, 'apps', example),
    file: 'npm',
    args: ['start'],
    env: { PORT: port },
  })

const test = base.extend<Options & Fixtures>({
  example: ['', { option: true }],

  server: async ({ example }, provide) => {
    const server = await npmStart(example, '0')
    await provide(server)
    await server.end()
  },

  context: async ({ browserOnDisk }, provide) => {
    await provide(browserOnDisk.context)
  },

  page: async ({ context, server }, provide) => {
    const page = await context.newPage()
    const errors = heedConsole(page)
    await page.goto(server.url)
    await provide(page)
    expect(errors).toEqual([])
  },
})

/** All that the page's origin has on disk. */
const onDisk = async (page: Page): Promise<string> =>
  JSON.stringify(await page.evaluate(storedRows))

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

const renders = (page: Page): Promise<string> => page.getByText('Renders of the list').innerText()

/** What the page asks its API for. */
function heedRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) requests.push(request)
  })
  return requests
}

/** What is asked for by this act, and answered. */
async function asked(page: Page, path: string, act: () => Promise<unknown>) {
  const [response] = await Promise.all([
    page.waitForResponse((seen) => new URL(seen.url()).pathname === `/api${path}`),
    act(),
  ])
  const tag = response.request().headers()['if-none-match']
  return { status: response.status(), isConditional: tag !== undefined }
}

const FULL = { status: 200, isConditional: false }
const NOT_MODIFIED = { status: 304, isConditional: true }

// Two servers of one example would write over what Vite keeps beside it.
test.describe.configure({ mode: 'default' })

for (const example of ['example-minimal', 'example-swr', 'example-ssr']) {
  test.describe(example, () => {
    test.use({ example })

    test('Examples: a port that is taken is named, and nothing is served', async ({ server }) => {
      const { port } = new URL(server.url)
      await expect(npmStart(example, port)).rejects.toThrow(new RegExp(`already in use|:${port}`))
    })
  })
}

test.describe('example-minimal', () => {
  test.use({ example: 'example-minimal' })

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

    await press(page, 'Sign out')
    await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()
    await expect(page.locator('body')).not.toContainText('Teapot')
    await expect.poll(() => onDisk(page)).not.toContain('Teapot')

    expect(await asked(page, '/orders', () => press(page, 'Bob'))).toEqual(FULL)
    await expect(page.getByRole('listitem').filter({ hasText: 'Ladder' })).toBeVisible()
    await expect(page.getByRole('listitem')).toHaveCount(2)
    await press(page, 'Alice')
    await expect(page.getByRole('listitem').filter({ hasText: 'Teapot' })).toBeVisible()
    await expect(page.locator('body')).not.toContainText('Ladder')
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

test.describe('example-swr', () => {
  test.use({ example: 'example-swr' })

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
})

/** What a browser without JavaScript gets, chunk by chunk. */
async function chunksOf(url: string, context: BrowserContext): Promise<readonly string[]> {
  const cookies = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`)
  const { body } = await fetch(url, { headers: { cookie: cookies.join('; ') } })
  const chunks: string[] = []
  const decoder = new TextDecoder()
  for await (const chunk of body ?? []) chunks.push(decoder.decode(chunk, { stream: true }))
  return chunks
}

test.describe('example-ssr', () => {
  test.use({ example: 'example-ssr' })

  test('Example SSR: the orders are in the HTML, and what is late follows in the same response', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByText('Teapot', { exact: true })).toBeVisible()
    const chunks = await chunksOf(server.url, context)
    const late = chunks.findIndex((chunk) => chunk.includes('Polish for your teapot'))
    const shell = chunks.slice(0, late).join('')
    tell(`${chunks.length} chunks; the suggestions are in number ${late + 1}`)
    expect(late).toBeGreaterThan(0)
    expect(shell).toContain('<li>Teapot</li>')
    expect(shell).toContain('They come a second later')
    expect(shell).not.toContain('Polish')
  })

  test('Example SSR: the page is hydrated, asks for nothing that came with it, and then by a conditional request', async ({
    page,
  }) => {
    const requests = heedRequests(page)
    await press(page, 'Alice')
    await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(3)
    const answer = await asked(page, '/orders', () => press(page, 'Refresh the orders'))
    expect(answer).toEqual(NOT_MODIFIED)
    await expect(page.getByRole('status')).toContainText('fwd-status=304')
    const tags = requests.map((request) => request.headers()['if-none-match'])
    tell(`${tags.length} requests, ${tags.filter((tag) => tag !== undefined).length} conditional`)
    expect(tags).not.toContain(undefined)
    await expect(page.getByRole('listitem')).toHaveCount(6)
  })

  test('Example SSR: another user, or nobody, has nothing of the former one: not in HTML, on the page or on disk', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(3)
    await asked(page, '/orders', () => press(page, 'Refresh the orders'))
    await expect.poll(() => onDisk(page)).toContain('Teapot')

    await press(page, 'Bob')
    await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(2)
    await expect(page.locator('body')).not.toContainText('Teapot')
    expect((await chunksOf(server.url, context)).join('')).not.toContain('Teapot')
    expect(await onDisk(page)).not.toContain('Teapot')

    await press(page, 'Sign out')
    await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()
    await expect(page.getByRole('listitem')).toHaveCount(0)
    expect((await chunksOf(server.url, context)).join('')).not.toContain('Ladder')
    expect(await onDisk(page)).not.toContain('Ladder')
  })
})
