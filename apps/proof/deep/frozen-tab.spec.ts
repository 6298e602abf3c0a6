import type { CDPSession } from '@playwright/test'
import { settleAs } from './settle-as.ts'
import { expect, tell, test } from './test.ts'

const ROUNDS = 25

const setLifecycle = (session: CDPSession, state: 'frozen' | 'active'): Promise<void> =>
  session.send('Page.setWebLifecycleState', { state }).then(() => undefined)

test('Frozen tab: what slept through a sign-out serves and writes nothing of the former user (I5)', async ({
  openTab,
}) => {
  const sleeper = await openTab()
  const other = await openTab()
  const session = await sleeper.context().newCDPSession(sleeper)
  await sleeper.evaluate(() => {
    // The moment of waking is when a page is most wrong about the world.
    document.addEventListener('resume', () => {
      const early = [window.proof.tryRead('/api/secret?fresh=60'), window.proof.tryRead('/api/new')]
      const held = window.proof.client.peekMemory<{ readonly user: string }>('/api/secret?fresh=60')
      Object.assign(window, { early: Promise.all(early), held: held?.data.user })
    })
  })
  const old: unknown[] = []
  let slowest = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    await settleAs(sleeper, 'alice')
    await settleAs(other, 'alice')
    await setLifecycle(session, 'frozen')
    slowest = Math.max(slowest, await other.evaluate(() => window.proof.signOut()))
    await setLifecycle(session, 'active')
    const woken = await sleeper.evaluate(async () => {
      const { early, held } = window as unknown as { early: Promise<unknown[]>; held: unknown }
      const late = await window.proof.tryRead('/api/secret?fresh=60')
      return { readings: [...((await early) ?? ['never woken']), late], held }
    })
    const left = await other.evaluate(() => window.proof.rawText())
    if (JSON.stringify(woken).includes('alice') || left.includes('alice')) old.push(woken, left)
    expect(woken.readings).not.toContain('never woken')
  }
  tell(`${old.length} old reads in ${ROUNDS} rounds; slowest sign-out ${slowest.toFixed(1)} ms`)
  expect(old).toEqual([])
  expect(slowest).toBeLessThan(500)
})

test('Hung main thread: once the page runs again it hears of the sign-out before it serves (I5)', async ({
  openTab,
}) => {
  const sleeper = await openTab()
  const other = await openTab()
  await settleAs(sleeper, 'alice')
  await settleAs(other, 'alice')
  const hung = sleeper.evaluate(async () => {
    const until = performance.now() + 1500
    let now = 0
    do now = performance.now()
    while (now < until)
    const before = performance.now()
    const readings = []
    // What was posted to a hung page waits in its queue.
    await new Promise((resolve) => void setTimeout(resolve))
    while (window.proof.client.session.user !== null && performance.now() - before < 3000) {
      await new Promise((resolve) => void setTimeout(resolve))
    }
    const ms = performance.now() - before
    for (const path of ['/api/secret?fresh=60', '/api/new']) {
      readings.push(await window.proof.tryRead(path))
    }
    return { readings, ms }
  })
  const took = await other.evaluate(() => window.proof.signOut())
  const woken = await hung
  tell(
    `sign-out took ${took.toFixed(1)} ms; the hung page knew ${woken.ms.toFixed(1)} ms after its hang`,
  )
  expect(took).toBeLessThan(500)
  expect(JSON.stringify(woken.readings)).not.toContain('alice')
  expect(woken.ms).toBeLessThan(1000)
  expect(await other.evaluate(() => window.proof.rawText())).not.toContain('alice')
})

test('Frozen tab with a transaction and a lock in its hands: the others read, write and sign out in time (I34, I42)', async ({
  openTab,
}) => {
  const page = await openTab()
  await settleAs(page, 'alice')
  const holder = await openTab()
  await holder.evaluate(async () => {
    const names = (await indexedDB.databases()).map((found) => found.name ?? '')
    const name = names.find((each) => /-[\da-f]{32}$/.test(each)) ?? ''
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
    })
    const stores = [...database.objectStoreNames]
    const store = database.transaction(stores, 'readwrite').objectStore(stores[0] ?? '')
    // It lasts for as long as it is asked something.
    const ask = (): void => store.get('nothing').addEventListener('success', ask)
    ask()
    void navigator.locks.request(`${name} anything`, () => new Promise(() => {}))
  })
  await page.bringToFront()
  const session = await holder.context().newCDPSession(holder)
  await setLifecycle(session, 'frozen')
  const outcome = await page.evaluate(async () => {
    const { proof } = window
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const before = performance.now()
      await work()
      return performance.now() - before
    }
    const reads = []
    for (let at = 0; at < 5; at += 1) reads.push(await timed(() => proof.read(`/api/beside/${at}`)))
    return { slowest: Math.max(...reads), signOut: await proof.signOut() }
  })
  const left = await page.evaluate(() => window.proof.tryRead('/api/secret?fresh=60'))
  tell(
    `slowest read ${outcome.slowest.toFixed(0)} ms, sign-out ${outcome.signOut.toFixed(0)} ms beside a frozen transaction`,
  )
  expect(outcome.slowest).toBeLessThan(1500)
  expect(outcome.signOut).toBeLessThan(1500)
  expect(JSON.stringify(left)).not.toContain('alice')
})
