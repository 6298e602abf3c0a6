import type { Page } from '@playwright/test'
import { BACKENDS } from './profile.ts'
import { expect, tell, test } from './test.ts'

const ROUNDS = 20
const PUTS = 10_000

const signInBoth = (pages: readonly Page[], user: string): Promise<unknown> =>
  Promise.all(pages.map((page) => page.evaluate((name) => window.proof.signIn(name), user)))

const textOnDisk = async (page: Page): Promise<string> => {
  await page.evaluate(() => window.proof.client.idle())
  return page.evaluate(() => window.proof.rawText())
}

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('R1: Alice’s reply, her sign-out in another tab and Bob’s sign-in meet in any order (I1, I2)', async ({
      openTab,
      origin,
    }) => {
      const pages = [await openTab(), await openTab()] as const
      const [here, there] = pages
      // The timers of a page in the background are late.
      await here.bringToFront()
      const bad: unknown[] = []
      const outcomes = new Map<string, number>()
      for (let round = 0; round < ROUNDS; round += 1) {
        const path = `/api/r1/${round}`
        await signInBoth(pages, 'alice')
        const held = origin.holdNext(path)
        const reading = here.evaluate((asked) => window.proof.tryRead(asked), path)
        await held.ready
        const steps = [
          async () => held.release(),
          () => there.evaluate(() => window.proof.signOut()),
          () => here.evaluate(() => window.proof.signIn('bob')),
        ]
        const order = [...steps.slice(round % 3), ...steps.slice(0, round % 3)]
        await Promise.all(order.map((step): Promise<unknown> => step()))
        const alices = await reading
        const how = typeof alices === 'string' ? alices : 'answered'
        outcomes.set(how, (outcomes.get(how) ?? 0) + 1)
        // Her own answer is hers as long as her session lasted; Bob must see none of it.
        if (typeof alices !== 'string' && alices.user !== 'alice') bad.push(alices)
        const bobs = await here.evaluate((asked) => window.proof.read(asked), path)
        if (bobs.user !== 'bob' || !bobs.isIntact) bad.push(bobs)
        if ((await textOnDisk(here)).includes('"alice"')) bad.push('a row of Alice’s')
        if ((await textOnDisk(here)).includes('\\"user\\":\\"alice\\"'))
          bad.push('a body of Alice’s')
        await here.evaluate(() => window.proof.signOut())
      }
      tell(`${ROUNDS} rounds, ${bad.length} leaks; her calls: ${JSON.stringify([...outcomes])}`)
      expect(bad).toEqual([])
    })

    test('R2: a sign-out in one tab while another one writes leaves nothing (I4, I6)', async ({
      openTab,
    }) => {
      const pages = [await openTab(), await openTab()] as const
      const [here, there] = pages
      const late: unknown[] = []
      let written = 0
      let slowest = 0
      for (let round = 0; round < ROUNDS; round += 1) {
        await signInBoth(pages, 'alice')
        const writing = there.evaluate(async (run) => {
          let count = 0
          for (; count < 200; count += 1) {
            const reading = await window.proof.tryRead(`/api/r2/${run}/${count}?bytes=5000`)
            if (typeof reading === 'string' || reading.user !== 'alice') break
          }
          return count
        }, round)
        await expect.poll(() => here.evaluate(rowsOfAlice), { intervals: [1] }).not.toEqual([])
        slowest = Math.max(slowest, await here.evaluate(() => window.proof.signOut()))
        const atOnce = await here.evaluate(rowsOfAlice)
        written += await writing
        await there.evaluate(() => window.proof.client.idle())
        const later = await here.evaluate(rowsOfAlice)
        if (atOnce.length + later.length > 0) late.push([round, atOnce.length, later.length])
      }
      tell(
        `${ROUNDS} rounds, ${written} answers under way, ${late.length} leftovers; slowest sign-out ${slowest.toFixed(1)} ms`,
      )
      expect(late).toEqual([])
      expect(written).toBeGreaterThan(0)
      expect(slowest).toBeLessThan(500)
    })

    test('R2: a sign-out while another tab’s store is still opening ends that tab’s session, too (I5)', async ({
      openTab,
    }) => {
      const [here, there] = [await openTab(), await openTab()] as const
      const awake: number[] = []
      for (let round = 0; round < 3 * ROUNDS; round += 1) {
        await here.evaluate(() => window.proof.signIn('alice'))
        await there.evaluate(() => window.proof.signIn('alice'))
        await Promise.all([
          there.evaluate(() => window.proof.tryRead('/api/opening')),
          here.evaluate(() => window.proof.signOut()),
        ])
        await there.evaluate(() => window.proof.client.idle())
        const isEnded = expect.poll(() => there.evaluate(() => window.proof.client.session.user), {
          timeout: 1000,
        })
        await isEnded.toBeNull().catch(() => awake.push(round))
        await there.evaluate(() => window.proof.signOut())
      }
      tell(`${3 * ROUNDS} rounds; the other tab stayed signed in ${awake.length} times`)
      expect(awake).toEqual([])
    })

    test('R9: a database deleted from elsewhere while a tab writes goes at once and stays away (I7, I37)', async ({
      openTab,
    }) => {
      const pages = [await openTab(), await openTab()] as const
      const [here, there] = pages
      let slowest = 0
      const back: unknown[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        await here.evaluate(() => window.proof.signIn('alice'))
        const writing = here.evaluate(async (run) => {
          const all = Array.from({ length: 60 }, (_, at) =>
            window.proof.tryRead(`/api/r9/${run}/${at}?bytes=5000`),
          )
          await Promise.all(all)
          await window.proof.client.idle()
        }, round)
        const { name, took } = await there.evaluate(async () => {
          const found = async (): Promise<string | undefined> =>
            (await indexedDB.databases())
              .map((d) => d.name)
              .find((n) => /-[\da-f]{32}$/.test(n ?? ''))
          // Once there are rows, the generation has been adopted: a session, and not its beginning.
          while (!(await window.proof.rawText()).includes('\\"user\\":\\"alice\\"'));
          const database = await found()
          const before = performance.now()
          await new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase(database ?? '')
            request.addEventListener('success', () => resolve())
            request.addEventListener('error', () => reject(new Error('not deleted')))
          })
          return { name: database, took: performance.now() - before }
        })
        slowest = Math.max(slowest, took)
        await writing
        const names = await there.evaluate(async () =>
          (await indexedDB.databases()).map((d) => d.name),
        )
        if (names.includes(name)) back.push(name)
        await here.evaluate(() => window.proof.signOut())
      }
      tell(`${ROUNDS} deletions, slowest ${slowest.toFixed(1)} ms, ${back.length} came back`)
      expect(back).toEqual([])
      expect(slowest).toBeLessThan(1000)
    })

    test('R14: two tabs that validate the same response share one request, and both have it', async ({
      openTab,
      origin,
    }) => {
      const pages = [await openTab(), await openTab()] as const
      await signInBoth(pages, 'alice')
      await pages[0].evaluate(() => window.proof.read('/api/r14?delay=30'))
      await pages[0].evaluate(() => window.proof.client.idle())
      await pages[1].evaluate(() => window.proof.read('/api/r14?delay=30'))
      let requests = 0
      const bad: unknown[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        if (round % 2 === 1) await pages[0].evaluate(() => fetch('/api/r14', { method: 'PUT' }))
        origin.forgetLog()
        const readings = await Promise.all(
          pages.map((page) => page.evaluate(() => window.proof.read('/api/r14?delay=30'))),
        )
        requests += origin.log.length
        for (const { user, isIntact, version } of readings) {
          if (user !== 'alice' || !isIntact || version !== readings[0]?.version) bad.push(readings)
        }
      }
      tell(`${ROUNDS} rounds of two tabs: ${requests} requests, ${bad.length} bad answers`)
      expect(bad).toEqual([])
      expect(requests).toBeLessThan(ROUNDS * 1.5)
    })

    test(`I6: of ${PUTS} writes that race with sign-outs in another page none is late`, async ({
      openTab,
    }) => {
      test.setTimeout(180_000)
      const [writer, ender] = [await openTab(), await openTab()] as const
      // The timers of a page in the background are late.
      await writer.bringToFront()
      let puts = 0
      let refused = 0
      let late = 0
      let rounds = 0
      for (; puts < PUTS; rounds += 1) {
        const writing = writer.evaluate(writeUntilEnded, rounds)
        late += await ender.evaluate(endAndCount)
        const done = await writing
        puts += done.puts
        refused += done.refused
        late += await ender.evaluate(countRows)
      }
      tell(`${puts} writes, ${rounds} sign-outs, ${refused} writes refused, ${late} late`)
      expect(late).toBe(0)
      expect(refused).toBeGreaterThan(rounds)
    })
  })
}

/** The databases and keys under which there is anything of Alice's. */
async function rowsOfAlice(): Promise<readonly string[]> {
  const rows = await window.proof.rawRows()
  return rows.flatMap(({ database, key, text }) =>
    text.includes('alice') ? [`${database} ${JSON.stringify(key)}`] : [],
  )
}

/** Writes, fifty at a time, until the generation has ended for all of them. */
async function writeUntilEnded(round: number): Promise<{ puts: number; refused: number }> {
  const { createStore } = window.proof.createIdbStore()
  const store = createStore({ partition: 'race', epoch: '1', report: () => undefined })
  await store.open()
  Object.assign(window, { writing: round })
  let puts = 0
  let refused = 0
  while (refused < 50) {
    const wave = Array.from({ length: 50 }, async (_, at) => {
      puts += 1
      await store.put({
        key: `same-origin GET http://origin.test/${round}/${puts}/${at}`,
        url: `http://origin.test/${round}/${puts}/${at}`,
        nominated: [],
        status: 200,
        statusText: 'OK',
        fields: [['etag', `"${puts}"`]],
        requestTime: 1,
        responseTime: 1,
        invalidated: false,
        body: { id: `${round}-${puts}-${at}`, bytes: 5000, content: 'x'.repeat(5000) },
      })
    })
    const outcomes = await Promise.allSettled(wave)
    refused += outcomes.filter(({ status }) => status === 'rejected').length
  }
  store.close()
  return { puts, refused }
}

/** Ends the generation once it is written to, and tells how many rows are left right then. */
async function endAndCount(): Promise<number> {
  const rows = async (): Promise<number> =>
    (await window.proof.rawRows()).filter(({ text }) => text.includes('xxxxx')).length
  while ((await rows()) === 0);
  const { createStore } = window.proof.createIdbStore()
  await createStore({ partition: 'race', epoch: '1', report: () => undefined }).end()
  return rows()
}

async function countRows(): Promise<number> {
  return (await window.proof.rawRows()).filter(({ text }) => text.includes('xxxxx')).length
}
