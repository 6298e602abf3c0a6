import type { InvalidationEvent } from '@etagged/core'
import { focusManager, noop, type Query } from '@tanstack/react-query'
import { invalidate } from './invalidate-query.ts'
import { spreadingAfterFocus } from './spread.ts'

/** Queries that were invalidated while nobody looked. */
const waiting = new Set<Query>()
let stopWaiting: (() => void) | undefined

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
  try {
    do {
      paced.set(query, false)
      if (query.state.fetchStatus !== 'idle') await landing(query)
      paced.set(query, false)
      validate(query)
      await after(LEAST_BETWEEN)
    } while (paced.get(query))
  } finally {
    paced.delete(query)
  }
}

async function landing(query: Query): Promise<void> {
  while (query.state.fetchStatus !== 'idle') {
    const { promise } = query
    await Promise.race([promise?.then(noop, noop), after(LONGEST_FLIGHT)])
    const { fetchStatus, fetchFailureCount } = query.state
    const isLate = query.promise === promise && fetchStatus === 'fetching'
    // What failed waits because it was told to, and what is paused has not been sent.
    if (isLate && fetchFailureCount === 0) return
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/**
 * A write may have changed what the query shows. It is stale from now on, and asks at once if
 * somebody looks at it; in a hidden page it asks when that is shown again.
 */
export function validate(query: Query): void {
  invalidate(query)
  // A reply that was asked for before the write must not have the last word.
  if (query.state.fetchStatus !== 'idle') return askAgain(query)
  if (!isWatched(query)) return
  if (focusManager.isFocused()) ask(query)
  else askWhenShown(query)
}

function isWatched(query: Query): boolean {
  return query.isActive() && !query.isStatic()
}

/** How it ends is in the query's state, for all who want to know. */
function ask(query: Query): void {
  query.fetch().catch(noop)
}

/** Those who wait for the former flight get the answer of the next, which brings the page they want. */
function askAgain(query: Query): void {
  const { fetchMeta } = query.state
  void query.cancel({ silent: true })
  query.fetch(undefined, fetchMeta === null ? {} : { meta: fetchMeta }).catch(noop)
}

function askWhenShown(query: Query): void {
  waiting.add(query)
  stopWaiting ??= focusManager.subscribe((isFocused) => {
    if (!isFocused) return
    stopWaiting?.()
    stopWaiting = undefined
    const found = [...waiting]
    waiting.clear()
    // It may have been validated meanwhile, or removed with its session.
    const due = found.filter(
      (each) => each.state.isInvalidated && each.state.fetchStatus === 'idle' && isWatched(each),
    )
    spreadingAfterFocus(() => {
      for (const each of due) ask(each)
    })
  })
}
