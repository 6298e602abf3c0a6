import { createAnswerFromOrigin } from './answer-from-origin.ts'
import { type Arrival, bypassed, forwarded, forwardReason, hit, refusal } from './arrival.ts'
import type { ChangeNamed, OnChange } from './cache/change-named.ts'
import { type Exchange, replyOf, type Trip } from './cache/exchange.ts'
import { keepFreshened } from './cache/keep-freshened.ts'
import { type Found, inspectedBy, lookup } from './cache/lookup.ts'
import type { Partition } from './cache/partition.ts'
import type { Pending } from './cache/pending.ts'
import { timed, toldBy, type Tracer } from './cache/tracer.ts'
import { cancelBody } from './cache/read-body.ts'
import { type Eventually, isPromise } from './cache/eventually.ts'
import type { Flight } from './cache/flight.ts'
import type { Clock } from './clock.ts'
import { createForwardTogether } from './forward-together.ts'
import { withoutFields } from './http/fields.ts'
import type { Journey, Outbound } from './journey.ts'
import { createPass } from './pass.ts'
import { portioned } from './portion.ts'
import type { IncomingRequest } from './read-request.ts'
import type { Recorder } from './record-arrivals.ts'
import { type BypassReason, bypassReason, keepsNothing } from './rules/bypass.ts'
import { cacheKey } from './rules/cache-key.ts'
import { portionFor } from './rules/part.ts'
import { decideReuse, isOnlyIfCached, type Reuse } from './rules/reuse.ts'
import { selectStored } from './rules/selection.ts'
import type { Seconds } from './rules/stored-response.ts'
import { tagsOf } from './rules/tags.ts'
import {
  type Asked,
  decideValidation,
  mayServeOnError,
  noPrecondition,
  preconditionFor,
} from './rules/validation.ts'

export type Travel = (journey: Journey) => Eventually<Arrival>

interface Parts {
  readonly exchange: Exchange
  readonly pending: Pending
  readonly clock: Clock
  /** From 0 to below 1. */
  readonly random: () => number
  /** The most bytes of a body to collect for the store while its caller reads it. */
  readonly maxBodyBytes: number
  readonly record: Recorder
  readonly changeNamed: ChangeNamed
  readonly onInvalidation: OnChange
}

/**
 * The path of a request. What is decided at each hop stands in `rules/`, what is done there in
 * `cache/`; here the hops are joined.
 */
export function createFetch(parts: Parts): Travel {
  const { exchange, pending, clock, random, record } = parts
  const forwardTogether = createForwardTogether({ forward, clock })
  const pass = createPass(parts)
  const answerFromOrigin = createAnswerFromOrigin(parts)

  function travel(journey: Journey): Eventually<Arrival> {
    const bypass = bypassReason(journey.request)
    if (bypass !== undefined) return passUnlessCached(journey, bypass)
    const began = clock.now()
    const looked = lookupFor(journey)
    return isPromise(looked)
      ? answerLater(journey, began, looked)
      : answer(journey, began, looked, began)
  }

  async function answerLater(
    journey: Journey,
    began: Seconds,
    looked: Promise<Found>,
  ): Promise<Arrival> {
    const found = await looked
    return answer(journey, began, found, clock.now())
  }

  function answer(
    journey: Journey,
    began: Seconds,
    { variants, tier }: Found,
    now: Seconds,
  ): Eventually<Arrival> {
    const { request, snapshot, policy, tracer } = journey
    const draw = policy.earlyRefresh > 0 ? 1 - random() : 1
    const reuse = toldBy(tracer, decideReuse({ request, variants, policy, draw, now }))
    if (reuse.kind === 'unsatisfiable') return refusal(request, 504, reuse.because)
    if (reuse.kind === 'fresh' || reuse.kind === 'stale') {
      const portion = portionFor(request, reuse.stored)
      if (portion.kind === 'unavailable') return passUnlessCached(journey, portion.because)
      const validation = validationAfter(reuse)
      if (validation !== undefined && request.method === 'GET') {
        validateInBackground({ ...journey, began, reuse: validation, former: reuse.stored })
      }
      return hit(reuse, portioned(reuse.stored, portion), tier)
    }
    const former = selectStored(variants, request, policy)
    if (reuse.because === 'discarded') {
      pending.track(snapshot.partition.remove([cacheKey(request)]))
    }
    const because = keepsNothing(request)
    return because === undefined
      ? forwardTogether({ ...journey, began, reuse, former })
      : pass(journey, { fwd: forwardReason(reuse), because, former })
  }

  /** Around the store, if the caller lets anything but that answer (RFC 9111 §5.2.1.7). */
  function passUnlessCached(journey: Journey, because: BypassReason): Eventually<Arrival> {
    const { request, tracer } = journey
    tracer?.decided({ kind: 'bypass', because })
    return isOnlyIfCached(request) && because !== 'method'
      ? refusal(request, 504, 'only-if-cached')
      : pass(journey, { fwd: bypassed(because), because })
  }

  function lookupFor({ request, snapshot, policy, inspect, tracer }: Journey): Eventually<Found> {
    const { partition } = snapshot
    request.signal?.throwIfAborted()
    const looked = timed(tracer, 'lookup', () =>
      lookup(partition, cacheKey(request), inspectedBy(tracer, inspect), policy),
    )
    return isPromise(looked)
      ? looked.then((found) => stillWanted(found, request, partition))
      : stillWanted(looked, request, partition)
  }

  /** stale-while-revalidate (RFC 5861 §3), or ahead of time: the caller's leaving must not end it. */
  function validateInBackground(outbound: Outbound): void {
    const { fields } = outbound.request
    const whole = withoutFields(fields, rangeField)
    const request = { ...outbound.request, fields: whole, signal: undefined, allowStale: false }
    const alone = { ...outbound, request, streams: false }
    const validation = record(alone, true, (tracer) => forwardTogether(traced(alone, tracer)))
    pending.track(Promise.resolve(validation).then(nothing, nothing))
  }

  async function forward(
    outbound: Outbound,
    flight: Flight<Arrival>,
    isRetry = false,
  ): Promise<Arrival> {
    const { request, policy, snapshot, reuse, tracer } = outbound
    const { signal } = flight
    const given = isRetry ? noPrecondition : preconditionFor(reuse)
    const trip = await exchange({ request, snapshot, precondition: given.fields, signal, tracer })
    snapshot.partition.assertOpen()
    const sent = trip.kind === 'arrived' && trip.isUnconditional ? noPrecondition : given

    const stored = reuse.kind === 'miss' ? undefined : reuse.stored
    const now = clock.now()
    const candidates = sent.candidates.filter((each) => !flight.isForgotten(tagsOf(each)))
    const precondition = { ...sent, candidates }
    const asked = { request, stored, precondition, isRetry, policy, now }
    if (trip.kind === 'arrived') return conclude(outbound, flight, trip, asked)
    if (stored === undefined || !mayServeOnError(stored, asked)) throw trip.error
    return forwarded({ fwd: forwardReason(reuse), stored, policy, now, detail: 'stale-if-error' })
  }

  async function conclude(
    outbound: Outbound,
    flight: Flight<Arrival>,
    trip: Trip,
    asked: Asked,
  ): Promise<Arrival> {
    const { request, policy, snapshot, reuse, tracer } = outbound
    const { status } = trip.response
    const validation = toldBy(tracer, decideValidation(asked, replyOf(trip)))
    if (validation.kind === 'replace') {
      return answerFromOrigin(outbound, flight, trip, asked.precondition)
    }

    cancelBody(trip.response)
    const { because: detail } = validation
    const told = { fwd: forwardReason(reuse), policy, now: asked.now, status, detail }
    switch (validation.kind) {
      case 'freshen': {
        const { partition } = snapshot
        const arriving = { partition, pending, flight, request, policy, trip, tracer }
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

  return (journey) => record(journey, false, (tracer) => travel(traced(journey, tracer)))
}

/** What was found, unless meanwhile the session has ended, or the caller left, if only by what a schema did. */
function stillWanted(
  found: Found,
  { signal }: IncomingRequest,
  partition: Partition<unknown>,
): Found {
  partition.assertOpen()
  signal?.throwIfAborted()
  return found
}

/** The same journey as its own tracer tells of it. */
function traced<Way extends Journey>(way: Way, tracer: Tracer | undefined): Way {
  return way.tracer === tracer ? way : { ...way, tracer }
}

/** What goes on after an answer from the store. */
function validationAfter(reuse: Extract<Reuse, { kind: 'fresh' | 'stale' }>) {
  if (reuse.because === 'early-refresh') {
    return { ...reuse, kind: 'validate', because: 'early-refresh' } as const
  }
  return reuse.because === 'stale-while-revalidate' ? reuse : undefined
}

const rangeField: ReadonlySet<string> = new Set(['range'])

/** Nobody waits for a validation in the background; the journal tells of its failure. */
function nothing(): void {}
