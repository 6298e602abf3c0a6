import type { EtaggedOptions } from '@etagged/core'
import type { Calls } from '../oracle/calls.ts'
import { createOracle, type Oracle } from '../oracle/oracle.ts'
import { comeToRest } from '../world/come-to-rest.ts'
import type { DiskMutation } from '../world/disk-state.ts'
import { createWorld, type OpenPage, type World } from '../world/world.ts'
import type { Scene } from './explore.ts'
import type { Race } from './race.ts'

/** A world in which a race can be set up. */
export interface Stage {
  readonly world: World
  readonly oracle: Oracle
  readonly calls: Calls
  /** A page in which this user is signed in; all is at rest. */
  readonly page: (name: string, user: string | null, options?: EtaggedOptions) => Promise<OpenPage>
  /** The page has read what is under this path; all is at rest. */
  readonly fill: (page: OpenPage, path: string) => Promise<void>
  /** How many reads have been answered so far. */
  readonly answers: () => number
}

export interface StageOptions {
  readonly tracing: boolean
  readonly mutation?: DiskMutation | undefined
}

/** The race, about to begin. */
export async function setScene({ setUp }: Race, options: StageOptions): Promise<Scene> {
  const world = createWorld(options)
  // That something was done, and that its page hears of it, are two events.
  world.disk.isSlow = () => true
  const oracle = createOracle(world)
  const { calls } = oracle
  const {
    actors,
    last = [],
    also = () => [],
  } = await setUp({
    world,
    oracle,
    calls,
    answers: () => oracle.given.length,
    async page(name, user, own = {}) {
      const opened = world.open(name, own)
      oracle.watch(opened)
      calls.signIn(opened, user)
      await comeToRest(world)
      return opened
    },
    async fill(page, path) {
      calls.json(page, path)
      await comeToRest(world)
    },
  })
  return {
    world,
    actors: Object.entries(actors).map(([name, steps]) => ({ name, steps })),
    async judge() {
      for (const step of last) {
        await world.scheduler.act(() => 'afterwards', step)
        await comeToRest(world)
      }
      oracle.checkAtRest()
      return [...oracle.violations, ...also()]
    },
  }
}
