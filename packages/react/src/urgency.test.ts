import { focusManager, type Query, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { unwant, urgencyOf, want } from './urgency.ts'

afterEach(() => focusManager.setFocused(undefined))

/** A query at which somebody looks, or nobody. */
function openQuery(isLookedAt: boolean): Query {
  focusManager.setFocused(true)
  const queryClient = new QueryClient()
  const queryKey = ['query']
  const query = queryClient.getQueryCache().build(queryClient, { queryKey })
  const observer = new QueryObserver(queryClient, {
    queryKey,
    queryFn: () => 1,
    staleTime: 'static',
  })
  query.setData(1)
  if (isLookedAt) observer.subscribe(() => {})
  return query as unknown as Query
}

it.each([
  { isLookedAt: true, isFocused: true, urgency: 'visible' },
  { isLookedAt: false, isFocused: true, urgency: 'background' },
  { isLookedAt: true, isFocused: false, urgency: 'hidden' },
  { isLookedAt: false, isFocused: false, urgency: 'hidden' },
])(
  'data that gets younger is $urgency (looked at: $isLookedAt, page: $isFocused)',
  ({ isLookedAt, isFocused, urgency }) => {
    const query = openQuery(isLookedAt)
    focusManager.setFocused(isFocused)
    expect(urgencyOf(query)).toBe(urgency)
  },
)

it('a query without data is wanted now, until it was refused once: then it waits like all others', () => {
  const query = openQuery(true)
  query.setState({ data: undefined })
  expect(urgencyOf(query)).toBe('now')
  query.setState({ fetchFailureCount: 1 })
  expect(urgencyOf(query)).toBe('visible')
})

it('a page more is wanted now, as somebody waits for it, until it was refused once', () => {
  const query = openQuery(true)
  query.setState({ fetchStatus: 'fetching', fetchMeta: { fetchMore: { direction: 'forward' } } })
  expect(urgencyOf(query)).toBe('now')
  query.setState({ fetchFailureCount: 1 })
  expect(urgencyOf(query)).toBe('visible')
})

it('what somebody asks for by hand is wanted now, also in a page that nobody sees, until it is there', () => {
  const query = openQuery(false)
  focusManager.setFocused(false)
  want(query)
  expect(urgencyOf(query)).toBe('now')
  unwant(query)
  expect(urgencyOf(query)).toBe('hidden')
})
