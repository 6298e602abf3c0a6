import type { Arrival } from './arrival.ts'
import type { Inspect } from './cache/lookup.ts'
import type { Snapshot } from './cache/session.ts'
import type { Tagger } from './cache/tagging.ts'
import type { Tracer } from './cache/tracer.ts'
import type { IncomingRequest } from './read-request.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import type { Reuse } from './rules/reuse.ts'
import type { Seconds, StoredResponse } from './rules/stored-response.ts'

/** A request in its session, and how its caller wants it judged and read. */
export interface Journey {
  readonly request: IncomingRequest
  readonly snapshot: Snapshot<Arrival>
  readonly policy: ResolvedPolicy
  readonly inspect: Inspect
  /** `undefined`: the caller has no say in the tags. */
  readonly tag: Tagger | undefined
  /** The caller wants the response as soon as its head is there, and reads the body as it arrives. */
  readonly streams: boolean
  /** Absent: nobody inspects. */
  readonly tracer?: Tracer | undefined
}

/** A journey on its way to the origin. */
export interface Outbound extends Journey {
  readonly began: Seconds
  readonly reuse: Extract<Reuse, { kind: 'stale' | 'validate' | 'miss' }>
  /** What the request selects among all that is stored, usable or not. */
  readonly former: StoredResponse | undefined
  /** The most bytes of a body to collect while it is read; absent: as many as for any other. */
  readonly limit?: number
}
