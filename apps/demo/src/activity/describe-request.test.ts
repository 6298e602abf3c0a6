import type { CacheEvent, Outcome } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { describeEvent } from './describe-request.ts'

const origin = 'http://127.0.0.1:4173'

function requestEvent(outcome: Outcome, bytes: { body: number; received: number }): CacheEvent {
  return {
    type: 'request',
    at: 0,
    generation: 'g',
    method: 'GET',
    url: `${origin}/api/coins`,
    outcome,
    tier: 'memory',
    duration: 0.012,
    bytes,
    inBackground: false,
  }
}

const forwarded = { kind: 'forwarded', stored: true, collapsed: false } as const

describe('the line for', () => {
  it('a 304 says what was not sent again', () => {
    const outcome = { ...forwarded, fwd: 'stale', fwdStatus: 304, detail: 'not-modified' } as const
    expect(describeEvent(requestEvent(outcome, { body: 99_100, received: 0 }), origin)).toEqual({
      tone: 'saved',
      path: '/api/coins',
      said: '304: unchanged, 99.1 kB not sent again, 12 ms',
      terms: 'fwd=stale; fwd-status=304; stored; detail=not-modified',
    })
  })

  it('a full response says what came', () => {
    const outcome = {
      ...forwarded,
      fwd: 'uri-miss',
      fwdStatus: 200,
      detail: 'full-response',
    } as const
    const event = requestEvent(outcome, { body: 2000, received: 2000 })
    expect(describeEvent(event, origin)).toMatchObject({
      tone: 'moved',
      said: '200: 2.0 kB received, 12 ms',
    })
  })

  it('an error is told apart', () => {
    const outcome = {
      ...forwarded,
      stored: false,
      fwd: 'uri-miss',
      fwdStatus: 429,
      detail: 'x',
    } as const
    expect(describeEvent(requestEvent(outcome, { body: 20, received: 20 }), origin)?.tone).toBe(
      'failed',
    )
  })

  it('an answer that another tab was waiting for says so', () => {
    const outcome = {
      kind: 'forwarded',
      fwd: 'stale',
      stored: true,
      collapsed: true,
      ttl: 0,
    } as const
    const shared = requestEvent({ ...outcome, detail: 'another-tab' }, { body: 1, received: 0 })
    expect(describeEvent(shared, origin)).toMatchObject({
      tone: 'saved',
      said: 'Another tab was asking: its answer, 12 ms',
    })
  })

  it('a hit says that nothing was sent', () => {
    const outcome = { kind: 'hit', ttl: 5, detail: 'fresh' } as const
    expect(describeEvent(requestEvent(outcome, { body: 1, received: 0 }), origin)?.said).toBe(
      'Fresh in memory: no request, 12 ms',
    )
  })

  it.each([
    ['TypeError: Failed to fetch', 'failed', 'No answer: TypeError: Failed to fetch'],
    ['AbortError: signal is aborted without reason', 'quiet', 'No longer wanted'],
  ])('a request that ended by %s', (because, tone, said) => {
    const url = `${origin}/api/coins`
    const event = { type: 'failure', at: 0, generation: 'g', method: 'GET', url, because } as const
    const failure = { ...event, duration: 0, inBackground: false }
    expect(describeEvent(failure, origin)).toMatchObject({ tone, said })
  })

  it('what another tab brought needed no request here', () => {
    const event = { type: 'update', at: 0, generation: 'g', url: `${origin}/api/coins` } as const
    expect(describeEvent(event, origin)).toMatchObject({
      tone: 'saved',
      path: '/api/coins',
      said: 'Another tab has asked: no request here',
    })
  })

  it('a damaged copy is named', () => {
    const event = { type: 'damage', at: 0, generation: 'g', url: `${origin}/api/coins` } as const
    expect(describeEvent(event, origin)).toMatchObject({ tone: 'failed', path: '/api/coins' })
  })

  it('a faulty store says how it goes on', () => {
    const event = {
      type: 'store-fault',
      at: 0,
      generation: 'g',
      operation: 'open',
      because: 'Error: no',
      mode: 'memory',
    } as const
    expect(describeEvent(event, origin)).toMatchObject({
      tone: 'failed',
      said: 'Error: no; going on in memory only',
    })
  })

  it('a change of session is no line', () => {
    const event = {
      type: 'session',
      at: 0,
      generation: 'g',
      partition: 'x',
      because: 'sign-in',
      verifying: false,
    } as const
    expect(describeEvent(event, origin)).toBeUndefined()
  })
})
