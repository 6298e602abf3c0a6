import type { Clock } from '../clock.ts'
import type { CacheEvent } from './events.ts'

/**
 * Hears each event at once and in order; what it causes itself comes after what it is told. What it
 * throws is reported as an uncaught error and fails no request.
 */
export type CacheEventListener = (event: CacheEvent) => void

/** Tells every subscriber what the cache did. Keeps nothing. */
export interface Journal {
  record(event: CacheEvent): void
  subscribe(listener: CacheEventListener): () => void
}

export function createJournal(): Journal {
  const listeners = new Set<CacheEventListener>()
  const untold: CacheEvent[] = []
  let isTelling = false

  function tell(event: CacheEvent): void {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // A listener's mistake must reach its author, and must not reach the request.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  return {
    record(event) {
      if (isTelling) {
        // What a listener does is told after what he hears, to all in the same order.
        untold.push(event)
        return
      }
      isTelling = true
      for (let next: CacheEvent | undefined = event; next !== undefined; next = untold.shift()) {
        tell(next)
      }
      isTelling = false
    },
    subscribe(listener) {
      // A wrapper makes two subscriptions of one function two subscriptions.
      const subscription: CacheEventListener = (event) => listener(event)
      listeners.add(subscription)
      return () => {
        listeners.delete(subscription)
      }
    },
  }
}

type Untold<Event> = Event extends CacheEvent ? Omit<Event, 'at' | 'generation'> : never

/** Tells the journal what happens now in a generation. */
export type Teller = (generation: string, event: Untold<CacheEvent>) => void

/** The same, for one generation. */
export type Tell = (event: Untold<CacheEvent>) => void

export function createTeller(journal: Journal, clock: Clock): Teller {
  return (generation, event) => journal.record({ ...event, at: clock.now(), generation })
}
