import type { Page } from '@playwright/test'
import { obstruct, readByObstructor } from './obstruct.ts'
import { BACKENDS } from './profile.ts'
import { expect, tell, test } from './test.ts'

const MEBIBYTE = 2 ** 20
/** Three times as much as there is room for. */
const PATHS: readonly string[] = Array.from(
  { length: 40 },
  (_, at) => `/api/quota/${at}?bytes=80000`,
)

const limitStorage = async (page: Page, quotaSize: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const origin = await page.evaluate(() => location.origin)
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
}

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Quota exceeded: old rows give way, the write is tried again, and every answer is the network’s (I34, I38)', async ({
      openTab,
    }) => {
      const page = await openTab()
      await limitStorage(page, MEBIBYTE)
      await page.evaluate(() => window.proof.signIn('alice'))
      const outcome = await page.evaluate(async (paths) => {
        const readings = []
        const kept: number[] = []
        const isBody = ({ text }: { readonly text: string }): boolean => text.includes('\\"fill')
        for (const path of paths) {
          readings.push(await window.proof.tryRead(path))
          await window.proof.client.idle()
          kept.push((await window.proof.rawRows()).filter(isBody).length)
        }
        const { events } = window.proof
        return {
          whole: readings.filter((reading) => typeof reading === 'object' && reading.isIntact)
            .length,
          evictions: events.filter((event) => event.type === 'eviction'),
          faults: events.filter((event) => event.type === 'store-fault'),
          kept,
        }
      }, PATHS)
      tell(
        `${outcome.whole} of ${PATHS.length} answers whole, ${outcome.evictions.length} evictions, ${outcome.faults.length} faults; responses on disk: ${outcome.kept.join(' ')}`,
      )
      expect(outcome.whole).toBe(PATHS.length)
      expect(outcome.evictions).toContainEqual(
        expect.objectContaining({ tier: 'disk', because: 'quota' }),
      )
      expect(outcome.faults.filter(({ mode }) => mode === 'memory')).toEqual([])
      expect(outcome.kept.at(-1)).toBeGreaterThan(0)
    })

    test('Quota used up to the last byte: a sign-out clears the rows, also where the deletion is blocked (I4)', async ({
      openTab,
    }) => {
      const page = await openTab()
      await limitStorage(page, MEBIBYTE)
      await page.evaluate(async (paths) => {
        await window.proof.signIn('alice')
        for (const path of paths.slice(0, 8)) await window.proof.read(path)
        await window.proof.client.idle()
      }, PATHS)
      const other = await openTab()
      await obstruct(other)
      expect((await readByObstructor(other)).includes('alice')).toBe(true)
      const filled = await page.evaluate(fillUp)
      await page.bringToFront()
      const took = await page.evaluate(() => window.proof.signOut())
      const isReadable = (await readByObstructor(other)).includes('alice')
      const faults = await page.evaluate(() =>
        window.proof.events.flatMap((event) =>
          event.type === 'store-fault' ? [event.because] : [],
        ),
      )
      tell(
        `${filled} rows of filling; sign-out took ${took.toFixed(1)} ms; faults: ${faults.join(', ') || 'none'}; ${isReadable ? 'her rows are readable' : 'nothing is readable'}`,
      )
      expect(isReadable).toBe(false)
      expect(took).toBeLessThan(500)
    })
  })
}

/** Takes what is left of the quota, so that not even a small write succeeds. */
async function fillUp(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('filling', 1)
    request.addEventListener('upgradeneeded', () => void request.result.createObjectStore('rows'))
    request.addEventListener('success', () => resolve(request.result))
  })
  const put = (key: number, length: number): Promise<boolean> =>
    new Promise((resolve) => {
      const transaction = database.transaction('rows', 'readwrite')
      const bytes = crypto.getRandomValues(new Uint8Array(length))
      transaction.objectStore('rows').put(bytes, key)
      transaction.addEventListener('complete', () => resolve(true))
      transaction.addEventListener('abort', () => resolve(false))
    })
  let rows = 0
  for (const length of [50_000, 5000, 500, 50, 5, 5, 5, 5]) {
    while (rows < 1000 && (await put(rows, length))) rows += 1
  }
  database.close()
  return rows
}
