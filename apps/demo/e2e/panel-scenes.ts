import { expect } from '@playwright/test'
import { demoPage } from './demo-page.ts'
import { panelPage, type PanelTab } from './panel-page.ts'
import type { Scene, SceneStage } from './scenes.ts'

/** Seconds between what the pictures show. */
const APART = 25

/** Some minutes of a board: loads, 304s, changes, a coin that was looked at, a network that failed. */
async function livenUp(stage: SceneStage): Promise<void> {
  const { page, coins, at } = stage
  const demo = demoPage(page, coins)
  await page.goto('/#/')
  await expect(demo.rows.first()).toBeVisible()
  if (await demo.bookmarks.count()) await demo.signOut()
  await demo.signIn('alice')
  // Only a picture shows how time has passed.
  const rounds = at === undefined ? 2 : 8
  for (let round = 1; round <= rounds; round++) {
    await at?.(round * APART)
    if (round % 4 === 2) coins.market.trade(coins.market.trending[round] ?? '', 2_000_000_000)
    await demo.refresh()
  }
  await demo.rows.nth(1).getByRole('link').click()
  await expect(demo.detail.locator('.chart-crosshair')).toBeVisible()
  await demo.rest()
  await page.goBack()
  await at?.(9 * APART)
  await demo.refresh()
  await page.goto(stage.backdrop)
}

/** Shows a tab; its first row, if it has rows, in detail. */
const showTab =
  (tab: PanelTab) =>
  async ({ page, at }: SceneStage): Promise<void> => {
    const panel = panelPage(page)
    // Each scene begins at an instant of its own: a clock that goes back would age nothing.
    await at?.(10 * APART)
    await panel.open(tab)
    const rows = panel.root.locator('tbody tr[aria-rowindex]')
    if (tab === 'Entries' || tab === 'Requests') await rows.nth(2).click()
    // The figures are those of the next beat.
    if (at === undefined) return
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1100)))
  }

const inDocs = { isForDocs: true, within: '#panel' } as const

/** The panel over the board, tab after tab: each goes on where the former one ended. */
export const PANEL_SCENES: readonly Scene[] = [
  {
    name: 'panel-overview',
    ...inDocs,
    show: async (stage) => {
      await livenUp(stage)
      await showTab('Overview')(stage)
    },
  },
  { name: 'panel-entries', ...inDocs, show: showTab('Entries') },
  { name: 'panel-requests', ...inDocs, show: showTab('Requests') },
  { name: 'panel-storage', ...inDocs, show: showTab('Storage') },
  {
    name: 'panel-doctor',
    ...inDocs,
    show: async (stage) => {
      const { page, coins, at } = stage
      await at?.(10 * APART)
      const fields = { 'content-type': 'application/json' }
      await page.goto('/#/')
      coins.script('/coins', { body: '[]', fields })
      await demoPage(page, coins).refresh()
      coins.endScripts()
      await demoPage(page, coins).refresh()
      await page.goto(stage.backdrop)
      await showTab('Doctor')(stage)
      await page.locator('#panel').getByRole('button', { name: 'nginx', exact: true }).click()
    },
  },
  {
    name: 'panel-simulate',
    ...inDocs,
    show: async (stage) => {
      await showTab('Simulate')(stage)
      await stage.page.getByRole('radio', { name: /^Offline/ }).check()
    },
    leave: async ({ page, coins }) => {
      await page.locator('#panel').getByRole('button', { name: 'Stop' }).click()
      await panelPage(page).opener.click()
      await demoPage(page, coins).wallets.signOut()
    },
  },
]
