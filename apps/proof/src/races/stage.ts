import type { EtaggedOptions } from '@etagged/core'
import { createOracle, type Oracle } from '../oracle/oracle.ts'
import { comeToRest } from '../world/come-to-rest.ts'
import type { DiskMutation } from '../world/disk-state.ts'
import { createWorld, type OpenPage, type World } from '../world/world.ts'
import type { Actor, Scene } from './explore.ts'

/** A world in which a race can be set up. */
export interface Stage {
  readonly world: World
  readonly oracle: Oracle
  /** A page in which this user is signed in; all is at rest. */
  page(name: string, user: string | null, options?: EtaggedOptions): Promise<OpenPage>
  /** How many reads have been answered so far. */
  answers(): number
  /** Lets everything happen that can. */
  rest(): Promise<void>
  /** The scene, judged by the oracle and by what else must hold; `last` is done once all is at rest. */
  scene(
    actors: readonly Actor[],
    last?: readonly (() => unknown)[],
    also?: () => readonly string[],
  ): Scene
}

export interface StageOptions {
  readonly tracing: boolean
  readonly mutation?: DiskMutation | undefined
  readonly client?: EtaggedOptions
}

export function createStage({ tracing, mutation, client }: StageOptions): Stage {
  const world = createWorld({ tracing, mutation, client })
  // That something was done, and that its page hears of it, are two events.
  world.disk.isSlow = () => true
  const oracle = createOracle(world)
  const rest = (): Promise<void> => comeToRest(world)

  return {
    world,
    oracle,
    rest,
    answers: () => oracle.given.length,
    async page(name, user, options = {}) {
      const opened = world.open(name, options)
      oracle.watch(opened)
      oracle.calls.signIn(opened, user)
      await rest()
      return opened
    },
    scene: (actors, last = [], also = () => []) => ({
      world,
      actors,
      async judge() {
        for (const step of last) {
          await world.scheduler.act(() => 'afterwards', step)
          await rest()
        }
        oracle.checkAtRest()
        return [...oracle.violations, ...also()]
      },
    }),
  }
}
