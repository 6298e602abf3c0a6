import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { createServer } from 'vite'
import type * as Entry from '../../example-ssr/src/entry-server.tsx'
import { chromiumLaunch, findChromium } from '../../../tooling/browsers.ts'
import { ROOT } from '../../../tooling/run-command.ts'
import {
  asked,
  expect,
  expectRefusal,
  heedRequests,
  NOT_MODIFIED,
  onDisk,
  press,
  test,
} from './example-test.ts'
import { heedConsole } from './heed-console.ts'
import { tell } from './test.ts'

// Two servers of one example would write over what Vite keeps beside it.
test.describe.configure({ mode: 'default' })

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

  test('Examples: a port that is taken is named, and nothing is served', ({ server }) =>
    expectRefusal('example-ssr', new URL(server.url).port))

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
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    await press(page, 'Alice')
    await expect(page.getByRole('listitem').filter({ hasText: 'Polish' })).toHaveCount(3)
    const refresh = page.getByRole('button', { name: 'Refresh the orders' })
    // By what React leaves on an element that it has hydrated.
    await expect
      .poll(() => refresh.evaluate((button) => Object.keys(button).join()))
      .toContain('__reactProps')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const answer = await asked(page, '/orders', () => press(page, 'Refresh the orders'))
    expect(answer).toEqual(NOT_MODIFIED)
    await expect(page.getByRole('status')).toContainText('fwd-status=304')
    expect(requests).toHaveLength(1)
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
