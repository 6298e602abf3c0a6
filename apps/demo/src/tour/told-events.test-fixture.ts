import type { FailureEvent, PeekEvent, RequestEvent, SessionEvent } from '@etagged/core'

const URL_OF_LIST = 'http://site.test/api/coins?limit=50'

/** An answer of the server to a question for the board's list. */
export function answered(fwdStatus: number, told: Partial<RequestEvent> = {}): RequestEvent {
  return {
    type: 'request',
    at: 10,
    generation: '1',
    method: 'GET',
    url: URL_OF_LIST,
    outcome: {
      kind: 'forwarded',
      fwd: fwdStatus === 304 ? 'stale' : 'uri-miss',
      fwdStatus,
      stored: fwdStatus === 200,
      collapsed: false,
      detail: fwdStatus === 304 ? 'stale' : 'nothing-stored',
    },
    tier: fwdStatus === 304 ? 'memory' : 'network',
    duration: 0.035,
    inBackground: false,
    bytes: { body: 41_300, received: fwdStatus === 304 ? 0 : 41_300 },
    ...told,
  }
}

export const shownFromDisk: PeekEvent = {
  type: 'peek',
  at: 9.9,
  generation: '1',
  url: URL_OF_LIST,
  tier: 'disk',
}

export const unanswered: FailureEvent = {
  type: 'failure',
  at: 10,
  generation: '1',
  method: 'GET',
  url: URL_OF_LIST,
  because: 'TypeError: Failed to fetch',
  duration: 0.1,
  inBackground: false,
}

export function sessionBegan(because: SessionEvent['because'], generation: string): SessionEvent {
  const partition = `${generation}2345678${'0'.repeat(24)}`
  return { type: 'session', at: 11, generation, partition, because, verifying: false }
}
