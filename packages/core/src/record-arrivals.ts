import type { Arrival } from './arrival.ts'
import type { Journal } from './cache/journal.ts'
import type { Pending } from './cache/pending.ts'
import type { Snapshot } from './cache/session.ts'
import type { Clock } from './clock.ts'
import type { CacheRequest } from './rules/cache-request.ts'

interface Recorded {
  readonly request: CacheRequest
  readonly snapshot: Snapshot<unknown>
}

/** Tells the journal how the work for a request ended: what was decided, and how long it took. */
export type Recorder = (
  journey: Recorded,
  /** Nobody waits for it: the caller has his answer already. */
  inBackground: boolean,
  work: () => Promise<Arrival>,
) => Promise<Arrival>

interface RecorderOptions {
  readonly journal: Journal
  readonly pending: Pending
  readonly clock: Clock
}

export function createRecorder({ journal, pending, clock }: RecorderOptions): Recorder {
  return async ({ request, snapshot }, inBackground, work) => {
    const { method, url } = request
    const { generation } = snapshot.session
    const began = clock.now()

    function recordArrival(arrival: Arrival): Arrival {
      const at = clock.now()
      const timed = { at, generation, method, url, inBackground, duration: at - began }
      const { outcome, tier, bytes } = told(arrival)
      journal.record({ type: 'request', ...timed, outcome, tier, bytes })
      if (outcome.detail === 'wasted-validation') {
        const { received } = bytes
        journal.record({ type: 'wasted-validation', at, generation, url, bytes: received })
      }
      return arrival
    }

    function recordFailure(error: unknown): void {
      const at = clock.now()
      const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      const duration = at - began
      journal.record({ type: 'failure', at, generation, method, url, because, duration })
    }

    try {
      const arrival = await work()
      const landing = arrival.kind === 'stream' ? arrival.landing : undefined
      if (landing?.whole === undefined) return recordArrival(arrival)
      // Who reads the body sees its end when the journal has heard of it.
      pending.track(landing.whole.then(recordArrival, recordFailure).finally(landing.feed.end))
      return arrival
    } catch (error) {
      recordFailure(error)
      throw error
    }
  }
}

function told(arrival: Arrival) {
  const { outcome } = arrival
  if (arrival.kind === 'stream') {
    return { outcome, tier: 'network', bytes: { body: 0, received: 0 } } as const
  }
  const { stored, tier, received } = arrival
  return { outcome, tier, bytes: { body: stored.body.bytes, received } }
}
