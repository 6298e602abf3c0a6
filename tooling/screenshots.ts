import { globSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { type CoinServer, openCoinServer } from '../apps/demo/e2e/coin-server.ts'
import { demoPage } from '../apps/demo/e2e/demo-page.ts'
import { SCENES } from '../apps/demo/e2e/scenes.ts'
import { placeWallets } from '../apps/demo/e2e/wallets.ts'
import { chromiumLaunch, findChromium } from './browsers.ts'
import { buildDemo, DEMO_DIST } from './build-demo.ts'
import { ROOT } from './run-command.ts'

const FOLDER = join(ROOT, 'screenshots')

/** Those that the documentation shows. */
const DOCS = join(ROOT, 'docs', 'images')

/** The same for the API and the page, so that two runs differ only where the demo does. */
const NOW = Date.UTC(2026, 10, 20, 12)

const SIZES = [
  { width: 1280, height: 800 },
  { width: 375, height: 812 },
] as const

const THEMES = ['light', 'dark'] as const

type Look = {
  readonly size: (typeof SIZES)[number]
  readonly colorScheme: (typeof THEMES)[number]
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The market stands still with its clock: these trades are the only ones. */
const fillTape = async (page: Page, coins: CoinServer): Promise<void> => {
  const { market } = coins
  const trades = page.locator('.trades li')
  await page.goto('/')
  await page.locator('.trades[data-state="open"]').waitFor()
  await demoPage(page, coins).rest()
  for (const [index, mint] of market.trending.slice(0, 6).entries()) {
    market.trade(mint, (index + 1) * 1_250_000_000)
  }
  await trades.nth(5).waitFor()
  await demoPage(page, coins).refresh()
}

/** Takes all scenes in one look. Each look has a server and a browser profile of its own. */
const takeScenes = async (browser: Browser, { size, colorScheme }: Look): Promise<void> => {
  const coins = await openCoinServer(DEMO_DIST, { clock: () => NOW, tradesPerSecond: 2 })
  const context = await browser.newContext({
    baseURL: coins.url,
    viewport: size,
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    deviceScaleFactor: size.width < 500 ? 2 : 1,
    hasTouch: size.width < 500,
  })
  try {
    const page = await context.newPage()
    await page.clock.setFixedTime(NOW)
    await placeWallets(page)
    await fillTape(page, coins)
    for (const [index, { name, isForDocs = false, show, leave }] of SCENES.entries()) {
      // Not quite still: a log-in is good once for each user and instant.
      await page.clock.setFixedTime(NOW + index)
      const stage = {
        page,
        coins,
        backdrop: '/#/',
        letTimePass: () => page.clock.resume(),
        at: (seconds: number) => page.clock.setFixedTime(NOW + index + seconds * 1000),
      }
      const folder = isForDocs ? DOCS : FOLDER
      // Those that are kept need not be large.
      const scale = isForDocs ? 'css' : 'device'
      const path = join(folder, `${name}-${size.width}-${colorScheme}.png`)
      await show(stage)
      // Where the last click was, something would look as if pointed at.
      await page.mouse.move(0, 0)
      await page.screenshot({ path, scale, animations: 'disabled', caret: 'hide' })
      say(path)
      await leave?.(stage)
    }
  } finally {
    await context.close()
    await coins.close()
  }
}

const takeAll = async (): Promise<void> => {
  say('Building the demo …')
  await buildDemo()
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER)
  // The charts beside them are the benchmarks'.
  for (const picture of globSync('*.png', { cwd: DOCS })) await rm(join(DOCS, picture))
  const executable = findChromium()
  const browser = await chromium.launch(executable ? chromiumLaunch(executable) : {})
  try {
    for (const size of SIZES) {
      for (const colorScheme of THEMES) await takeScenes(browser, { size, colorScheme })
    }
  } finally {
    await browser.close()
  }
}

try {
  await takeAll()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
