import { join } from 'node:path'
import type { BrowserContext, Page, Request } from '@playwright/test'
import { ROOT } from '../../../tooling/run-command.ts'
import { storedRows } from '../../../tooling/stored-rows.ts'
import { heedConsole } from './heed-console.ts'
import { startServer, type StartedServer } from './start-server.ts'
import { expect, test as base } from './test.ts'

export { expect }

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

export const test = base.extend<Options & Fixtures>({
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
export const onDisk = async (page: Page): Promise<string> =>
  JSON.stringify(await page.evaluate(storedRows))

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

export const renders = (page: Page): Promise<string> =>
  page.getByText('Renders of the list').innerText()

/** What the page asks its API for. */
export function heedRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) requests.push(request)
  })
  return requests
}

/** What is asked for by this act, and answered. */
export async function asked(page: Page, path: string, act: () => Promise<unknown>) {
  const [response] = await Promise.all([
    page.waitForResponse((seen) => new URL(seen.url()).pathname === `/api${path}`),
    act(),
  ])
  const tag = response.request().headers()['if-none-match']
  return { status: response.status(), isConditional: tag !== undefined }
}

export const FULL = { status: 200, isConditional: false }
export const NOT_MODIFIED = { status: 304, isConditional: true }

/** A port that is taken is named, and nothing is served. */
export async function expectRefusal(example: string, port: string): Promise<void> {
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
}
