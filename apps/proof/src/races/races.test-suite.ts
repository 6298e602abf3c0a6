import { expect, it } from 'vitest'
import { explore, formatExploration } from './explore.ts'
import { withoutStacks } from '../world/without-stacks.ts'
import type { Race } from './race.ts'
import { setScene } from './stage.ts'

/** `npm run test:deep` takes its time. */
const isLong = process.env['PROOF_LONG'] === '1'

/** Two preemptions leave a quarter of a race's orders, or more. */
const PART = 0.25

/** Each race in every order with up to two preemptions; in a long run, three. */
export function testRaces(races: readonly Race[]): void {
  it.each(races)('$title', { timeout: 120_000 }, async (race) => {
    const { title, least } = race
    const explored = await withoutStacks(() =>
      explore((tracing) => setScene(race, { tracing }), isLong ? 3 : 2),
    )
    console.info(`${explored.executions} orders: ${title}`)
    expect(formatExploration(explored)).toBe('')
    expect(explored.executions).toBeGreaterThan(isLong ? least : least * PART)
  })
}
