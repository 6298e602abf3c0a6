import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chosenSeed } from './chosen-seed.ts'
import { runHistory } from './run-history.ts'
import { formatFailure, searchHistories } from './search.ts'
import type { History } from './steps.ts'

/** `npm run test:deep` takes its time. */
const HISTORIES = process.env['PROOF_LONG'] === '1' ? 10_000 : 2000

/** Histories that went wrong once. */
const fixtures = new URL('fixtures/', import.meta.url)

/** What must happen in some history, or they show less than they claim. */
const expected = [
  'session ended-elsewhere',
  'session foreign-response',
  'session sign-out',
  'request memory fresh',
  'request disk fresh',
  'request memory not-modified',
  'request memory stale-while-revalidate',
  'request disk another-tab',
  'invalidation another-tab',
  'removal another-tab',
  'update',
  'eviction memory limit',
  'eviction disk limit',
  'damage',
  'failure',
  'store-fault',
]

it(
  `I1, I2, I5, I6, I7, I10, I11, I18, I19: ${HISTORIES} histories of 3 users in 3 tabs break none`,
  { timeout: 300_000 },
  async () => {
    const seed = chosenSeed()
    const { failure, events, seen } = await searchHistories({ seed, histories: HISTORIES })
    console.info(`${HISTORIES} histories from PROOF_SEED=${seed}: ${events} events`)
    expect(failure && formatFailure(failure)).toBeUndefined()
    expect(expected.filter((kind) => !seen.has(kind))).toEqual([])
  },
)

it.each(readdirSync(fixtures).filter((name) => name.endsWith('.json')))(
  'a history that once went wrong goes right: %s',
  async (name) => {
    const history = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as History
    const { violations } = await runHistory(history)
    expect(violations).toEqual([])
  },
)
