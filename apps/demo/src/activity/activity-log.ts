import type { Etagged } from '@etagged/core'
import { describeEvent, type Line } from './describe-request.ts'
import { type RenderCounts, renderCounts } from './render-counts.ts'

/** The generation of what is no session's (policy `audience`): it has no end. */
const EVERYONE = 'everyone'

/** A line, and when it was written. */
export interface Entry extends Line {
  readonly id: number
  readonly at: Date
}

/** What the activity panel shows. Replaced at each change. */
export interface Activity {
  /** Newest first. */
  readonly entries: readonly Entry[]
  readonly renders: RenderCounts
  /** Do the counts contain what the newest entry's answer rendered? */
  readonly isSettled: boolean
}

/** The last lines, for `useSyncExternalStore`. */
export interface ActivityLog {
  readonly current: () => Activity
  readonly subscribe: (listener: () => void) => () => void
}

const LONGEST = 100

/** Listens to the cache from now on. A change of session empties it. */
export function createActivityLog(
  client: Pick<Etagged, 'session' | 'subscribe'>,
  origin: string,
): ActivityLog {
  const listeners = new Set<() => void>()
  let activity: Activity = { entries: [], renders: {}, isSettled: true }
  let lines = 0

  function show(entries: readonly Entry[], isSettled: boolean): void {
    activity = { entries, renders: renderCounts(), isSettled }
    for (const listener of listeners) listener()
  }

  client.subscribe((event) => {
    if (event.type === 'session') return show([], true)
    // A request of a former session may end in this one.
    if (![client.session.generation, EVERYONE].includes(event.generation)) return
    const line = describeEvent(event, origin)
    if (line === undefined) return
    const entry = { ...line, id: ++lines, at: new Date(event.at * 1000) }
    show([entry, ...activity.entries].slice(0, LONGEST), false)
    // The components that this answer reaches render after it.
    setTimeout(() => show(activity.entries, entry.id === lines), 50)
  })

  return {
    current: () => activity,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
