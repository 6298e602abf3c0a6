import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { build } from 'vite'
import { DEMO_DIST } from '../../../tooling/build-demo.ts'
import { type CoinServer, openCoinServer } from './coin-server.ts'
import { type DemoPage, demoPage } from './demo-page.ts'

export { expect }

type Mode = 'production' | 'development'

interface WorkerFixtures {
  /** Which of React's builds the demo is made with: only development acts on StrictMode. */
  readonly mode: Mode
  /** A folder with the built demo that nobody else writes to. */
  readonly site: string
}

interface TestFixtures {
  /** The server of this test, with nothing in its log yet. */
  readonly coins: CoinServer
  readonly demo: DemoPage
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  mode: ['production', { option: true, scope: 'worker' }],

  site: [
    async ({ mode }, provide) => {
      const folder = await mkdtemp(join(tmpdir(), 'etagged-demo-'))
      if (mode === 'production') await copyDemo(folder)
      else await buildForDevelopment(folder)
      await provide(folder)
      await rm(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],

  coins: async ({ site }, provide) => {
    const coins = await openCoinServer(site)
    await provide(coins)
    await coins.close()
  },

  baseURL: async ({ coins }, provide) => provide(coins.url),

  demo: async ({ page }, provide) => provide(demoPage(page)),
})

/** `npm start` builds the demo anew, and one of the tests runs it beside the others. */
async function copyDemo(folder: string): Promise<void> {
  await expect(async () => {
    await cp(DEMO_DIST, folder, { recursive: true })
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    for (const [asset] of page.matchAll(/\/assets\/[^"]+/g)) await stat(join(folder, asset))
  }).toPass()
}

async function buildForDevelopment(folder: string): Promise<void> {
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'development'
  try {
    await build({
      root: join(DEMO_DIST, '..'),
      mode: 'development',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, minify: false },
    })
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}
