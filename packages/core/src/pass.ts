import { type Arrival, streamed } from './arrival.ts'
import type { ChangeNamed, OnChange } from './cache/change-named.ts'
import type { Exchange } from './cache/exchange.ts'
import { learnFromHead } from './cache/keep-freshened.ts'
import type { Pending } from './cache/pending.ts'
import { isSessionEnd } from './errors.ts'
import type { ForwardReason } from './http/cache-status.ts'
import type { Journey } from './journey.ts'
import type { BypassReason } from './rules/bypass.ts'
import { groupsInvalidatedBy, invalidatedBy } from './rules/invalidation.ts'
import type { StoredResponse } from './rules/stored-response.ts'

interface Parts {
  readonly exchange: Exchange
  readonly changeNamed: ChangeNamed
  readonly pending: Pending
  readonly onInvalidation: OnChange
}

interface Passage {
  readonly fwd: ForwardReason
  readonly because: BypassReason
  /** What is stored for GET. */
  readonly former?: StoredResponse | undefined
}

/** Around the store: writes, and whatever is not to be stored. */
export function createPass({ exchange, changeNamed, pending, onInvalidation }: Parts) {
  return async function pass(
    { request, snapshot, policy, tracer }: Journey,
    { fwd, because, former }: Passage,
  ): Promise<Arrival> {
    const { partition } = snapshot
    const { value } = await partition.flights.alone(request, async (flight) => {
      const { signal } = flight
      const trip = await exchange({ request, snapshot, precondition: [], signal, tracer })
      partition.assertOpen()
      if (trip.kind === 'failed') throw trip.error
      const { response, fields } = trip
      const { method } = request
      const { status } = response
      // What a redirection led to has answered: by its own URL it names others, and its groups.
      const url = response.url || request.url
      const written = { method, url, status, fields }
      const own = invalidatedBy({ ...written, url: request.url, fields: [] })
      const urls = [...new Set([...own, ...invalidatedBy(written)])]
      const named = { urls, tags: groupsInvalidatedBy(written) }
      if (named.urls.length > 0) {
        const changing = changeNamed('invalidation', named, onInvalidation)
        pending.track(changing.catch(ignoreEnd))
      }
      if (because === 'head' && former !== undefined) {
        learnFromHead({ partition, pending, flight, request, policy, trip }, former)
      }
      flight.handOver(response, request.signal)
      return streamed(response, fwd, because)
    })
    return value
  }
}

/** The session may end before the disk has told what it knows; then nobody asks. */
function ignoreEnd(error: unknown): void {
  if (!isSessionEnd(error)) throw error
}
