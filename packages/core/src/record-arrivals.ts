import type { Arrival } from './arrival.ts'
import type { RequestEvent, Validator } from './cache/events.ts'
import type { Journal } from './cache/journal.ts'
import type { Pending } from './cache/pending.ts'
import type { Snapshot } from './cache/session.ts'
import type { Inspector, Tracer } from './cache/tracer.ts'
import { type Eventually, isPromise } from './cache/eventually.ts'
import { type Clock, elapsedOn } from './clock.ts'
import { isEventStream } from './http/event-stream.ts'
import { type Fields, fieldsOf, fieldValue } from './http/fields.ts'
import type { CacheRequest } from './rules/cache-request.ts'
import type { Seconds } from './rules/stored-response.ts'

interface Recorded {
  readonly request: CacheRequest
  readonly snapshot: Snapshot<unknown>
}

/** Tells the journal how the work for a request ended: what was decided, and how long it took. */
export type Recorder = (
  journey: Recorded,
  /** Nobody waits for it: the caller has his answer already. */
  inBackground: boolean,
  work: (tracer: Tracer | undefined) => Eventually<Arrival>,
) => Eventually<Arrival>

interface RecorderOptions {
  readonly journal: Journal
  readonly pending: Pending
  readonly clock: Clock
  /** Undefined: nobody inspects. */
  readonly inspector: () => Inspector | undefined
}

export function createRecorder({ journal, pending, clock, inspector }: RecorderOptions): Recorder {
  function recordArrival(of: Recording, arrival: Arrival): void {
    const { id, began, method, url, generation, inBackground } = of
    const at = clock.now()
    const duration = elapsedOn(clock) - began
    const { outcome } = arrival
    const { tier, bytes, seen } = told(arrival)
    const where = { type: 'request', at, generation, method, url } as const
    const event = { ...where, outcome, tier, duration, inBackground, bytes }
    journal.record(id || seen ? { ...id, ...event, ...seen } : event)
    if (outcome.detail === 'wasted-validation') {
      const { received } = bytes
      journal.record({ type: 'wasted-validation', at, generation, url, bytes: received })
    }
  }

  function recordFailure(of: Recording, error: unknown): void {
    const { id, began, method, url, generation, inBackground } = of
    const at = clock.now()
    const duration = elapsedOn(clock) - began
    const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const failed = { ...id, at, generation, method, url, inBackground, duration }
    journal.record({ type: 'failure', ...failed, because })
  }

  function arrive(of: Recording, arrival: Arrival): Arrival {
    const landing = arrival.kind === 'stream' ? arrival.landing : undefined
    if (landing?.whole === undefined) recordArrival(of, arrival)
    else {
      const landed = landing.whole.then(
        (whole) => recordArrival(of, whole),
        (error: unknown) => recordFailure(of, error),
      )
      // Who reads the body sees its end when the journal has heard of it.
      pending.track(landed.finally(landing.end))
    }
    return arrival
  }

  async function arriveLater(of: Recording, arriving: Promise<Arrival>): Promise<Arrival> {
    try {
      return arrive(of, await arriving)
    } catch (error) {
      recordFailure(of, error)
      throw error
    }
  }

  return ({ request: { method, url }, snapshot }, inBackground, work) => {
    const { generation } = snapshot.session
    const tracer = inspector()?.begin({ method, url, generation, inBackground, clock })
    const id = tracer && { id: tracer.id }
    const of = { id, began: elapsedOn(clock), method, url, generation, inBackground }
    let arriving: Eventually<Arrival>
    try {
      arriving = work(tracer)
    } catch (error) {
      recordFailure(of, error)
      throw error
    }
    return isPromise(arriving) ? arriveLater(of, arriving) : arrive(of, arriving)
  }
}

/** A request that is under way. */
interface Recording extends Pick<RequestEvent, 'method' | 'url' | 'generation' | 'inBackground'> {
  /** Absent: nobody inspects it. */
  readonly id: Pick<RequestEvent, 'id'> | undefined
  /** By the clock that tells how long something took. */
  readonly began: Seconds
}

function told(arrival: Arrival) {
  if (arrival.kind === 'stream') {
    const seen = validatorsSeen(fieldsOf(arrival.response.headers))
    return { tier: 'network', bytes: { body: 0, received: 0 }, seen } as const
  }
  const { stored, tier, received } = arrival
  const seen = tier === 'network' ? validatorsSeen(stored.fields) : undefined
  return { tier, bytes: { body: stored.body.bytes, received }, seen }
}

function validatorsSeen(fields: Fields): Pick<RequestEvent, 'validators'> | undefined {
  // Nobody asks for a stream of events again, so that it needs none.
  if (isEventStream(fields)) return undefined
  return { validators: names.filter((name) => fieldValue(fields, name)) }
}

const names: readonly Validator[] = ['etag', 'last-modified']
