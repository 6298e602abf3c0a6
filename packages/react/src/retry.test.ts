import { SessionEndedError, StatusError } from '@etagged/core'
import { environmentManager } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inAPage } from './in-a-page.test-fixture.ts'
import { noteFailure, retryDelay, shouldRetry, waitBeforeRetry } from './retry.ts'

const status = (code: number, retryAfter?: number): StatusError =>
  new StatusError({ status: code, url: '/x', body: undefined, retryAfter })

inAPage()

it.each([
  { says: 'something passing (500)', error: status(500), again: true },
  { says: 'something lasting (404)', error: status(404), again: false },
])('a query that failed by $says is tried again three times: $again', ({ error, again }) => {
  expect(shouldRetry(0, error)).toBe(again)
  expect(shouldRetry(2, error)).toBe(again)
  expect(shouldRetry(3, error)).toBe(false)
})

it('on a server, where somebody waits for the page, it is tried once', () => {
  environmentManager.setIsServer(() => true)
  expect(shouldRetry(0, status(503, 30))).toBe(false)
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

  it.each([
    { says: 'what is left of it', passed: 1500, left: 500 },
    { says: 'none, after it has waited long enough for a network', passed: 60_000, left: 0 },
    { says: 'all of it, if the clock was set back', passed: -60_000, left: 2000 },
  ])('begins when the attempt failed, and is $says', async ({ passed, left }) => {
    const error = status(500)
    noteFailure(error)
    vi.setSystemTime(Date.now() + passed)
    const state = { fetchFailureCount: 2, fetchFailureReason: error }
    let over = false
    const wait = waitBeforeRetry({ state }, retryDelay, new AbortController().signal).then(() => {
      over = true
    })
    await vi.advanceTimersByTimeAsync(Math.max(0, left - 1))
    expect(over).toBe(left === 0)
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
