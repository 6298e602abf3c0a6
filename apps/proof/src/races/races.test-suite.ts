import { expect, it } from 'vitest'
import { explore, formatExploration } from './explore.ts'
import { withoutStacks } from '../world/without-stacks.ts'
import type { Race } from './race.ts'
import { setScene } from './stage.ts'

/** Each race in every order with up to three preemptions. */
export function testRaces(races: readonly Race[]): void {
  it.each(races)('$title', { timeout: 120_000 }, async (race) => {
    const { title, least } = race
    const explored = await withoutStacks(() => explore((tracing) => setScene(race, { tracing })))
    console.info(`${explored.executions} orders: ${title}`)
    expect(formatExploration(explored)).toBe('')
    expect(explored.executions).toBeGreaterThan(least)
  })
}
