import {
  type Arrival,
  bypassed,
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
import { cancelBody } from './cache/read-body.ts'
import type { Snapshot } from './cache/session.ts'
import type { Flight } from './cache/single-flight.ts'
import type { Clock } from './clock.ts'
import { createForwardTogether } from './forward-together.ts'
import { fieldsOf } from './http/fields.ts'
import type { Journey, Outbound } from './journey.ts'
import type { IncomingRequest } from './read-request.ts'
import type { Recorder } from './record-arrivals.ts'
import { type BypassReason, bypassReason } from './rules/bypass.ts'
import { cacheKey } from './rules/cache-key.ts'
import { invalidatedBy } from './rules/invalidation.ts'
import { decideReuse } from './rules/reuse.ts'
import { selectStored } from './rules/selection.ts'
import {
  type Asked,
  broughtBack,
  decideValidation,
  mayServeOnError,
  noPrecondition,
  type Precondition,
  preconditionFor,
} from './rules/validation.ts'

export type Travel = (journey: Journey) => Promise<Arrival>

interface Parts {
  readonly exchange: Exchange
  readonly pending: Pending
  readonly clock: Clock
  readonly record: Recorder
  readonly onInvalidation: (urls: readonly string[], generation: string) => void
}

/**
 * The path of a request. What is decided at each hop stands in `rules/`, what is done there in
 * `cache/`; here the hops are joined.
 */
export function createFetch(parts: Parts): Travel {
  const { exchange, pending, clock, record, onInvalidation } = parts
  const forwardTogether = createForwardTogether({ forward, clock })

  async function travel(journey: Journey): Promise<Arrival> {
    const { request, snapshot, policy, inspect } = journey
    const bypass = bypassReason(request)
    if (bypass !== undefined) return pass(request, snapshot, bypass)

    const began = clock.now()
    const { variants, tier } = await lookupFor(request, snapshot, inspect)
    const reuse = decideReuse({ request, variants, policy, now: clock.now() })
    switch (reuse.kind) {
      case 'fresh':
        return hit(reuse, tier)
      case 'stale':
        if (reuse.because === 'stale-while-revalidate') {
          validateInBackground({ ...journey, began, reuse, former: reuse.stored })
        }
        return hit(reuse, tier)
      case 'unsatisfiable':
        return refusal(request, 504, reuse.because)
      case 'miss':
      case 'validate': {
        const former = selectStored(variants, request)
        if (reuse.because === 'discarded')
          pending.track(snapshot.partition.remove([cacheKey(request)]))
        return forwardTogether({ ...journey, began, reuse, former })
      }
    }
  }

  async function lookupFor(
    request: IncomingRequest,
    { partition }: Snapshot<Arrival>,
    inspect: Inspect,
  ) {
    request.signal?.throwIfAborted()
    const found = await lookup(partition, cacheKey(request), inspect)
    // The session may have ended, or the caller left, while the disk or the schema took its time.
    partition.assertOpen()
    request.signal?.throwIfAborted()
    return found
  }

  /** stale-while-revalidate (RFC 5861 §3): the caller has his answer and must not end this one. */
  function validateInBackground(outbound: Outbound): void {
    const request = { ...outbound.request, signal: undefined, allowStale: false }
    const alone = { ...outbound, request }
    const validation = record(alone, true, () => forwardTogether(alone))
    pending.track(validation.then(nothing, nothing))
  }

  async function forward(outbound: Outbound, flight: Flight, isRetry = false): Promise<Arrival> {
    const { request, policy, snapshot, reuse } = outbound
    const { url, allowStale } = request
    const { signal } = flight
    const given = isRetry ? noPrecondition : preconditionFor(reuse)
    const trip = await exchange({ request, snapshot, precondition: given.fields, signal })
    snapshot.partition.assertOpen()
    const sent = trip.kind === 'arrived' && trip.isUnconditional ? noPrecondition : given

    const stored = reuse.kind === 'miss' ? undefined : reuse.stored
    const now = clock.now()
    const precondition = flight.isForgotten() ? { ...sent, candidates: [] } : sent
    const asked = { url, stored, precondition, isRetry, allowStale, policy, now }
    if (trip.kind === 'arrived') return conclude(outbound, flight, trip, asked)
    if (stored === undefined || !mayServeOnError(stored, asked)) throw trip.error
    return forwarded({ fwd: forwardReason(reuse), stored, policy, now, detail: 'stale-if-error' })
  }

  async function conclude(
    outbound: Outbound,
    flight: Flight,
    trip: Trip,
    asked: Asked,
  ): Promise<Arrival> {
    const { request, policy, snapshot, reuse } = outbound
    const { status } = trip.response
    const validation = decideValidation(asked, replyOf(trip))
    if (validation.kind === 'replace') return replace(outbound, flight, trip, asked.precondition)

    cancelBody(trip.response)
    const { because: detail } = validation
    const told = { fwd: forwardReason(reuse), policy, now: asked.now, status, detail }
    switch (validation.kind) {
      case 'freshen': {
        const arriving = { partition: snapshot.partition, pending, flight, request, trip }
        const kept = keepFreshened(arriving, validation.stored)
        return forwarded({ ...told, ...kept, detail: kept.objection ?? detail })
      }
      case 'serve-stale':
        return forwarded({ ...told, stored: validation.stored })
      case 'retry-unconditionally':
        return forward(outbound, flight, true)
      case 'refuse':
        return refusal(request, 502, detail)
    }
  }

  async function replace(
    outbound: Outbound,
    flight: Flight,
    trip: Trip,
    precondition: Precondition,
  ): Promise<Arrival> {
    const { request, policy, inspect, snapshot, reuse, former } = outbound
    const { partition } = snapshot
    const { response } = trip
    const fwd = forwardReason(reuse)
    const kept = await keep({ partition, pending, flight, request, trip, policy, inspect, former })
    if (kept.kind === 'stream') {
      flight.handOver(response, request.signal)
      return streamed(response, fwd, kept.because)
    }
    const { status } = response
    const received = kept.stored.body.bytes
    const wasted = broughtBack(precondition, kept.stored)
    const detail = kept.objection ?? (wasted ? 'wasted-validation' : 'full-response')
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
        pending.track(partition.invalidate({ urls }))
        onInvalidation(urls, partition.generation)
      }
      flight.handOver(response, request.signal)
      return bypassed(response, because)
    })
  }

  return (journey) => record(journey, false, () => travel(journey))
}

/** The journal has heard of it; nobody else waits. */
function nothing(): void {}
