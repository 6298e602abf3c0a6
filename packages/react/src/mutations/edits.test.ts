import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Edit } from './edit.ts'
import { collectUncaught } from '../live/uncaught.test-tool.ts'
import { applyEdits } from './edits.ts'

afterEach(() => void vi.unstubAllGlobals())

const queryKey = ['list']
const first: readonly string[] = ['first']

const adding = (line: string): Edit => ({
  queryKey,
  change: (list) => [...(list as readonly string[]), line],
})

function open(held?: readonly string[]) {
  const queryClient = new QueryClient({
    // As with data of the cache.
    defaultOptions: { queries: { structuralSharing: (_, data) => data } },
  })
  const queryCache = queryClient.getQueryCache()
  if (held !== undefined) queryClient.setQueryData(queryKey, held, { updatedAt: 1000 })
  return {
    queryClient,
    queryCache,
    shown: () => queryClient.getQueryData(queryKey),
    state: () => queryClient.getQueryState(queryKey),
    /** The query's own flight brings something. */
    answer: (list: readonly string[]) =>
      queryClient.fetchQuery({ queryKey, queryFn: () => list, staleTime: 0 }),
    add: (line: string) => applyEdits(queryClient, [adding(line)]),
  }
}

describe('An edit', () => {
  it('shows at once, and says nothing of when the data was learned', () => {
    const { add, shown, state } = open(first)
    add('mine')
    expect(shown()).toEqual(['first', 'mine'])
    expect(state()?.dataUpdatedAt).toBe(1000)
  })

  it('leaves a query that is to be asked again to be asked again', () => {
    const { queryCache, add, state } = open(first)
    queryCache.getAll()[0]?.invalidate()
    add('mine')
    expect(state()?.isInvalidated).toBe(true)
  })

  it('that changes nothing writes nothing', () => {
    const { queryClient, state } = open(first)
    applyEdits(queryClient, [{ queryKey, change: (list) => list }])
    expect(state()?.dataUpdateCount).toBe(1)
  })

  it('of a query without data shows as soon as it has some', async () => {
    const { add, shown, answer } = open()
    add('mine')
    expect(shown()).toBe(undefined)
    await answer(first)
    expect(shown()).toEqual(['first', 'mine'])
  })

  it('is withdrawn alone, and the last one leaves the very object and nobody who listens', () => {
    const { queryCache, add, shown } = open(first)
    const [one, other] = [add('one'), add('other')]
    one.withdraw()
    expect(shown()).toEqual(['first', 'other'])
    other.withdraw()
    expect(shown()).toBe(first)
    expect(queryCache.hasListeners()).toBe(false)
  })

  it('lies above all that the query is given before it is settled', async () => {
    const { queryClient, add, shown, answer } = open(first)
    const edits = add('mine')
    queryClient.setQueryData(queryKey, ['unasked'])
    expect(shown()).toEqual(['unasked', 'mine'])
    await answer(['asked'])
    expect(shown()).toEqual(['asked', 'mine'])
    edits.withdraw()
    expect(shown()).toEqual(['asked'])
  })

  it('once settled is withdrawn no more: it goes with the next answer that the query has asked for', async () => {
    const { queryClient, add, shown, answer } = open(first)
    const edits = add('mine')
    edits.settle()
    edits.withdraw()
    queryClient.setQueryData(queryKey, ['unasked'])
    expect(shown()).toEqual(['unasked', 'mine'])
    await answer(['first', 'mine'])
    expect(shown()).toEqual(['first', 'mine'])
  })

  it.each([
    { says: 'pending is there again', isSettled: false, expected: ['again', 'mine'] },
    { says: 'settled is not', isSettled: true, expected: ['again'] },
  ])('of a query that was removed and comes back: one that is $says', async (row) => {
    const { queryClient, add, shown, answer } = open(first)
    const edits = add('mine')
    if (row.isSettled) edits.settle()
    queryClient.removeQueries({ queryKey })
    await answer(['again'])
    expect(shown()).toEqual(row.expected)
  })

  it('whose change throws shows none of its mutation, and leaves nobody who listens', () => {
    const { queryClient, queryCache, shown } = open(first)
    const failing = (): never => {
      throw new TypeError('not so')
    }
    const edits = [adding('mine'), { queryKey, change: failing }, adding('mine, too')]
    expect(() => applyEdits(queryClient, edits)).toThrow('not so')
    expect(shown()).toBe(first)
    expect(queryCache.hasListeners()).toBe(false)
  })

  it('whose change does not fit a later answer is left out of it and told to its author; others are not', async () => {
    const uncaught = collectUncaught()
    const { queryClient, add, shown, answer, state } = open(first)
    const upper = (list: unknown): unknown => (list as readonly string[]).map((line) => line.trim())
    applyEdits(queryClient, [{ queryKey, change: upper }])
    add('mine')
    await answer([1 as unknown as string])
    expect(shown()).toEqual([1, 'mine'])
    expect(state()).toMatchObject({ status: 'success', fetchStatus: 'idle' })
    expect(uncaught).toEqual([expect.any(TypeError)])
    await answer(['again '])
    expect(shown()).toEqual(['again', 'mine'])
  })

  it('that is left out of every answer, as of each poll, is told to its author once', async () => {
    const uncaught = collectUncaught()
    const { queryClient, add, answer } = open(first)
    let isFitting = true
    const change = (list: unknown): unknown => {
      if (isFitting) return list
      throw new TypeError('not so')
    }
    for (const _ of ['one', 'other']) applyEdits(queryClient, [{ queryKey, change }])
    isFitting = false
    await answer(['a poll'])
    expect(uncaught).toHaveLength(2)
    await answer(['another poll'])
    add('mine').withdraw()
    await answer(['the last poll'])
    expect(uncaught).toHaveLength(2)
  })

  it('whose change throws at the call is told to the caller alone', async () => {
    const uncaught = collectUncaught()
    const { queryClient, add } = open(first)
    const failing = (): never => {
      throw new TypeError('not so')
    }
    add('yours')
    expect(() => applyEdits(queryClient, [adding('mine'), { queryKey, change: failing }])).toThrow(
      'not so',
    )
    await Promise.resolve()
    expect(uncaught).toEqual([])
  })

  it('once settled makes what comes unasked due to be asked again', () => {
    const { queryClient, add, state } = open(first)
    add('mine').settle()
    queryClient.setQueryData(queryKey, ['unasked'])
    expect(state()?.isInvalidated).toBe(true)
  })

  it('names the queries that it has edited, and none that is gone', () => {
    const { queryClient, queryCache, add } = open(first)
    const edits = add('mine')
    expect(edits.queries()).toEqual(queryCache.getAll())
    queryClient.removeQueries({ queryKey })
    expect(edits.queries()).toEqual([])
  })
})
