import { expect, type Page } from '@playwright/test'
import type { CoinServer } from './coin-server.ts'
import { compareOn } from './compare-page.ts'
import { demoPage } from './demo-page.ts'
import { PANEL_SCENES } from './panel-scenes.ts'
import { framedDemo } from './framed-demo.ts'
import { tourOn } from './tour-on-page.ts'

/** A state of the demo that is looked at: by axe, for its width, in screenshots. */
export interface Scene {
  readonly name: string
  /** Its pictures are part of the documentation. */
  readonly isForDocs?: boolean
  /** What is new in it: a selector. @default the whole page */
  readonly within?: string
  /** Shows it, whatever the page shows; the browser has the wallets of `placeWallets`. */
  readonly show: (stage: SceneStage) => Promise<void>
  /** Takes back what else would be in the way of the next scene. */
  readonly leave?: (stage: SceneStage) => Promise<void>
}

export interface SceneStage {
  readonly page: Page
  readonly coins: Pick<CoinServer, 'log' | 'script' | 'endScripts' | 'market'>
  /** The address of what lies behind an open panel. */
  readonly backdrop: string
  /** Where time stands still: lets it go on until the next scene, for what is measured. */
  readonly letTimePass?: () => Promise<void>
  /** Sets the page's clock to so many seconds after the first scene began. */
  readonly at?: (seconds: number) => Promise<void>
}

const UNKNOWN_MINT = 'So11111111111111111111111111111111111111112'

const pressEscape = ({ page }: SceneStage): Promise<void> => page.keyboard.press('Escape')

async function goTo({ page, coins }: SceneStage, address: string): Promise<void> {
  await page.goto(address)
  await demoPage(page, coins).rest()
}

async function showBoard(stage: SceneStage): Promise<void> {
  await goTo(stage, '/#/')
  await expect(demoPage(stage.page).rows.first()).toBeVisible()
}

async function showDetail(stage: SceneStage): Promise<void> {
  const demo = demoPage(stage.page, stage.coins)
  await showBoard(stage)
  await demo.rows.nth(1).getByRole('link').click()
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
}

async function signIn(stage: SceneStage): Promise<void> {
  const demo = demoPage(stage.page, stage.coins)
  await showBoard(stage)
  await demo.signIn('alice')
  await expect(demo.rows.first()).toBeVisible()
}

const overBackdrop =
  (open: (page: Page) => Promise<void>): Scene['show'] =>
  async (stage) => {
    await goTo(stage, stage.backdrop)
    await open(stage.page)
  }

export const SCENES: readonly Scene[] = [
  { name: 'board', isForDocs: true, show: showBoard },
  ...PANEL_SCENES,
  { name: 'detail', show: showDetail },
  {
    name: 'crosshair',
    show: async (stage) => {
      await showDetail(stage)
      await stage.page.getByRole('slider', { name: 'Price at' }).press('Home')
    },
  },
  {
    name: 'wallets',
    show: overBackdrop((page) => demoPage(page).wallets.open()),
    leave: pressEscape,
  },
  {
    name: 'controls',
    show: overBackdrop((page) => demoPage(page).controls.opener.click()),
    leave: pressEscape,
  },
  {
    name: 'activity',
    show: overBackdrop((page) => demoPage(page).button('Activity').click()),
    leave: ({ page }) => demoPage(page).button('Activity').click(),
  },
  { name: 'empty', show: (stage) => goTo(stage, '/#/?q=nobody-has-this-name') },
  { name: 'unknown-coin', show: (stage) => goTo(stage, `/#/coin/${UNKNOWN_MINT}`) },
  { name: 'not-a-coin', show: (stage) => goTo(stage, '/#/coin/not-a-mint') },
  { name: 'no-page', show: (stage) => goTo(stage, '/#/nowhere') },
  {
    name: 'error',
    show: async (stage) => {
      stage.coins.script('/coins', { status: 400, body: '{}' }, Infinity)
      await goTo(stage, '/#/?sort=reply_count&order=ASC&graduated=true')
      await expect(stage.page.getByRole('heading', { name: /could not be loaded/ })).toBeVisible()
    },
    leave: ({ coins }) => Promise.resolve(coins.endScripts()),
  },
  {
    name: 'offline',
    show: async (stage) => {
      await goTo(stage, stage.backdrop)
      await stage.page.context().setOffline(true)
      await expect(stage.page.locator('.offline-banner')).toBeVisible()
    },
    leave: ({ page }) => page.context().setOffline(false),
  },
  {
    name: 'tour-menu',
    show: overBackdrop((page) => tourOn(page).opener.click()),
    leave: pressEscape,
  },
  {
    name: 'tour',
    isForDocs: true,
    show: async (stage) => {
      await showBoard(stage)
      const tour = tourOn(stage.page)
      await tour.start()
      await tour.next(2)
      await tour.press('Refresh')
      await expect(tour.told).toContainText('304')
    },
    leave: pressEscape,
  },
  {
    name: 'tour-end',
    show: async (stage) => {
      await showBoard(stage)
      const tour = tourOn(stage.page)
      await tour.start()
      for (const step of [2, 3, 4, 5]) await tour.next(step)
    },
    leave: pressEscape,
  },
  { name: 'compare-blank', show: (stage) => goTo(stage, '/#/compare') },
  {
    name: 'compare',
    isForDocs: true,
    show: async (stage) => {
      await stage.letTimePass?.()
      await goTo(stage, '/#/compare')
      const compare = compareOn(stage.page)
      await compare.round(4)
      await compare.press('Start again')
      await compare.press('Pause')
      for (const round of [2, 3, 4]) await compare.round(4 * round)
    },
  },
  {
    name: 'side-by-side',
    isForDocs: true,
    show: async ({ page }) => {
      await page.goto('/#/side-by-side')
      for (const name of ['Alice', 'Bob'] as const) {
        const framed = framedDemo(page, name)
        await expect(framed.rows).toHaveCount(50)
        await expect(framed.bookmarks.first()).toBeVisible()
        await expect(framed.status).toHaveAttribute('data-fetch', 'idle')
      }
    },
  },
  {
    name: 'frame',
    show: async (stage) => {
      await goTo(stage, '/?frame=left#/')
      await expect(demoPage(stage.page).bookmarks.locator('li').first()).toBeVisible()
    },
  },
  { name: 'bookmarks-signed-out', show: (stage) => goTo(stage, '/#/bookmarks') },
  { name: 'board-signed-in', show: signIn },
  { name: 'bookmarks', show: (stage) => goTo(stage, '/#/bookmarks') },
  {
    name: 'wallets-signed-in',
    show: overBackdrop((page) => demoPage(page).wallets.open()),
    leave: pressEscape,
  },
]
