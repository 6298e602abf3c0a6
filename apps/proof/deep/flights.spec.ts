import type { Page } from '@playwright/test'
import type { Origin } from './origin.ts'
import { expect, tell, test } from './test.ts'

const TABS = 10
const PATH = '/api/shared'

/** Tabs of one user, each with the same stale response in its memory. */
async function openTabs(openTab: () => Promise<Page>, count: number): Promise<readonly Page[]> {
  const pages: Page[] = []
  for (let at = 0; at < count; at += 1) pages.push(await openTab())
  await Promise.all(pages.map((page) => page.evaluate(() => window.proof.signIn('alice'))))
  for (const page of pages) {
    await page.evaluate((path) => window.proof.read(path), PATH)
    await page.evaluate(() => window.proof.client.idle())
  }
  return pages
}

/** A read, and how long it took, in ms. */
const timedRead = (page: Page): Promise<{ ms: number; user: string; isIntact: boolean }> =>
  page.evaluate(async (path) => {
    const before = performance.now()
    const { user, isIntact } = await window.proof.read(path)
    return { ms: performance.now() - before, user, isIntact }
  }, PATH)

/** Tabs of which one, the leader, has asked and waits for its answer. */
async function openBehindLeader(openTab: () => Promise<Page>, origin: Origin) {
  const [leader, ...followers] = await openTabs(openTab, TABS)
  if (leader === undefined) throw new Error('There is no tab')
  const held = origin.holdNext(PATH)
  const lost = timedRead(leader).catch(() => 'lost')
  await held.ready
  return { leader, followers, held, lost }
}

/** Every tab but one waits for that one, or the test would not be about what it says. */
const othersWait = ([page]: readonly Page[]): Promise<void> =>
  expect
    .poll(async () => {
      const { pending = [] } = (await page?.evaluate(() => navigator.locks.query())) ?? {}
      return pending.length
    })
    .toBe(TABS - 1)

const slowestOf = (readings: readonly { readonly ms: number }[]): number =>
  Math.max(...readings.map(({ ms }) => ms))

test(`${TABS} tabs that mount the same stale query send one request`, async ({
  openTab,
  origin,
}) => {
  const pages = await openTabs(openTab, TABS)
  origin.forgetLog()
  const held = origin.holdNext(PATH)
  const reading = Promise.all(pages.map(timedRead))
  await held.ready
  await othersWait(pages)
  held.release()
  const readings = await reading
  tell(
    `${origin.log.length} request for ${TABS} tabs; the slowest had it after ${slowestOf(readings).toFixed(0)} ms`,
  )
  expect(readings.every(({ user, isIntact }) => user === 'alice' && isIntact)).toBe(true)
  expect(origin.log.length).toBe(1)
})

test('A leader that is killed holds the others back no longer than it takes to ask again (I42)', async ({
  openTab,
  origin,
}) => {
  const { leader, followers, held, lost } = await openBehindLeader(openTab, origin)
  origin.forgetLog()
  const reading = Promise.all(followers.map(timedRead))
  await othersWait(followers)
  const before = performance.now()
  await leader.close()
  const readings = await reading
  const after = performance.now() - before
  expect(await lost).toBe('lost')
  held.release()
  tell(
    `${TABS - 1} followers had their answers ${after.toFixed(0)} ms after the leader was gone, by ${origin.log.length} requests`,
  )
  expect(readings.every(({ user, isIntact }) => user === 'alice' && isIntact)).toBe(true)
  expect(after).toBeLessThan(2000)
  expect(origin.log.length).toBeLessThanOrEqual(TABS - 1)
})

for (const { state, stop } of [
  {
    state: 'hangs',
    stop: async (page: Page) => {
      // It never answers: the page has no time to.
      page
        .evaluate(() => {
          const until = performance.now() + 15_000
          let now = 0
          do now = performance.now()
          while (now < until)
        })
        .catch(() => undefined)
    },
  },
  {
    state: 'is frozen',
    stop: async (page: Page) => {
      const session = await page.context().newCDPSession(page)
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    },
  },
]) {
  test(`A leader that ${state} holds the others back for a bounded time (I42)`, async ({
    openTab,
    origin,
  }) => {
    const { leader, followers, held } = await openBehindLeader(openTab, origin)
    await stop(leader)
    origin.forgetLog()
    const readings = await Promise.all(followers.map(timedRead))
    tell(
      `${TABS - 1} followers waited at most ${slowestOf(readings).toFixed(0)} ms, and sent ${origin.log.length} requests`,
    )
    expect(readings.every(({ user, isIntact }) => user === 'alice' && isIntact)).toBe(true)
    expect(slowestOf(readings)).toBeLessThan(5000)
    held.release()
  })
}
