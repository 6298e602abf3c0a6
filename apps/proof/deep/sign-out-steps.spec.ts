import type { Page } from '@playwright/test'
import { BACKENDS } from './profile.ts'
import { settleAs } from './settle-as.ts'
import { expect, openPage, tell, test } from './test.ts'

/** More than a sign-out has. */
const MOST_STEPS = 30
const HANG = '/api/hang/'

/**
 * Numbers what a sign-out does to the world outside of the page: calls of IndexedDB, localStorage
 * and BroadcastChannel. Before the one with the number the page hangs for ever, in a request that
 * the server never answers.
 */
const hangBeforeStep = (page: Page, step: number): Promise<void> =>
  page.evaluate(
    ({ last, hang }) => {
      const steps: string[] = []
      Object.assign(window, { steps })
      const count = (name: string): void => {
        steps.push(name)
        if (steps.length !== last) return
        const request = new XMLHttpRequest()
        request.open('GET', hang + name, false)
        request.send()
      }
      const numbered = <T extends object>(
        prototype: T,
        names: readonly (keyof T & string)[],
      ): void => {
        for (const name of names) {
          const original = prototype[name] as (...given: unknown[]) => unknown
          Object.defineProperty(prototype, name, {
            value(...given: unknown[]) {
              count(name)
              return original.apply(this, given)
            },
          })
        }
      }
      numbered(IDBFactory.prototype, ['open', 'deleteDatabase'])
      numbered(IDBDatabase.prototype, ['transaction', 'close'])
      numbered(IDBObjectStore.prototype, ['put', 'delete', 'clear', 'get', 'add'])
      numbered(IDBTransaction.prototype, ['commit'])
      numbered(Storage.prototype, ['setItem', 'removeItem'])
      numbered(BroadcastChannel.prototype, ['postMessage', 'close'])
      // The end is a step, too.
      void window.proof.client.signOut().then(() => count('resolved'))
    },
    { last: step, hang: HANG },
  )

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Page killed at any step of a sign-out: what the next page finds is nothing (I4)', async ({
      browserOnDisk,
      origin,
    }) => {
      test.setTimeout(180_000)
      const left: string[] = []
      const names: string[] = []
      for (let step = 1; step <= MOST_STEPS; step += 1) {
        const page = await openPage(browserOnDisk.context, origin)
        const session = await page.context().newCDPSession(page)
        await settleAs(page, 'alice')
        const held = origin.holdNext(HANG)
        const hung = hangBeforeStep(page, step)
        // Rejects when the page is killed, which is the plan.
        hung.catch(() => undefined)
        const end = page
          .waitForFunction(() => (window as { steps?: string[] }).steps?.at(-1) === 'resolved')
          .then(
            () => 'resolved' as const,
            () => 'killed' as const,
          )
        const reached = await Promise.race([held.ready.then(() => 'hung' as const), end])
        // The page is killed, not closed: it has no time for last words.
        session.send('Page.crash').catch(() => undefined)
        await page.waitForEvent('crash').catch(() => undefined)
        held.release()
        await page.close()

        const next = await openPage(browserOnDisk.context, origin)
        await settleAs(next, 'bob')
        const remains = await next.evaluate(async () => {
          // A page finishes the sign-outs of former ones a second after its start.
          const isThere = async (): Promise<boolean> =>
            (await window.proof.rawText()).includes('\\"user\\":\\"alice\\"')
          const deadline = performance.now() + 4000
          while ((await isThere()) && performance.now() < deadline) {
            await new Promise((resolve) => void setTimeout(resolve, 50))
          }
          const isOnDisk = await isThere()
          await window.proof.signOut()
          await window.proof.signIn('alice')
          const old = await window.proof.peek('/api/secret?fresh=60')
          await window.proof.signOut()
          return { isOnDisk, old }
        })
        await next.close()
        const asked = origin.log.findLast(({ path }) => path.startsWith(HANG))
        names.push(reached === 'hung' ? (asked?.path ?? '').slice(HANG.length) : 'after it')
        if (remains.isOnDisk || remains.old !== undefined)
          left.push(`step ${step}: ${JSON.stringify(remains)}`)
        if (reached !== 'hung') break
      }
      tell(
        `killed before each of ${names.join(', ')}; readable afterwards: ${left.join('; ') || 'nothing'}`,
      )
      expect(names.length).toBeGreaterThan(3)
      expect(names.length).toBeLessThan(MOST_STEPS)
      // Before the first step there is no sign-out yet.
      expect(left.filter((remains) => !remains.startsWith('step 1:'))).toEqual([])
    })
  })
}
