import type { Page } from '@playwright/test'
import { ELSEWHERE } from './origin.ts'
import { settleAs } from './settle-as.ts'
import { expect, tell, test } from './test.ts'

/** What a page that was gone back to shows at once, and a moment later. */
const comeBack = async (page: Page): Promise<{ shown: string; readings: unknown[] }> => {
  // Playwright's own way back waits for a `load` event, which a restored page does not have.
  await page.evaluate(() => history.back())
  await expect.poll(() => page.evaluate(() => location.pathname).catch(() => '')).toBe('/')
  await page.waitForFunction(() => 'proof' in window)
  return page.evaluate(async () => {
    const { proof } = window
    const restored = (window as unknown as { restored?: Promise<unknown[]> }).restored
    const readings: unknown[] = (await restored) ?? []
    readings.push(await proof.tryRead('/api/secret?fresh=60'))
    readings.push(await proof.peek('/api/secret?fresh=60'))
    return { shown: proof.shown.at(-1) ?? 'not yet', readings }
  })
}

/** Reads in the very event in which the page is shown again. */
const readWhenShown = (page: Page): Promise<void> =>
  page.evaluate(() => {
    addEventListener('pageshow', () => {
      const held = window.proof.client.peekMemory<{ readonly user: string }>('/api/secret?fresh=60')
      const restored = Promise.all([
        window.proof.tryRead('/api/secret?fresh=60'),
        window.proof.peek('/api/secret?fresh=60').catch((error: Error) => error.name),
        Promise.resolve(held?.data.user),
      ])
      Object.assign(window, { restored })
    })
  })

test('Back-forward cache: a page that nobody signed out comes back as it was (control of R12)', async ({
  openTab,
  origin,
}) => {
  const page = await openTab()
  await settleAs(page, 'alice')
  await page.goto(origin.url + ELSEWHERE)
  const back = await comeBack(page)
  expect(back.shown).toBe('bfcache')
  expect(JSON.stringify(back.readings)).toContain('alice')
})

for (const { how, tabs } of [
  { how: 'tells the tabs', tabs: {} },
  { how: 'tells nobody', tabs: { tabs: false } },
] as const) {
  test(`Back-forward cache: a sign-out that ${how} leaves the restored page nothing of the former user (I5, R12)`, async ({
    openTab,
    origin,
  }) => {
    const page = await openTab()
    await settleAs(page, 'alice')
    await readWhenShown(page)
    const other = await openTab()
    await other.evaluate((options) => void window.proof.open(options), tabs)
    await other.evaluate(() => window.proof.signIn('alice'))
    await page.goto(origin.url + ELSEWHERE)
    await other.evaluate(() => window.proof.signOut())
    const back = await comeBack(page)
    tell(`came back: ${back.shown}; ${JSON.stringify(back.readings.map(summary))}`)
    expect(JSON.stringify(back.readings)).not.toContain('alice')
    expect(await other.evaluate(() => window.proof.rawText())).not.toContain('alice')
    // A message, or a deletion that it stands in the way of, makes Chromium throw the page away.
    if ('tabs' in tabs) expect(back.shown).toBe('bfcache')
  })
}

const summary = (reading: unknown): unknown =>
  typeof reading === 'object' && reading !== null && 'user' in reading ? reading.user : reading
