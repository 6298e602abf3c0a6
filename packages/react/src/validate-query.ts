import { focusManager, noop, type Query } from '@tanstack/react-query'
import { invalidate } from './invalidate-query.ts'
import { spreadingAfterFocus } from './spread.ts'

/** Queries that were invalidated while nobody looked. */
const waiting = new Set<Query>()
let stopWaiting: (() => void) | undefined

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
