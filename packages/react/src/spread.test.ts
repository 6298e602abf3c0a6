import { focusManager, QueryCache } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenForReturns, spreadDelay } from './spread.ts'

let queryCache = new QueryCache()

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  queryCache = new QueryCache()
  listenForReturns(queryCache)
  vi.advanceTimersByTime(1000)
})
afterEach(() => {
  focusManager.setFocused(undefined)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function comeBack(): void {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
}

it('what begins of itself is not put off', () => {
  expect(spreadDelay(true)).toBe(0)
  expect(spreadDelay(false)).toBe(0)
})

it.each([
  { by: 'a focus', cause: comeBack, span: 500 },
  { by: 'what TanStack does after a focus', cause: () => queryCache.onFocus(), span: 500 },
  {
    by: 'a reconnection, for which others have waited, too,',
    cause: () => queryCache.onOnline(),
    span: 2000,
  },
])(
  'what $by makes begin is spread over $span ms, and what nobody looks at over as many after them',
  ({ cause, span }) => {
    cause()
    expect(spreadDelay(true)).toBe(span / 2)
    expect(spreadDelay(false)).toBe(span + span / 2)
  },
)

it('what begins later is not put off, nor is anything when the clock is set back', () => {
  comeBack()
  vi.advanceTimersByTime(51)
  expect(spreadDelay(true)).toBe(0)
  comeBack()
  vi.setSystemTime(Date.now() - 1)
  expect(spreadDelay(true)).toBe(0)
})

it('a page that is left puts nothing off', () => {
  focusManager.setFocused(false)
  expect(spreadDelay(true)).toBe(0)
})

it('whoever listens twice hears once', () => {
  const subscribed = vi.spyOn(focusManager, 'subscribe')
  const { onOnline } = queryCache
  listenForReturns(queryCache)
  expect(subscribed).not.toHaveBeenCalled()
  expect(queryCache.onOnline).toBe(onOnline)
})
