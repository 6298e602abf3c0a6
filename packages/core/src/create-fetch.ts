import {
  type Arrival,
  bypassed,
  collapsedInto,
  forwarded,
  forwardReason,
  hit,
  refusal,
  streamed,
} from './arrival.ts'
import { type Exchange, replyOf, type Trip } from './cache/exchange.ts'
import { keep, keepFreshened } from './cache/keep.ts'
import { type Inspect, lookup } from './cache/lookup.ts'
import type { Pending } from './cache/pending.ts'
import type { Sessions, Snapshot } from './cache/session.ts'
import type { Flight } from './cache/single-flight.ts'
import type { Clock } from './clock.ts'
import { fieldsOf } from './http/fields.ts'
import type { IncomingRequest } from './read-request.ts'
import { type BypassReason, bypassReason } from './rules/bypass.ts'
import { cacheKey } from './rules/cache-key.ts'
import { invalidatedBy } from './rules/invalidation.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import { decideReuse, type Reuse } from './rules/reuse.ts'
import { selectStored } from './rules/selection.ts'
import type { StoredResponse } from './rules/stored-response.ts'
import {
  broughtBack,
  decideValidation,
  mayServeOnError,
  noPrecondition,
  type Precondition,
  preconditionFor,
} from './rules/validation.ts'

/** A request, and how its caller wants it judged and read. */
export interface Journey {
  readonly request: IncomingRequest
  readonly policy: ResolvedPolicy
  readonly inspect: Inspect
}

export type Travel = (journey: Journey) => Promise<Arrival>

interface Parts {
  readonly sessions: Sessions<Arrival>
  readonly exchange: Exchange
  readonly pending: Pending
  readonly clock: Clock
  readonly onInvalidation: (urls: readonly string[]) => void
}

/** A journey in its session, on its way to the origin. */
interface Outbound extends Journey {
  readonly snapshot: Snapshot<Arrival>
  readonly reuse: Extract<Reuse, { kind: 'stale' | 'validate' | 'miss' }>
  /** What the request selects among all that is stored, usable or not. */
  readonly former: StoredResponse | undefined
}

/**
 * The path of a request. What is decided at each hop stands in `rules/`, what is done there in
 * `cache/`; here the hops are joined.
 */
export function createFetch({ sessions, exchange, pending, clock, onInvalidation }: Parts): Travel {
  async function travel(journey: Journey): Promise<Arrival> {
    const snapshot = sessions.snapshot()
    const { request, policy, inspect } = journey
    const bypass = bypassReason(request)
    if (bypass !== undefined) return pass(request, snapshot, bypass)

    const { variants, tier } = await lookup(snapshot.partition, cacheKey(request), inspect)
    const reuse = decideReuse({ request, variants, policy, now: clock.now() })
    switch (reuse.kind) {
      case 'fresh':
        return hit(reuse, tier)
      case 'stale':
        validateInBackground({ ...journey, snapshot, reuse, former: reuse.stored })
        return hit(reuse, tier)
      case 'unsatisfiable':
        return refusal(request, 504, reuse.because)
      case 'miss':
      case 'validate': {
        const former = selectStored(variants, request)
        if (reuse.because === 'discarded')
          pending.track(snapshot.partition.remove([cacheKey(request)]))
        return forwardTogether({ ...journey, snapshot, reuse, former })
      }
    }
  }

  /** Requests that are alike share one exchange (RFC 9111 §4). */
  async function forwardTogether(outbound: Outbound): Promise<Arrival> {
    const { request, reuse, snapshot } = outbound
    const { flights } = snapshot.partition
    const work = (flight: Flight): Promise<Arrival> =>
      forward(outbound, flight, preconditionFor(reuse))
    const key = JSON.stringify([cacheKey(request), request.cache, request.fields])
    const { value, collapsed } = await flights.join(key, request, work)
    if (!collapsed) return value
    // A body that streams has one reader: who came along asks for his own.
    return value.kind === 'stream' ? flights.alone(request, work) : collapsedInto(value)
  }

  /** stale-while-revalidate (RFC 5861 §3): the caller has his answer and must not end this one. */
  function validateInBackground(outbound: Outbound): void {
    const request = { ...outbound.request, signal: undefined, allowStale: false }
    const validation = forwardTogether({ ...outbound, request })
    pending.track(validation.then(nothing, nothing))
  }

  async function forward(
    outbound: Outbound,
    flight: Flight,
    precondition: Precondition,
  ): Promise<Arrival> {
    const { request, policy, snapshot, reuse } = outbound
    const { url, allowStale } = request
    const { signal } = flight
    const trip = await exchange({ request, snapshot, precondition: precondition.fields, signal })
    snapshot.partition.assertOpen()

    const fwd = forwardReason(reuse)
    const stored = reuse.kind === 'miss' ? undefined : reuse.stored
    const now = clock.now()
    const asked = { url, stored, precondition, allowStale, policy, now }
    if (trip.kind === 'failed') {
      if (stored === undefined || !mayServeOnError(stored, asked)) throw trip.error
      return forwarded({ fwd, stored, policy, now, detail: 'stale-if-error' })
    }
    const { status } = trip.response
    const validation = decideValidation(asked, replyOf(trip))
    const { because: detail } = validation
    switch (validation.kind) {
      case 'freshen': {
        const arriving = { partition: snapshot.partition, pending, flight, request, trip }
        const freshened = keepFreshened(arriving, validation.stored)
        return forwarded({ fwd, ...freshened, policy, now, status, detail })
      }
      case 'serve-stale':
        return forwarded({ fwd, stored: validation.stored, policy, now, status, detail })
      case 'retry-unconditionally':
        return forward(outbound, flight, noPrecondition)
      case 'refuse':
        return refusal(request, 502, detail)
      case 'replace':
        return replace(outbound, flight, precondition, trip)
    }
  }

  async function replace(
    outbound: Outbound,
    flight: Flight,
    precondition: Precondition,
    trip: Trip,
  ): Promise<Arrival> {
    const { request, policy, inspect, snapshot, reuse, former } = outbound
    const { partition } = snapshot
    const { response } = trip
    const fwd = forwardReason(reuse)
    const arriving = { partition, pending, flight, request, trip, policy, inspect }
    const kept = await keep({ ...arriving, previous: former?.body })
    if (kept.kind === 'stream') {
      flight.handOver(response, request.signal)
      return streamed(response, fwd, kept.because)
    }
    const { status } = response
    const received = kept.stored.body.bytes
    const wasted = broughtBack(precondition, kept.stored)
    const detail = wasted ? 'wasted-validation' : (kept.objection ?? 'full-response')
    return forwarded({ fwd, ...kept, policy, now: clock.now(), status, detail, received })
  }

  /** Around the store: writes, and whatever the caller wants to settle with the origin himself. */
  async function pass(
    request: IncomingRequest,
    snapshot: Snapshot<Arrival>,
    because: BypassReason,
  ): Promise<Arrival> {
    const { partition } = snapshot
    return partition.flights.alone(request, async (flight) => {
      const { signal } = flight
      const trip = await exchange({ request, snapshot, precondition: [], signal })
      partition.assertOpen()
      if (trip.kind === 'failed') throw trip.error
      const { response } = trip
      const { method, url } = request
      const { status } = response
      const urls = invalidatedBy({ method, url, status, fields: fieldsOf(response.headers) })
      if (urls.length > 0) {
        pending.track(partition.invalidate(urls))
        onInvalidation(urls)
      }
      flight.handOver(response, request.signal)
      return bypassed(response, because)
    })
  }

  return travel
}

/** The journal has heard of it; nobody else waits. */
function nothing(): void {}
