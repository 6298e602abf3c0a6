import { createIdbStore } from '@etagged/idb'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchFromOutside } from '../oracle/watch-from-outside.ts'
import { createIdbDisk } from '../world/idb-disk.ts'
import { createRandom } from '../world/random.ts'
import { chosenSeed } from './chosen-seed.ts'
import { runHistory } from './run-history.ts'
import { createHistory } from './steps.ts'

const HISTORIES = 400

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A history over IndexedDB: after each event the databases get a few turns, or none. */
async function violationsOf(seed: number): Promise<readonly string[]> {
  vi.stubGlobal('indexedDB', new IDBFactory())
  const random = createRandom(seed)
  async function turns(most: number): Promise<void> {
    for (let left = random.below(most); left >= 0; left--) await turn()
    vi.advanceTimersByTime(random.below(8))
  }
  const { createStore } = createIdbStore()
  const { violations } = await runHistory(createHistory(seed), {
    // What it intends to do to a user's database it remembers beyond one history.
    suffix: String(seed),
    realDisk: {
      createDisk: () => createIdbDisk(createStore),
      watch: watchFromOutside,
      settle: () => turns(6),
      async quiesce() {
        for (let left = 0; left < 3; left++) {
          await turns(1)
          for (let each = 0; each < 20; each++) await turn()
          vi.advanceTimersByTime(50)
        }
        await turns(1)
      },
    },
  })
  return violations
}

it(
  `I1, I2, I5, I6, I10, I11, I18, I19: ${HISTORIES} histories over IndexedDB break none`,
  { timeout: 300_000 },
  async () => {
    const seed = chosenSeed()
    console.info(`${HISTORIES} histories over IndexedDB from PROOF_SEED=${seed}`)
    const broken: string[] = []
    for (let done = 0; done < HISTORIES && broken.length === 0; done++) {
      broken.push(...(await violationsOf(seed + done)).map((one) => `${seed + done}: ${one}`))
    }
    expect(broken).toEqual([])
  },
)
