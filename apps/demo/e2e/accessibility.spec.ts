import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { SCENES } from './scenes.ts'
import { expect, test } from './test.ts'

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>

interface AxeOptions {
  readonly resultTypes: readonly 'violations'[]
  /** The rules to try. @default all that axe tries by itself */
  readonly runOnly?: readonly string[]
}

declare global {
  interface Window {
    readonly axe: { run(context: string, options: AxeOptions): Promise<AxeResults> }
  }
}

// The builder opens a page for each run, which takes six times as long as the run.
const { resolve } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8')

/** All that another theme of the same document can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'] as const

/** All that another width of the same document can change: texts that are hidden, room that is short. */
const ROOM = [
  ...COLOURS,
  'aria-hidden-focus',
  'button-name',
  'label',
  'link-name',
  'scrollable-region-focusable',
  'select-name',
] as const

/** What axe has against the page, with where. */
async function complaintsOf(
  page: Page,
  rules: Pick<AxeOptions, 'runOnly'> = {},
  within = 'html',
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const options: AxeOptions = { resultTypes: ['violations'], ...rules }
  const { violations } = await page.evaluate(
    ({ context, given }) => window.axe.run(context, given),
    { context: within, given: options },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

/** What sticks out of the viewport to the right or to the left, if one can scroll there. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const panels = [...document.querySelectorAll(':popover-open')]
    const edges = panels.map((panel) => panel.getBoundingClientRect())
    const beyond = edges.map(({ left, right }) => Math.max(-left, right - clientWidth))
    return Math.max(scrollWidth - clientWidth, ...beyond)
  })
}

for (const { width, height, rules } of [
  { width: 1280, height: 800, rules: {} },
  { width: 375, height: 812, rules: { runOnly: ROOM } },
]) {
  test.describe(`At a width of ${width} px`, () => {
    // Colours on their way from one theme to the other are nobody's fault.
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing in light or dark, and nothing is wider than the page', async ({
      page,
      coins,
    }) => {
      test.setTimeout(90_000)
      await page.goto('/')
      await expect(page.locator('main')).toBeVisible()
      expect(await complaintsOf(page)).toEqual([])
      await page.locator('main').evaluate((main) => main.append(document.createElement('img')))
      expect(await complaintsOf(page)).toEqual([expect.stringContaining('image-alt: img')])
      await page.reload()

      coins.market.trade(coins.market.trending[0] ?? '', 1_000_000_000)
      for (const { name, within, show, leave } of SCENES) {
        const stage = { page, coins, backdrop: '/#/nowhere' }
        await show(stage)
        expect.soft(await overhang(page), name).toBeLessThanOrEqual(0)
        expect.soft(await complaintsOf(page, rules, within), `${name}, light`).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
        const inDark = await complaintsOf(page, { runOnly: COLOURS }, within)
        expect.soft(inDark, `${name}, dark`).toEqual([])
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
        await leave?.(stage)
      }
    })
  })
}
