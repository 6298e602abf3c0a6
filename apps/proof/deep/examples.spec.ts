import { join } from 'node:path'
import { type BrowserContext, chromium, type Page, type Request } from '@playwright/test'
import { createServer } from 'vite'
import type * as Entry from '../../example-ssr/src/entry-server.tsx'
import { chromiumLaunch, findChromium } from '../../../tooling/browsers.ts'
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
      const [second] = await Promise.allSettled([npmStart(example, port)])
      if (second.status === 'fulfilled') await second.value.end()
      expect(second).toMatchObject({
        status: 'rejected',
        reason: {
          message: expect.stringMatching(
            new RegExp(`Port ${port} is already in use|address already in use .*:${port}\\b`),
          ),
        },
      })
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

  test('Example SSR: after a sign-out the back button shows nothing of the former user, and signs nobody in', async ({
    server,
  }) => {
    // Of Playwright's own: without a back-forward cache, so that HTML comes from the network or the HTTP cache.
    const path = findChromium()
    if (path === undefined) throw new Error('There is no Chromium; CHROMIUM_PATH can name one')
    const browser = await chromium.launch(chromiumLaunch(path))
    try {
      const page = await browser.newPage()
      const errors = heedConsole(page)
      await page.goto(server.url)
      await press(page, 'Alice')
      await expect(page.getByText('Teapot', { exact: true })).toBeVisible()
      await page.goto(`${server.url}?page=2`)
      await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(3)
      await press(page, 'Sign out')
      await expect(page).toHaveURL(server.url)
      await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()

      await page.goBack()
      await expect(page).toHaveURL(`${server.url}?page=2`)
      await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()
      await expect(page.locator('html')).not.toHaveAttribute('data-user')
      await expect(page.locator('body')).not.toContainText(/teapot/i)
      expect(await onDisk(page)).not.toContain('Teapot')
      expect(errors).toEqual([])
    } finally {
      await browser.close()
    }
  })

  test('Example SSR: once another user has signed in elsewhere, no button says that the former one is', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    const alice = page.getByRole('button', { name: 'Alice' })
    await expect(alice).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(3)
    const other = await context.newPage()
    const errors = heedConsole(other)
    await other.goto(server.url)
    await press(other, 'Bob')
    await expect(other.getByRole('button', { name: 'Bob' })).toHaveAttribute('aria-pressed', 'true')

    await expect(page.getByText('Sign in as Alice or Bob')).toBeVisible()
    await expect(alice).toHaveAttribute('aria-pressed', 'false')
    expect(errors).toEqual([])
  })

  test('Example SSR: who is no user is refused, and whoever is signed in stays so', async ({
    page,
    context,
    server,
  }) => {
    await press(page, 'Alice')
    await expect(page.getByText('Teapot', { exact: true })).toBeVisible()
    const answer = await context.request.post(`${server.url}session`, { form: { user: 'mallory' } })
    expect(answer.status()).toBe(400)
    expect(await answer.text()).toBe('There is no such user')
    expect(answer.headers()).not.toHaveProperty('set-cookie')
    await page.reload()
    await expect(page.getByText('Teapot', { exact: true })).toBeVisible()
  })
})

test('Example SSR: whoever leaves in the middle of a page takes its client along', async () => {
  const root = join(ROOT, 'apps', 'example-ssr')
  const vite = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    // Beside the example lies what its own server has prepared.
    cacheDir: test.info().outputPath('vite'),
    optimizeDeps: { noDiscovery: true },
  })
  try {
    const { render } = (await vite.ssrLoadModule('/src/entry-server.tsx')) as typeof Entry
    const leaving = new AbortController()
    const late = Promise.withResolvers<AbortSignal>()
    const page = await render({
      user: 'alice',
      baseUrl: 'http://shop.test/api',
      cookie: undefined,
      signal: leaving.signal,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        if (request.url.endsWith('/orders')) return Response.json(['Teapot'])
        late.resolve(request.signal)
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason))
        })
      },
    })
    const reader = page.getReader()
    await reader.read()
    const signal = await late.promise
    expect(signal.aborted).toBe(false)
    leaving.abort()
    await reader.cancel()
    await expect.poll(() => signal.aborted).toBe(true)
  } finally {
    await vite.close()
  }
})
