import type { CacheEvent, Etagged } from '@etagged/core'
import { groupOf } from '../recording/outcome-group.ts'

/** What the client has done since something else was simulated. */
export interface Aftermath {
  readonly fromCache: number
  readonly fromOrigin: number
  readonly failed: number
  readonly storeFaults: number
  /** In words; absent: nothing has happened. */
  readonly last?: string
}

export interface AftermathWatch {
  readonly read: () => Aftermath
  /** The returned function ends it. */
  readonly start: () => () => void
}

/** The part of the cache that is no session's. */
const EVERYONE = 'everyone'

const nothing: Aftermath = { fromCache: 0, fromOrigin: 0, failed: 0, storeFaults: 0 }

export function watchAftermath(client: Pick<Etagged, 'subscribe' | 'session'>): AftermathWatch {
  let seen = nothing
  return {
    read: () => seen,
    start: () =>
      client.subscribe((event) => {
        // What a former user asked for is not told to the next.
        if (event.type === 'session') seen = { ...nothing, last: `a session (${event.because})` }
        else if (event.generation === client.session.generation || event.generation === EVERYONE) {
          seen = after(seen, event)
        }
      }),
  }
}

function after(seen: Aftermath, event: CacheEvent): Aftermath {
  if (event.type === 'request' || event.type === 'failure') {
    const group = groupOf(event)
    if (group === undefined) return seen
    const last = `${event.method} ${new URL(event.url).pathname}: ${reasonOf(event)}`
    const counted = COUNTED[group]
    return { ...seen, [counted]: seen[counted] + 1, last }
  }
  if (event.type === 'store-fault') {
    const last = `the store failed to ${event.operation} (${event.because})`
    return { ...seen, storeFaults: seen.storeFaults + 1, last }
  }
  return event.type === 'reopening' ? { ...seen, last: 'the store was opened again' } : seen
}

const COUNTED = {
  memory: 'fromCache',
  disk: 'fromCache',
  validated: 'fromOrigin',
  network: 'fromOrigin',
  failed: 'failed',
} as const

function reasonOf(event: Extract<CacheEvent, { type: 'request' | 'failure' }>): string {
  return event.type === 'failure' ? event.because : event.outcome.detail
}
