import { answeredEarly, type Arrival, forwarded, forwardReason, streamed } from './arrival.ts'
import type { Trip } from './cache/exchange.ts'
import type { Flight } from './cache/flight.ts'
import { keep, type Prospect } from './cache/keep.ts'
import { inspectedBy } from './cache/lookup.ts'
import type { Pending } from './cache/pending.ts'
import type { Streaming } from './cache/receive.ts'
import type { Clock } from './clock.ts'
import type { Outbound } from './journey.ts'
import { broughtBack, type Precondition } from './rules/validation.ts'

interface Parts {
  readonly pending: Pending
  readonly clock: Clock
  /** The most bytes of a body to collect for the store while its caller reads it. */
  readonly maxBodyBytes: number
}

export type AnswerFromOrigin = (
  outbound: Outbound,
  flight: Flight<Arrival>,
  trip: Trip,
  precondition: Precondition,
) => Promise<Arrival>

/**
 * The origin's own response as the answer, kept if it may be (RFC 9111 §4.3.3): at its head for who
 * reads the body as it arrives, at its end for all others, and for its caller alone if it cannot be
 * collected.
 */
export function createAnswerFromOrigin({ pending, clock, maxBodyBytes }: Parts): AnswerFromOrigin {
  return async function answerFromOrigin(outbound, flight, trip, precondition) {
    const { request, policy, inspect, tag, snapshot, reuse, former, tracer } = outbound
    const { partition } = snapshot
    const { response } = trip
    const fwd = forwardReason(reuse)

    function outlook({ metadata, objection }: Prospect) {
      const wasted = broughtBack(precondition, metadata)
      const detail = objection ?? (wasted ? 'wasted-validation' : 'full-response')
      return { fwd, policy, now: clock.now(), status: response.status, detail }
    }

    function stream(prospect: Prospect): Streaming<Arrival> | undefined {
      const { streams, limit = maxBodyBytes } = outbound
      if (!streams || trip.isWhole) return undefined
      const told = { ...outlook(prospect), stored: prospect.metadata }
      const kept = prospect.objection === undefined
      const answerWith: Streaming<Arrival>['answerWith'] = (body, end) =>
        answeredEarly({ ...told, kept, response, body, end })
      return { limit, signal: request.signal, answerWith }
    }

    const arriving = { partition, pending, flight, request, trip, policy, tracer }
    const kept = await keep({
      ...arriving,
      inspect: inspectedBy(tracer, inspect),
      tag,
      former,
      stream,
    })
    if (kept.kind === 'stream') {
      // One that was too long has its reader already.
      if (!response.bodyUsed && !response.body?.locked) flight.handOver(response, request.signal)
      return streamed(response, fwd, kept.because)
    }
    const { stored } = kept
    const told = outlook({ metadata: stored, objection: kept.objection })
    // A newer one may have come before it.
    const isItself = stored.responseTime === trip.responseTime
    const own = isItself ? { asReceived: trip.fields } : {}
    return forwarded({ ...told, ...kept, ...own, received: stored.body.bytes })
  }
}
