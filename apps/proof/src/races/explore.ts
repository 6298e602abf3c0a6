import { comeToRest } from '../world/come-to-rest.ts'
import { breathe } from '../world/drain.ts'
import type { PendingEvent, Scheduler } from '../world/scheduler.ts'
import type { World } from '../world/world.ts'

/** Who takes part in a race, and what he does, one step after the other. */
export interface Actor {
  readonly name: string
  /** The next begins once what the former returned has settled. */
  readonly steps: readonly (() => unknown)[]
}

/** A race that is about to begin. */
export interface Scene {
  readonly world: World
  readonly actors: readonly Actor[]
  /** What was not as it must be; asked when all is at rest. */
  readonly judge: () => readonly string[] | Promise<readonly string[]>
}

export interface Exploration {
  readonly executions: number
  /** The most choices that one execution had. */
  readonly choices: number
  readonly failure:
    | { readonly violations: readonly string[]; readonly trace: readonly string[] }
    | undefined
}

/** A point at which more than one actor could go on. */
interface Choice {
  /** The first is the one who goes on by default. */
  readonly options: readonly string[]
  /** The first goes on by himself: whoever else does, takes his turn away. */
  readonly isPreemption: boolean
  taken: number
}

/**
 * Lives through every order of a race's events in which the actor who is going on loses his turn at
 * most so many times. Who cannot go on gives his turn to any other, which does not count. What an
 * event brings about belongs to the event's own actor, and happens in the order in which it began.
 */
export async function explore(
  setUp: (tracing: boolean) => Promise<Scene>,
  preemptions = 3,
): Promise<Exploration> {
  let executions = 0
  let most = 0
  let path: Choice[] = []
  do {
    const scene = await setUp(false)
    await run(scene, path)
    executions++
    most = Math.max(most, path.length)
    const violations = await scene.judge()
    if (violations.length > 0) {
      const again = await setUp(true)
      await run(again, path)
      return {
        executions,
        choices: most,
        failure: { violations, trace: again.world.scheduler.trace },
      }
    }
    if (executions % 50 === 0) await breathe()
    path = nextPath(path, preemptions)
  } while (path.length > 0)
  return { executions, choices: most, failure: undefined }
}

/** Follows the path, then the defaults, and adds to the path what there was to choose. */
async function run({ world, actors }: Scene, path: Choice[]): Promise<void> {
  const { scheduler } = world
  for (const actor of actors) begin(scheduler, actor, 0)
  const follow = createFollower(path)
  for (let events = firstOfEach(scheduler.enabled()); events.size > 0;) {
    const event = events.get(follow([...events.keys()]))
    if (event === undefined) throw new Error('The race is not repeatable')
    await scheduler.take(event)
    events = firstOfEach(scheduler.enabled())
  }
  await comeToRest(world)
}

/** Says who goes on, of those who can. */
function createFollower(path: Choice[]): (able: readonly string[]) => string {
  let current = ''
  let depth = 0
  return (able) => {
    const isPreemption = able.includes(current)
    const others = able.filter((actor) => actor !== current).toSorted()
    const options = isPreemption ? [current, ...others] : others
    if (options.length > 1) {
      const choice = path[depth] ?? { options, isPreemption, taken: 0 }
      if (choice.options.join() !== options.join()) throw new Error('The race is not repeatable')
      path[depth++] = choice
      current = options[choice.taken] ?? ''
    } else current = options[0] ?? ''
    return current
  }
}

function begin(scheduler: Scheduler, { name, steps }: Actor, index: number): void {
  const step = steps[index]
  if (step === undefined) return
  scheduler.add({
    name: `step ${index + 1}`,
    actor: name,
    run() {
      const goOn = (): void => begin(scheduler, { name, steps }, index + 1)
      const returned = step()
      if (returned instanceof Promise) returned.then(goOn, goOn)
      else goOn()
    },
  })
}

function firstOfEach(enabled: readonly PendingEvent[]): Map<string, PendingEvent> {
  const events = new Map<string, PendingEvent>()
  for (const event of enabled) if (!events.has(event.actor)) events.set(event.actor, event)
  return events
}

/** The next path in depth-first order; empty when all have been taken. */
function nextPath(path: readonly Choice[], preemptions: number): Choice[] {
  const next = [...path]
  for (let last = next.pop(); last !== undefined; last = next.pop()) {
    const spent = next.filter(({ isPreemption, taken }) => isPreemption && taken > 0).length
    const isAffordable = !last.isPreemption || last.taken > 0 || spent < preemptions
    if (isAffordable && last.taken + 1 < last.options.length) {
      return [...next, { ...last, taken: last.taken + 1 }]
    }
  }
  return []
}

/** What went wrong and how it came about; empty when nothing did. */
export function formatExploration({ failure }: Exploration): string {
  return failure === undefined ? '' : [...failure.violations, ...failure.trace].join('\n')
}
