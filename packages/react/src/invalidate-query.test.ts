import { noop, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { invalidate, keepInvalidated } from './invalidate-query.ts'

const queryKey = ['list']

/** A watched query whose second flight is under way, and which is given something meanwhile. */
function openAsking() {
  const queryClient = new QueryClient()
  const queryCache = queryClient.getQueryCache()
  queryCache.subscribe(keepInvalidated)
  queryClient.setQueryData(queryKey, 'first')
  const options = {
    queryKey,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      new Promise<never>(() => signal.throwIfAborted()),
  }
  const stop = new QueryObserver(queryClient, options).subscribe(noop)
  queryClient.setQueryData(queryKey, 'given meanwhile')
  const query = queryCache.getAll()[0]
  if (query === undefined) throw new Error('there is no query')
  return { query, stop }
}

describe('A query whose flight is called off', () => {
  it('is as valid as what it was given meanwhile', () => {
    const { query, stop } = openAsking()
    query.invalidate()
    stop()
    expect(query.state).toMatchObject({ data: 'given meanwhile', isInvalidated: false })
  })

  it('is still to be asked again if it was invalidated since then', () => {
    const { query, stop } = openAsking()
    invalidate(query)
    stop()
    expect(query.state).toMatchObject({ data: 'given meanwhile', isInvalidated: true })
  })

  it('is not if it was given something younger after that', () => {
    const { query, stop } = openAsking()
    invalidate(query)
    query.setData('younger', { manual: true })
    stop()
    expect(query.state).toMatchObject({ data: 'younger', isInvalidated: false })
  })
})
