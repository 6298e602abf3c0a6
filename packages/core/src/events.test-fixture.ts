import type { EvictionEvent, FailureEvent, RequestEvent, Tier } from './cache/events.ts'
import type { Forwarded, Hit } from './http/cache-status.ts'

const told = { at: 0, generation: 'g', url: 'https://api.test/coins' }

const request = { ...told, type: 'request', method: 'GET', duration: 0 } as const

type Differing<Event> = Partial<Omit<Event, 'type' | 'outcome' | 'tier'>>

/** Answered from the store, without the network: 10 bytes. */
export function aHit(
  outcome: Partial<Hit> = {},
  tier: Exclude<Tier, 'network'> = 'memory',
  differing: Differing<RequestEvent> = {},
): RequestEvent {
  return {
    ...request,
    outcome: { kind: 'hit', ttl: 5, detail: 'fresh', ...outcome },
    tier,
    inBackground: false,
    bytes: { body: 10, received: 0 },
    ...differing,
  }
}

/** Sent to the origin, which answered with 10 bytes. */
export function aMiss(
  outcome: Partial<Forwarded> = {},
  differing: Differing<RequestEvent> = {},
): RequestEvent {
  const full = { fwd: 'uri-miss', fwdStatus: 200, detail: 'full-response' } as const
  return {
    ...request,
    outcome: { kind: 'forwarded', stored: true, collapsed: false, ...full, ...outcome },
    tier: 'network',
    inBackground: false,
    bytes: { body: 10, received: 10 },
    ...differing,
  }
}

/** Sent to the origin, which answered with 304. */
export function aValidation(differing: Differing<RequestEvent> = {}): RequestEvent {
  const bytes = { body: 10, received: 0 }
  const outcome = { fwd: 'stale', fwdStatus: 304, detail: 'not-modified' } as const
  return { ...aMiss(outcome, { bytes, ...differing }), tier: 'memory' }
}

export function aFailure(differing: Differing<FailureEvent> = {}): FailureEvent {
  const because = 'TypeError: offline'
  return { ...request, type: 'failure', because, inBackground: false, ...differing }
}

export function anEviction(
  tier: EvictionEvent['tier'] = 'memory',
  url: string = told.url,
): EvictionEvent {
  return { ...told, url, type: 'eviction', tier, because: 'limit' }
}
