import { createOracle } from '../oracle/oracle.ts'
import { comeToRest } from '../world/come-to-rest.ts'
import { createWorld, type World } from '../world/world.ts'
import { type App, createApp } from './app.ts'
import type { RunOptions } from './run-options.ts'
import type { History, Moment } from './steps.ts'

export interface RunResult {
  readonly violations: readonly string[]
  /** How many events happened. */
  readonly events: number
  readonly trace: readonly string[]
  /** What the clients told, by kind, and how often. */
  readonly seen: ReadonlyMap<string, number>
}

const tinyMemory = { memory: { maxBytes: 2600 } }

/** Lives through a history, brings it to rest, and says what was not as it must be. */
export async function runHistory(history: History, options: RunOptions = {}): Promise<RunResult> {
  const world = createHistoryWorld(history, options)
  const { scheduler } = world
  const oracle = createOracle(world, {
    isByCookie: history.byCookie,
    watch: options.realDisk?.watch,
  })
  const app = createApp(world, oracle, history, options)

  for (const moment of history.moments) {
    await live(world, app, moment)
    if (oracle.violations.length > 0) break
  }
  if (oracle.violations.length === 0) {
    app.wakeAll()
    await comeToRest(world)
    oracle.checkAtRest()
  }
  app.closeAll()
  const { violations, seen } = oracle
  return { violations, seen, events: scheduler.now, trace: scheduler.trace }
}

function createHistoryWorld(history: History, options: RunOptions): World {
  const { mutation, tracing, realDisk } = options
  const world = createWorld({
    mutation: mutation?.disk,
    byCookie: history.byCookie,
    client: history.tinyMemory ? tinyMemory : {},
    tracing,
    realDisk,
  })
  const { disk, tabs } = world
  const isDeaf = mutation?.deafToEnds ?? false
  if (history.slowDisk) disk.isSlow = (transaction) => transaction % 3 === 0
  if (history.silentDisk || isDeaf) disk.announces = () => false
  if (isDeaf) tabs.isLost = ({ post }) => String(post.message).includes(' ended ')
  return world
}

/** A step, and what happens after it. */
async function live({ scheduler }: World, app: App, { step, picks }: Moment): Promise<void> {
  await scheduler.act(
    () => JSON.stringify(step),
    () => app.take(step),
  )
  await app.finish(step)
  for (const pick of picks) {
    const enabled = scheduler.enabled()
    const event = enabled[pick % Math.max(1, enabled.length)]
    if (event !== undefined) await scheduler.take(event)
  }
}
