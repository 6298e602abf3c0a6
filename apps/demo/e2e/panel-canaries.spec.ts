import { TEST_ADDRESSES } from '@etagged/coin-api'
import { secretsOfAlice } from './accounts.ts'
import { PANEL_TABS, panelPage, watchClipboard } from './panel-page.ts'
import { expect, test } from './test.ts'

test('I48: nothing that the panel can copy, log, post or leave on the page’s globals is a user’s', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  const logged: string[] = []
  page.on('console', (message) => logged.push(message.text()))
  await watchClipboard(page)
  await page.addInitScript(() => {
    const posted: unknown[] = []
    Object.assign(window, { posted, globalsBefore: Object.keys(window) })
    const post = BroadcastChannel.prototype.postMessage
    BroadcastChannel.prototype.postMessage = function posting(message: unknown) {
      posted.push([this.name, message])
      post.call(this, message)
    }
  })
  await page.goto('/')
  await demo.signIn('alice')
  // A finding, so that there is something to paste.
  coins.script('/coins', { body: '[]', fields: { 'content-type': 'application/json' } })
  await demo.refresh()
  await demo.refresh()

  for (const tab of PANEL_TABS) {
    await panel.open(tab)
    const rows = await panel.rows.count()
    await pressCopies()
    for (let index = 0; index < Math.min(rows, 12); index++) {
      await panel.rows.nth(index).click()
      await pressCopies()
    }
    if (tab === 'Doctor') {
      for (const server of ['nginx', 'Express', 'Hono']) {
        await panel.button(server).first().click()
        await pressCopies()
      }
    }
  }

  const copied = await panel.copied()
  expect(copied.length).toBeGreaterThanOrEqual(12)
  const tokens = coins.log.flatMap(({ token }) => token?.split(' ')[1] ?? [])
  expect(tokens.length).toBeGreaterThan(0)
  const canaries = [...new Set(tokens), TEST_ADDRESSES.alice, ...(await secretsOfAlice(coins))]
  const { posted, globals } = await page.evaluate(() => {
    const { posted: all, globalsBefore } = window as unknown as {
      readonly posted: readonly unknown[]
      readonly globalsBefore: readonly string[]
    }
    const added = Object.keys(window).filter((name) => !globalsBefore.includes(name))
    return { posted: JSON.stringify(all), globals: added }
  })
  const everything = [...copied, ...logged, posted].join('\n')
  expect(canaries.filter((canary) => everything.includes(canary))).toEqual([])
  expect(globals.filter((name) => /etagged|etd|devtools/i.test(name))).toEqual([])
  // The search can find something: what is not the user's is there.
  expect(everything).toContain('/api/coins?limit=50')

  async function pressCopies(): Promise<void> {
    for (const button of await panel.root.getByRole('button', { name: /^Copy/ }).all()) {
      await button.click()
    }
  }
})
