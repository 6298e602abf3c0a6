import { BodyError, SessionEndedError, StatusError, UsageError } from '@etagged/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { retryDelay, shouldRetry, waitBeforeRetry } from './retry.ts'

const status = (code: number, retryAfter?: number): StatusError =>
  new StatusError({ status: code, url: '/x', body: undefined, retryAfter })

it.each([
  { says: 'the network failed', error: new TypeError('Failed to fetch'), again: true },
  { says: 'the server failed (500)', error: status(500), again: true },
  { says: 'the request timed out (408)', error: status(408), again: true },
  { says: 'there were too many (429)', error: status(429), again: true },
  { says: 'it may come back in a minute', error: status(429, 60), again: true },
  { says: 'it may come back in an hour', error: status(503, 3600), again: false },
  { says: 'it is not there (404)', error: status(404), again: false },
  { says: 'it is not allowed (401)', error: status(401), again: false },
  { says: 'the body was cut', error: new BodyError('/x', 'cut-short'), again: true },
  { says: 'the body took too long', error: new BodyError('/x', 'overdue'), again: true },
  { says: 'the body is no JSON', error: new BodyError('/x', 'not-json'), again: false },
  { says: 'the session ended', error: new SessionEndedError(), again: false },
  { says: 'the call is wrong', error: new UsageError('no'), again: false },
])('a query that failed because $says is retried: $again', ({ error, again }) => {
  expect(shouldRetry(0, error)).toBe(again)
  expect(shouldRetry(3, error)).toBe(false)
})

it('waits as long as Retry-After asks, else doubling from 1 s to 30 s', () => {
  expect(retryDelay(0, status(429, 7))).toBe(7000)
  expect([0, 1, 2, 3, 9].map((failures) => retryDelay(failures, status(500)))).toEqual([
    1000, 2000, 4000, 8000, 30_000,
  ])
})

describe('the wait before an attempt', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const failed = { state: { fetchFailureCount: 2, fetchFailureReason: status(500) } }
  const first = { state: { fetchFailureCount: 0, fetchFailureReason: null } }

  it('is none before the first', async () => {
    await waitBeforeRetry(first, 1000, new AbortController().signal)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    { says: 'a number of milliseconds', delay: 500, ms: 500 },
    { says: 'a function of the failures so far', delay: retryDelay, ms: 2000 },
  ])('is $says', async ({ delay, ms }) => {
    let over = false
    const wait = waitBeforeRetry(failed, delay, new AbortController().signal).then(() => {
      over = true
    })
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(over).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await wait
    expect(over).toBe(true)
  })

  it('ends with the flight, and leaves no timer that would keep its data in memory', async () => {
    const flight = new AbortController()
    const wait = waitBeforeRetry(failed, 3_600_000, flight.signal)
    flight.abort(new SessionEndedError())
    await expect(wait).rejects.toBeInstanceOf(SessionEndedError)
    expect(vi.getTimerCount()).toBe(0)
    await expect(waitBeforeRetry(failed, 1, flight.signal)).rejects.toBeInstanceOf(
      SessionEndedError,
    )
  })
})
