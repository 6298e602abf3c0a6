import type { Clock } from '../clock.ts'
import type { Fields } from '../http/fields.ts'
import type { StoredBody } from '../rules/stored-response.ts'
import { isPromise } from './eventually.ts'

/**
 * What a request spends its time on: looking for what is stored, in memory and on disk; the network,
 * until the head of the answer and then until the end of its body; parsing and checking a body that was
 * not read before; writing to the disk, for which nobody waits. One may go on inside another.
 */
export type Phase = 'lookup' | 'network' | 'parse' | 'write'

/** What a rule decided, and its reason. */
export interface Decision {
  readonly kind: string
  readonly because: string
}

/** Hears how one request travels. */
export interface Tracer {
  /** The `id` of the request's event. */
  readonly id: number
  /** A phase begins; the returned function ends it. */
  readonly begin: (phase: Phase) => () => void
  /** First of the reuse, then of the origin's answer. */
  readonly decided: (decision: Decision) => void
  /** @param credentials those of the fields that the app gives as proof of its user */
  readonly sent: (fields: Fields, credentials: Fields) => void
  readonly received: (status: number, fields: Fields) => void
  /** A full response takes the place of another one, or of none. */
  readonly replaced: (former: StoredBody | undefined, body: StoredBody) => void
}

/** Gives each request a tracer: made by `createInspector` of `@etagged/core/inspect`. */
export interface Inspector {
  /** For core alone: a request begins. Neither this nor what a tracer does throws. */
  readonly begin: (begun: {
    readonly method: string
    readonly url: string
    readonly generation: string
    readonly inBackground: boolean
    readonly clock: Clock
  }) => Tracer
}

/** The work as a phase of the request that is traced, if there is one. */
export function timed<T>(tracer: Tracer | undefined, phase: Phase, work: () => T): T {
  const end = tracer?.begin(phase)
  const result = work()
  // Who waits for the result sees how it fails.
  if (end && isPromise(result)) void result.then(end, end)
  else end?.()
  return result
}

/** The decision, once who traces knows of it. */
export function toldBy<Decided extends Decision>(
  tracer: Tracer | undefined,
  decision: Decided,
): Decided {
  tracer?.decided(decision)
  return decision
}
