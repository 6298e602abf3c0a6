import type { InvalidationEvent } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import { invalidate } from './invalidate-query.ts'
import { pause } from './pause.ts'
import { validate } from './validate-query.ts'

/** What comes in streams is not asked for more often, by each query. Milliseconds. */
const LEAST_BETWEEN = 1000

/** A request that hangs holds them back no longer. Milliseconds. */
const LONGEST_FLIGHT = 10_000

/** Queries that a stream made ask, or that are about to; the value: once more is due. */
const paced = new WeakMap<Query, boolean>()

/** Validates for what the cache tells: at once, unless it may come faster than answers do. */
export function validateFor(because: InvalidationEvent['because'], query: Query): void {
  // Other tabs may hear the same stream, and do not tell why.
  if (because !== 'live' && because !== 'another-tab') return validate(query)
  invalidate(query)
  if (paced.has(query)) paced.set(query, true)
  else void validateInTime(query)
}

/** A flight under way may end: were each called off by the next event, none would ever be answered. */
async function validateInTime(query: Query): Promise<void> {
  paced.set(query, false)
  try {
    do {
      if (query.state.fetchStatus !== 'idle') await landing(query)
      paced.set(query, false)
      // It may have been removed meanwhile, with its session.
      if (query.isActive()) validate(query)
      else invalidate(query)
      await pause(LEAST_BETWEEN)
    } while (paced.get(query))
  } finally {
    paced.delete(query)
  }
}

/**
 * Until the query's flight has ended, and what began meanwhile. A status is no sign of that: a flight that
 * is called off in silence, as by a removal, leaves it as it was.
 */
async function landing(query: Query): Promise<void> {
  let landed: Promise<unknown> | undefined
  while (query.promise !== undefined && query.promise !== landed) {
    const flight = query.promise
    const isOver = flight.then(yes, yes)
    while (!(await Promise.race([isOver, pause(LONGEST_FLIGHT)]))) {
      const { fetchStatus, fetchFailureCount } = query.state
      // What failed waits because it was told to, and what is paused has not been sent.
      if (fetchStatus === 'fetching' && fetchFailureCount === 0) return
    }
    landed = flight
  }
}

const yes = (): boolean => true
