import { expect, test as base } from '@playwright/test'
import { type Site, siteFolder } from '../../../tooling/build-demo-once.ts'
import { type CoinServer, openCoinServer, type ServedApi } from './coin-server.ts'
import { type DemoPage, demoPage } from './demo-page.ts'
import { placeWallets } from './wallets.ts'
import { warmStorage } from './warm-storage.ts'

export { expect }

interface TestOptions {
  /** Which of React's builds the demo is made with: only development acts on StrictMode. */
  readonly mode: Exclude<Site, 'static'>
  /** How the API differs from a test's usual one. */
  readonly api: ServedApi
}

interface TestFixtures {
  /** The server of this test, with nothing in its log yet. */
  readonly coins: CoinServer
  /** The demo in a browser that has the wallets of Alice and Bob. */
  readonly demo: DemoPage
}

export const test = base.extend<TestOptions & TestFixtures>({
  mode: ['production', { option: true }],

  api: [{}, { option: true }],

  coins: async ({ mode, api }, provide) => {
    const coins = await openCoinServer(siteFolder(mode), api)
    await provide(coins)
    await coins.close()
  },

  baseURL: async ({ coins }, provide) => provide(coins.url),

  page: async ({ page }, provide) => {
    await warmStorage(page)
    await placeWallets(page)
    await provide(page)
  },

  demo: async ({ page, coins }, provide, info) => {
    const demo = demoPage(page, coins)
    await provide(demo)
    if (info.status === info.expectedStatus) return
    // What the cache did tells more than what is on the page: a disk that was too slow, for one.
    const lines = await demo.lines.allTextContents()
    await info.attach('cache events, newest first', {
      body: lines.join('\n'),
      contentType: 'text/plain',
    })
  },
})
