import { globSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { BACKENDS, type Profile } from './profile.ts'
import { expect, openPage, tell, test } from './test.ts'

/** Beyond this Chromium's LevelDB keeps a value in a file of its own. */
const LARGE = 'bytes=200000'
const PATHS: readonly string[] = Array.from(
  { length: 12 },
  (_, at) => `/api/large/${at}?fresh=600&${LARGE}`,
)

const filesIn = (profile: Profile, pattern: string): readonly string[] =>
  globSync(join(profile.folder, 'Default/IndexedDB', pattern)).filter((file) =>
    statSync(file).isFile(),
  )

/** Files with values in them: LevelDB's blobs, or the databases of SQLite. */
const valueFiles = (profile: Profile): readonly string[] =>
  profile.backend === 'leveldb'
    ? filesIn(profile, '*.blob/**')
    : filesIn(profile, '*/*').filter((file) => !/-(?:wal|shm|journal)$/.test(file))

/** What is written first, and sorted into other files later. */
const logFiles = (profile: Profile): readonly string[] =>
  profile.backend === 'leveldb'
    ? filesIn(profile, '*.leveldb/*.log')
    : filesIn(profile, '*/*').filter((file) => file.endsWith('-wal'))

/** Counts how often the page opens and deletes databases, from before its first script. */
const countOpenings = (page: Page): Promise<void> =>
  page
    .addInitScript(() => {
      const counts = { open: 0, deleteDatabase: 0 }
      Object.assign(window, { counts })
      for (const name of ['open', 'deleteDatabase'] as const) {
        const original = IDBFactory.prototype[name]
        IDBFactory.prototype[name] = function counted(this: IDBFactory, ...given: [string]) {
          counts[name] += 1
          return original.apply(this, given)
        }
      }
    })
    .then(() => undefined)

interface Outcome {
  readonly whole: number
  readonly wrong: number
  readonly hits: number
  readonly memoryMode: number
  readonly damages: number
  readonly faults: number
  readonly slowest: number
}

/** Signs in and reads all paths twice: the first time from disk if it can, then from anywhere. */
const readAll = (page: Page, paths: readonly string[]): Promise<Outcome> =>
  page.evaluate(async (all) => {
    const { proof } = window
    const readings = []
    let slowest = 0
    await proof.signIn('alice')
    for (const path of all) {
      const before = performance.now()
      readings.push(await proof.read(path))
      slowest = Math.max(slowest, performance.now() - before)
    }
    await proof.client.idle()
    const { events } = proof
    return {
      whole: readings.filter(({ isIntact, user }) => isIntact && user === 'alice').length,
      wrong: readings.filter(({ isIntact, user }) => !isIntact || user !== 'alice').length,
      hits: readings.filter(({ cacheStatus }) => cacheStatus.includes('hit')).length,
      memoryMode: events.filter((event) => event.type === 'store-fault' && event.mode === 'memory')
        .length,
      faults: events.filter((event) => event.type === 'store-fault').length,
      damages: events.filter((event) => event.type === 'damage').length,
      slowest,
    }
  }, paths)

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test.beforeEach(async ({ profile, origin }) => {
      const first = await profile.launch()
      const outcome = await readAll(await openPage(first.context, origin), PATHS)
      expect(outcome).toMatchObject({ whole: PATHS.length, hits: 0, faults: 0 })
      await first.quit()
      expect(valueFiles(profile).length).toBeGreaterThan(0)
    })

    test('Control: an unharmed profile answers everything from disk', async ({
      profile,
      origin,
    }) => {
      const { context } = await profile.launch()
      const outcome = await readAll(await openPage(context, origin), PATHS)
      expect(outcome).toMatchObject({
        whole: PATHS.length,
        hits: PATHS.length,
        damages: 0,
        faults: 0,
      })
    })

    test('Backing store unopenable: memory mode, the network answers, and no loop of openings or deletions (I34, I35)', async ({
      profile,
      origin,
    }) => {
      if (backend === 'leveldb')
        for (const file of filesIn(profile, '*.leveldb/MANIFEST-*')) rmSync(file)
      else for (const file of valueFiles(profile)) writeFileSync(file, garbage(statSync(file).size))
      const { context } = await profile.launch()
      const page = await context.newPage()
      await countOpenings(page)
      await page.goto(origin.url)
      await page.waitForFunction(() => 'proof' in window)
      const outcome = await readAll(page, PATHS)
      const counts = await page.evaluate(
        () => (window as unknown as { counts: { open: number; deleteDatabase: number } }).counts,
      )
      tell(
        `${outcome.whole} of ${PATHS.length} answers whole, slowest ${outcome.slowest.toFixed(0)} ms; ${counts.open} openings, ${counts.deleteDatabase} deletions, ${outcome.faults} faults told`,
      )
      expect(outcome).toMatchObject({ whole: PATHS.length, wrong: 0, hits: 0 })
      expect(outcome.memoryMode).toBe(1)
      // The first one, three more that might heal it, and one to finish what former pages began.
      expect(counts.open).toBeLessThanOrEqual(5)
      expect(counts.deleteDatabase).toBeLessThanOrEqual(1)
      expect(outcome.faults).toBeLessThanOrEqual(4)
    })

    test('Flipped bits: what changed on disk is a miss and a damage event, never a wrong body (I11)', async ({
      profile,
      origin,
    }) => {
      const flipped = flipBits(profile)
      const { context } = await profile.launch()
      const page = await openPage(context, origin)
      const outcome = await readAll(page, PATHS)
      tell(
        `${flipped} bits flipped: ${outcome.hits} hits, ${outcome.damages} damages, ${outcome.wrong} wrong`,
      )
      expect(outcome).toMatchObject({ whole: PATHS.length, wrong: 0 })
      expect(outcome.hits).toBeLessThan(PATHS.length)
      expect(outcome.damages).toBe(PATHS.length - outcome.hits)
      // What was damaged has been replaced.
      await page.reload()
      await page.waitForFunction(() => 'proof' in window)
      expect(await readAll(page, PATHS)).toMatchObject({ hits: PATHS.length, damages: 0 })
    })

    test('Logs cut short or garbled: what the browser mends comes back short, as misses (I11)', async ({
      profile,
      origin,
    }) => {
      for (const file of logFiles(profile)) {
        const bytes = readFileSync(file)
        const half = Math.floor(bytes.length / 2)
        writeFileSync(file, Buffer.concat([bytes.subarray(0, half), garbage(half / 2)]))
      }
      const { context } = await profile.launch()
      const page = await openPage(context, origin)
      const outcome = await readAll(page, PATHS)
      tell(
        `${logFiles(profile).length} log files cut: ${outcome.hits} hits, ${outcome.damages} damages, ${outcome.faults} faults, ${outcome.wrong} wrong`,
      )
      expect(outcome).toMatchObject({ whole: PATHS.length, wrong: 0 })
    })

    if (backend === 'leveldb') {
      for (const { what, harm } of [
        { what: 'missing', harm: (file: string) => rmSync(file) },
        { what: 'truncated', harm: (file: string) => truncateSync(file, 1000) },
      ]) {
        test(`Blob file ${what}: its row is a miss, and is replaced (I11)`, async ({
          profile,
          origin,
        }) => {
          const harmed = valueFiles(profile).slice(0, 4)
          for (const file of harmed) harm(file)
          const { context } = await profile.launch()
          const page = await openPage(context, origin)
          const outcome = await readAll(page, PATHS)
          tell(
            `${harmed.length} files ${what}: ${outcome.hits} hits, ${outcome.damages} damages, ${outcome.faults} faults, ${outcome.wrong} wrong`,
          )
          expect(outcome).toMatchObject({ whole: PATHS.length, wrong: 0, memoryMode: 0 })
          expect(outcome.hits).toBe(PATHS.length - harmed.length)
          expect(outcome.damages).toBe(harmed.length)
          await page.reload()
          await page.waitForFunction(() => 'proof' in window)
          expect(await readAll(page, PATHS)).toMatchObject({ hits: PATHS.length, damages: 0 })
        })
      }
    }
  })
}

/** One bit in each body that lies on disk in plain text: the middle of each file, or each fill. */
function flipBits(profile: Profile): number {
  let flipped = 0
  for (const file of valueFiles(profile)) {
    const bytes = readFileSync(file)
    if (profile.backend === 'leveldb') {
      flipAt(bytes, Math.floor(bytes.length / 2))
      flipped += 1
    } else {
      // A body lies on many pages of the file: one bit for each, well behind its beginning.
      for (let at = bytes.indexOf('"fill":"'); at !== -1; at = bytes.indexOf('"fill":"', at + 1)) {
        flipAt(bytes, at + 2000)
        flipped += 1
      }
    }
    writeFileSync(file, bytes)
  }
  return flipped
}

function flipAt(bytes: Buffer, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1
}

function garbage(length: number): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(length) }, (_, at) => (at * 167 + 13) % 256))
}
