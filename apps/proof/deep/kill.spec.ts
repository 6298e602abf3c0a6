import { setTimeout } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Reading } from '../src/browsers/read-stamp.ts'
import { BACKENDS } from './profile.ts'
import { expect, openPage, tell, test } from './test.ts'

const KILLS = 20
/** Half of them are small enough for a row, half so large that they are files of their own. */
const PATHS: readonly string[] = [5000, 120_000].flatMap((bytes) =>
  Array.from({ length: 5 }, (_, at) => `/api/kept/${bytes}/${at}?bytes=${bytes}`),
)

/** Versions that a page has been told are on disk, by path. */
type Acknowledged = Map<string, number>

/** Makes and stores new versions without end, and tells of each one that is on disk. */
async function writeForever(page: Page, acknowledged: Acknowledged): Promise<void> {
  await page.exposeFunction('acknowledge', (path: string, version: number) => {
    acknowledged.set(path, version)
  })
  await page.evaluate(async (paths) => {
    const { acknowledge } = window as unknown as {
      acknowledge: (path: string, version: number) => Promise<void>
    }
    await window.proof.signIn('alice')
    for (;;) {
      const readings = await Promise.all(
        paths.map(async (path) => {
          await window.proof.write(path)
          return window.proof.read(path, { cache: 'reload' })
        }),
      )
      await window.proof.client.idle()
      for (const [at, { version }] of readings.entries()) {
        void acknowledge(paths[at] ?? '', version)
      }
    }
  }, PATHS)
}

/** What is on disk after a kill. */
const storedIn = (page: Page): Promise<readonly (Reading | undefined)[]> =>
  page.evaluate(async (paths) => {
    // A disk that wakes up slowly is given up for the first reads; that is not what is asked here.
    await window.proof.rawRows()
    await window.proof.signIn('alice')
    const readings = []
    for (const path of paths) readings.push(await window.proof.stored(path))
    return readings
  }, PATHS)

/** What was read after all kills so far. */
interface Tally {
  read: number
  older: number
  readonly bad: unknown[]
}

function take(
  tally: Tally,
  path: string,
  reading: Reading | undefined,
  acknowledged: Acknowledged,
): void {
  if ((reading?.version ?? 0) < (acknowledged.get(path) ?? 0)) tally.older += 1
  if (reading === undefined) return
  tally.read += 1
  if (!reading.isIntact || !path.startsWith(`${reading.path}?`)) tally.bad.push(path, reading)
}

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Browser killed while it writes: no row is torn or wrong (I11)', async ({
      profile,
      origin,
    }) => {
      test.setTimeout(240_000)
      const acknowledged: Acknowledged = new Map()
      const tally: Tally = { read: 0, older: 0, bad: [] }
      for (let kill = 0; kill <= KILLS; kill += 1) {
        const running = await profile.launch()
        const page = await openPage(running.context, origin)
        for (const [at, reading] of (await storedIn(page)).entries()) {
          take(tally, PATHS[at] ?? '', reading, acknowledged)
        }
        if (kill === KILLS) break
        acknowledged.clear()
        // It never ends by itself: the kill ends it.
        writeForever(page, acknowledged).catch(() => undefined)
        await expect.poll(() => acknowledged.size, { intervals: [5] }).toBe(PATHS.length)
        await setTimeout(Math.random() * 150)
        await running.kill()
      }
      const { read, older, bad } = tally
      tell(
        `${KILLS} kills, ${read} rows read after them: ${bad.length} torn or wrong, ${older} older than acknowledged`,
      )
      expect(bad).toEqual([])
      expect(read).toBeGreaterThanOrEqual(KILLS * PATHS.length * 0.9)
    })
  })
}
