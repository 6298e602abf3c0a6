import type { Arrival } from './arrival.ts'
import type { Journal } from './cache/journal.ts'
import type { Clock } from './clock.ts'
import type { Journey, Travel } from './create-fetch.ts'

/** Tells the journal of every journey: one event for what was decided, and how long it took. */
export function recordArrivals(travel: Travel, journal: Journal, clock: Clock): Travel {
  return async (journey) => {
    const began = clock.now()
    try {
      const arrival = await travel(journey)
      recordArrival(journey, arrival, began)
      return arrival
    } catch (error) {
      recordFailure(journey, error, began)
      throw error
    }
  }

  function recordArrival({ request }: Journey, arrival: Arrival, began: number): void {
    const { method, url } = request
    const { outcome } = arrival
    const at = clock.now()
    const complete = arrival.kind === 'complete'
    const body = complete ? arrival.stored.body.bytes : 0
    const received = complete ? arrival.received : 0
    const tier = complete ? arrival.tier : 'network'
    const bytes = { body, received }
    journal.record({ type: 'request', at, method, url, outcome, tier, duration: at - began, bytes })
    if (outcome.detail === 'wasted-validation') {
      journal.record({ type: 'wasted-validation', at, url, bytes: received })
    }
  }

  function recordFailure({ request }: Journey, error: unknown, began: number): void {
    const { method, url } = request
    const at = clock.now()
    const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    journal.record({ type: 'failure', at, method, url, because, duration: at - began })
  }
}
