import { noop, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { holdTimers } from './held-timers.test-fixture.ts'
import { validateFor } from './validate-in-time.ts'

holdTimers()

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

type Answer = () => Promise<string>

/** A watched query whose first flight is under way. */
async function openAsking(answer: Answer) {
  const queryClient = new QueryClient()
  let asked = 0
  const observer = new QueryObserver(queryClient, {
    queryKey: ['list'],
    queryFn() {
      asked++
      return answer()
    },
    retry: 3,
    retryDelay: 60_000,
  })
  const stop = observer.subscribe(noop)
  await pass(1)
  const query = queryClient.getQueryCache().getAll()[0]
  if (query === undefined) throw new Error('there is no query')
  return { queryClient, query, stop, asked: () => asked }
}

const hanging: Answer = () => new Promise(noop)
const failing: Answer = () => Promise.reject(new Error('503'))

describe('A query that is to be validated in its own time', () => {
  it.each([
    { of: 'whose request hangs', answer: hanging, status: 'fetching' },
    { of: 'that waits after a failure', answer: failing, status: 'fetching' },
  ])('$of ends with the removal of its query, and asks nothing after it', async (row) => {
    const { queryClient, query, stop, asked } = await openAsking(row.answer)
    validateFor('live', query)
    await pass(1)
    expect(asked()).toBe(1)
    queryClient.removeQueries()
    // As after the removal of its component, and of its session.
    stop()
    await pass(120_000)
    // TanStack leaves it so: who waited for another status would wait in microtasks, and freeze the page.
    expect(query.state.fetchStatus).toBe(row.status)
    expect(asked()).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets what waits after a failure wait as long as it was told to', async () => {
    const { query, asked, stop } = await openAsking(failing)
    validateFor('live', query)
    await pass(59_000)
    expect(asked()).toBe(1)
    await pass(1500)
    expect(asked()).toBe(2)
    stop()
  })

  it('calls off what hangs for 10 s', async () => {
    const { query, asked, stop } = await openAsking(hanging)
    validateFor('another-tab', query)
    await pass(9999)
    expect(asked()).toBe(1)
    await pass(1)
    expect(asked()).toBe(2)
    stop()
  })

  it.each(['unsafe-method', 'app'] as const)(
    'has no time when it is invalidated because: %s',
    async (because) => {
      const { query, asked, stop } = await openAsking(hanging)
      validateFor(because, query)
      await pass(1)
      expect(asked()).toBe(2)
      stop()
    },
  )
})
