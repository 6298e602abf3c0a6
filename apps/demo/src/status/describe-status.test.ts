import { BodyError, StatusError, UsageError } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import {
  announceStatus,
  describeStatus,
  endOfPause,
  freshnessOf,
  type QueryState,
} from './describe-status.ts'

const url = 'http://127.0.0.1/api/coins'
const AT = 1_000_000
const shown: QueryState = {
  status: 'success',
  fetchStatus: 'idle',
  dataUpdatedAt: AT,
  error: null,
  failureReason: null,
}
const refused = (status: number, retryAfter?: number): StatusError =>
  new StatusError({ url, status, body: '', retryAfter })
const pause = refused(429, 12)

describe('the status says', () => {
  it('how long ago the data was confirmed', () => {
    expect(describeStatus(shown, AT + 5000)).toBe('Confirmed 5 s ago.')
  })

  it('that there is none yet', () => {
    const pending = { ...shown, status: 'pending', dataUpdatedAt: 0, fetchStatus: 'fetching' }
    expect(describeStatus(pending as QueryState, AT)).toBe('No data yet, asking the server.')
    expect(describeStatus(pending as QueryState, AT, { without: 'From the list so far' })).toBe(
      'From the list so far, asking the server.',
    )
  })

  it.each([
    [refused(429), 'The server has had too many requests (429).'],
    [refused(401), 'The server wants to know who asks (401): sign in.'],
    [refused(404), 'The server knows nothing by this name (404).'],
    [refused(418), 'The server refused (418).'],
    [refused(502), 'The server has a fault of its own (502).'],
    [new BodyError(url, 'not-json'), 'The answer is not JSON.'],
    [new BodyError(url, 'schema', ['mint: missing']), 'The answer is not what this page can read.'],
    [
      new UsageError('/coins cannot be called'),
      'The server was not asked: this address cannot exist.',
    ],
    [new TypeError('Failed to fetch'), 'The server cannot be reached.'],
  ])('after %o why there is nothing newer', (error, text) => {
    const failed: QueryState = { ...shown, status: 'error', error, failureReason: error }
    expect(describeStatus(failed, AT)).toBe(`${text} Confirmed 0 s ago.`)
  })

  it('when the next attempt comes, while the server wants a pause', () => {
    const waiting: QueryState = { ...shown, fetchStatus: 'fetching', failureReason: pause }
    const end = endOfPause(pause, AT)
    expect(describeStatus(waiting, AT + 1500, { pauseEnd: end })).toBe(
      'The server asks for a pause; next try in 11 s. Confirmed 2 s ago.',
    )
    expect(describeStatus(waiting, AT + 20_000, { pauseEnd: end })).toContain('next try in 0 s')
  })

  it('that it waits for the network', () => {
    expect(describeStatus({ ...shown, fetchStatus: 'paused' }, AT)).toBe(
      'Waiting for the network. Confirmed 0 s ago.',
    )
  })

  it('that it is trying again, when no pause was asked for', () => {
    const reason = refused(503)
    const waiting: QueryState = { ...shown, fetchStatus: 'fetching', failureReason: reason }
    expect(endOfPause(reason, AT)).toBeUndefined()
    expect(describeStatus(waiting, AT)).toBe(
      'The server has a fault of its own (503). Trying again. Confirmed 0 s ago.',
    )
  })
})

describe('a screen reader says by itself', () => {
  it.each<readonly [string, string, Partial<QueryState>]>([
    ['nothing while all is well', '', {}],
    ['nothing of a question to the server', '', { fetchStatus: 'fetching' }],
    ['that the network is gone', 'Waiting for the network.', { fetchStatus: 'paused' }],
    [
      'why an attempt failed, without the seconds to the next one',
      'The server has had too many requests (429).',
      { fetchStatus: 'fetching', failureReason: pause },
    ],
    [
      'why there is no newer data, without its age',
      'The server has a fault of its own (500).',
      { status: 'error', error: refused(500) },
    ],
  ])('%s', (_, said, state) => {
    expect(announceStatus({ ...shown, ...state })).toBe(said)
  })
})

describe('data is', () => {
  const failed = { ...shown, status: 'error', error: pause } as const
  it.each([
    ['fresh', shown, AT + 59_999, true],
    ['stale', shown, AT + 60_000, true],
    ['asking', { ...shown, fetchStatus: 'fetching' } as const, AT, true],
    ['waiting', { ...shown, fetchStatus: 'fetching', failureReason: pause } as const, AT, true],
    ['offline', shown, AT, false],
    ['offline', { ...shown, fetchStatus: 'paused' } as const, AT, true],
    ['offline', failed, AT, false],
    ['failed', failed, AT, true],
    ['none', { ...shown, status: 'pending', dataUpdatedAt: 0 } as const, AT, true],
  ] as const)('%s', (freshness, query, now, isOnline) => {
    expect(freshnessOf(query, now, isOnline)).toBe(freshness)
  })
})
