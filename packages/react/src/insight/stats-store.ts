import type { Etagged, Stats } from '@etagged/core'

/** Nobody reads faster, and a burst of requests must not be a burst of renders. Milliseconds. */
const LEAST_BETWEEN = 250

/** Statistics as an external store: they are the same object until something has changed. */
export interface StatsStore {
  readonly current: () => Stats
  readonly subscribe: (listener: () => void) => () => void
}

const stores = new WeakMap<Etagged, StatsStore>()

/** The statistics of a client, at most four times a second. */
export function statsStoreOf(client: Etagged): StatsStore {
  const store = stores.get(client) ?? createStatsStore(client)
  stores.set(client, store)
  return store
}

function createStatsStore(client: Etagged): StatsStore {
  const listeners = new Set<() => void>()
  let stats = client.stats()
  let due: ReturnType<typeof setTimeout> | undefined
  let leave: (() => void) | undefined

  function tell(): void {
    due = undefined
    const now = client.stats()
    if (isSame(stats, now)) return
    stats = now
    for (const listener of listeners) listener()
  }

  return {
    current: () => stats,
    subscribe(listener) {
      // What happened while nobody listened.
      if (listeners.size === 0) due ??= setTimeout(tell)
      listeners.add(listener)
      leave ??= client.subscribe(() => {
        due ??= setTimeout(tell, LEAST_BETWEEN)
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        leave?.()
        leave = undefined
        clearTimeout(due)
        due = undefined
      }
    },
  }
}

function isSame(one: Stats, other: Stats): boolean {
  const names = Object.keys(one) as (keyof Stats)[]
  return names.every((name) => one[name] === other[name])
}
