import type { FailureEvent, Outcome, RequestEvent } from '@etagged/core'

export const AT = 1_800_000_000
export const url = 'https://api.test/coins'

export const freshHit: Outcome = { kind: 'hit', ttl: 12, detail: 'fresh' }

/** An answer of the origin to a request that found nothing stored, or as these say. */
export const forwardedWith = (
  given: Partial<Extract<Outcome, { kind: 'forwarded' }>> = {},
): Outcome => ({
  kind: 'forwarded',
  fwd: 'uri-miss',
  fwdStatus: 200,
  stored: true,
  collapsed: false,
  ttl: 60,
  detail: 'full-response',
  ...given,
})

const notModified: Outcome = forwardedWith({
  fwd: 'stale',
  fwdStatus: 304,
  detail: 'not-modified',
})

/** A 200 from the network, of 100 bytes and in 20 ms, or as these say. */
export function answered(given: Partial<RequestEvent> = {}): RequestEvent {
  return {
    type: 'request',
    at: AT,
    generation: 'g1',
    method: 'GET',
    url,
    outcome: forwardedWith(),
    tier: 'network',
    duration: 0.02,
    inBackground: false,
    bytes: { body: 100, received: 100 },
    ...given,
  }
}

export function hitOf(tier: 'memory' | 'disk', given: Partial<RequestEvent> = {}): RequestEvent {
  return answered({ outcome: freshHit, tier, bytes: { body: 100, received: 0 }, ...given })
}

export function validated(given: Partial<RequestEvent> = {}): RequestEvent {
  return answered({
    outcome: notModified,
    tier: 'memory',
    bytes: { body: 100, received: 0 },
    ...given,
  })
}

export function failed(because: string, given: Partial<FailureEvent> = {}): FailureEvent {
  return {
    type: 'failure',
    at: AT,
    generation: 'g1',
    method: 'GET',
    url,
    because,
    duration: 0.5,
    inBackground: false,
    ...given,
  }
}
