import type { Page } from '@playwright/test'
import { BACKENDS } from './profile.ts'
import { settleAs } from './settle-as.ts'
import { expect, tell, test } from './test.ts'

const CLEARING = `/api/log-out?clear=${encodeURIComponent('"cache", "storage"')}`

/** What the page has of Alice, once it has heard of the end of her session. */
async function expectEnded(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.proof.client.session.user)).toBeNull()
  const after = await page.evaluate(async () => [
    await window.proof.tryRead('/api/secret?fresh=60'),
    await window.proof.tryRead('/api/new'),
    await window.proof.peek('/api/secret?fresh=60'),
  ])
  await page.evaluate(() => window.proof.client.idle())
  expect(JSON.stringify(after)).not.toContain('alice')
  const names = await page.evaluate(async () => (await indexedDB.databases()).map((d) => d.name))
  expect(names.filter((name) => !/^etagged-(?:anonymous|everyone)$/.test(name ?? ''))).toEqual([])
}

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Clear-Site-Data in an answer that the cache sees ends the session in every tab; nothing comes back (I7)', async ({
      openTab,
    }) => {
      const page = await openTab()
      const other = await openTab()
      await settleAs(page, 'alice')
      await settleAs(other, 'alice')
      const answer = await page.evaluate((path) => window.proof.tryRead(path), CLEARING)
      await expectEnded(page)
      await expectEnded(other)
      const told = await page.evaluate(() =>
        window.proof.events.flatMap((event) => (event.type === 'session' ? [event.because] : [])),
      )
      const got = typeof answer === 'string' ? answer : 'the answer'
      tell(`who asked got ${got}; session events: ${told.join(', ')}`)
      // Chromium clears before it lets the answer through: the loss of the rows is noticed first.
      expect(told.at(-1)).toMatch(/^(?:clear-site-data|ended-elsewhere)$/)
    })

    test('Clear-Site-Data in an answer that the cache does not see ends the session in every tab (I7)', async ({
      openTab,
    }) => {
      const page = await openTab()
      const other = await openTab()
      await settleAs(page, 'alice')
      await settleAs(other, 'alice')
      await page.evaluate((path) => fetch(path).then((response) => response.text()), CLEARING)
      await expectEnded(page)
      await expectEnded(other)
    })

    test('Storage cleared from outside, in the midst of writes, ends the session and nothing comes back (I7, R10)', async ({
      openTab,
      origin,
    }) => {
      const page = await openTab()
      await settleAs(page, 'alice')
      const writing = page.evaluate(async () => {
        for (let at = 0; at < 100; at += 1)
          await window.proof.tryRead(`/api/busy/${at}?bytes=20000`)
      })
      const session = await page.context().newCDPSession(page)
      const cleared = { origin: origin.url, storageTypes: 'indexeddb' }
      await session.send('Storage.clearDataForOrigin', cleared)
      await writing
      await expectEnded(page)
    })

    test('Storage cleared between two loads is a cold start (R10)', async ({ openTab, origin }) => {
      const page = await openTab()
      await settleAs(page, 'alice')
      await page.goto('about:blank')
      const session = await page.context().newCDPSession(page)
      const cleared = { origin: origin.url, storageTypes: 'all' }
      await session.send('Storage.clearDataForOrigin', cleared)
      await page.goto(origin.url)
      await page.waitForFunction(() => 'proof' in window)
      await page.evaluate(() => window.proof.signIn('alice'))
      const first = await page.evaluate(() => window.proof.read('/api/secret?fresh=60'))
      const second = await page.evaluate(() => window.proof.read('/api/secret?fresh=60'))
      expect(first.cacheStatus).toContain('fwd=uri-miss')
      expect(second.cacheStatus).toContain('hit')
    })
  })
}
