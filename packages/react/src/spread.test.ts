import { QueryCache } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenForReturns, spreadDelay, spreadingAfterFocus } from './spread.ts'

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0.5))
afterEach(() => void vi.restoreAllMocks())

/** A QueryCache that asks for something looked at, and something else, when the page is back. */
function openCache() {
  const queryCache = new QueryCache()
  const delays: number[] = []
  const ask = (): void => void delays.push(spreadDelay(true), spreadDelay(false))
  vi.spyOn(queryCache, 'onFocus').mockImplementation(ask)
  vi.spyOn(queryCache, 'onOnline').mockImplementation(ask)
  listenForReturns(queryCache)
  return { queryCache, delays, ask }
}

it.each([
  { by: 'a focus', cause: (queryCache: QueryCache) => queryCache.onFocus(), span: 500 },
  {
    by: 'a reconnection, for which others have waited, too,',
    cause: (queryCache: QueryCache) => queryCache.onOnline(),
    span: 2000,
  },
])(
  'what TanStack asks for after $by is spread over $span ms, and what nobody looks at over as many after that',
  ({ cause, span }) => {
    const { queryCache, delays } = openCache()
    cause(queryCache)
    expect(delays).toEqual([span / 2, span + span / 2])
  },
)

it('what we ask for ourselves after a focus is spread like that', () => {
  const { delays, ask } = openCache()
  spreadingAfterFocus(ask)
  expect(delays).toEqual([250, 750])
})

it('what begins before, later, or after one that failed is not put off', () => {
  const { queryCache, delays, ask } = openCache()
  ask()
  queryCache.onFocus()
  ask()
  const fault = new Error('of a listener')
  expect(() =>
    spreadingAfterFocus(() => {
      throw fault
    }),
  ).toThrow(fault)
  ask()
  expect(delays).toEqual([0, 0, 250, 750, 0, 0, 0, 0])
})

it('whoever listens twice hears once', () => {
  const { queryCache } = openCache()
  const { onOnline } = queryCache
  listenForReturns(queryCache)
  expect(queryCache.onOnline).toBe(onOnline)
})
