import { expect, type Locator, type Page } from '@playwright/test'

export type PanelTab = 'Overview' | 'Entries' | 'Requests' | 'Storage' | 'Doctor' | 'Simulate'

export const PANEL_TABS: readonly PanelTab[] = [
  'Overview',
  'Entries',
  'Requests',
  'Storage',
  'Doctor',
  'Simulate',
]

/** The cache panel in the demo, as a test uses it. */
export interface PanelPage {
  readonly root: Locator
  /** The button in the bar at the foot of the page. */
  readonly opener: Locator
  /** What the last action has done. */
  readonly said: Locator
  readonly rows: Locator
  readonly detail: Locator
  /** Opens the panel, if it is closed, at a tab. */
  open(tab: PanelTab): Promise<void>
  tab(name: PanelTab): Locator
  button(name: string | RegExp): Locator
  /** The row of a path. */
  row(path: string | RegExp): Locator
  /** Opens the details of that row, and presses one of their buttons. */
  act(path: string | RegExp, name: string): Promise<void>
  /** All that is copied from now on, in the order in which it is. */
  copied(): Promise<readonly string[]>
}

export function panelPage(page: Page): PanelPage {
  const root = page.locator('#panel')
  const opener = page.getByRole('button', { name: 'Cache', exact: true })
  const rows = root.locator('tbody tr[aria-rowindex]')
  const detail = root.locator('.etd-detail, .etd-entry')
  const tab = (name: PanelTab): Locator => root.getByRole('tab', { name })
  const row = (path: string | RegExp): Locator => rows.filter({ hasText: path }).first()

  return {
    root,
    opener,
    said: root.locator('.etd-said'),
    rows,
    detail,
    tab,
    row,
    button: (name) => root.getByRole('button', { name, exact: typeof name === 'string' }),
    async open(name) {
      if (!(await root.isVisible())) await opener.click()
      await tab(name).click()
      await expect(tab(name)).toHaveAttribute('aria-selected', 'true')
    },
    async act(path, name) {
      await row(path).click()
      await detail.getByRole('button', { name, exact: true }).click()
    },
    copied: () =>
      page.evaluate(() => (window as unknown as { readonly copied: readonly string[] }).copied),
  }
}

/** Keeps what the page copies: a browser that nobody looks at has no clipboard. */
export async function watchClipboard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const copied: string[] = []
    Object.assign(window, { copied })
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (text: string) => {
          copied.push(text)
        },
      },
    })
  })
}
