import { createEtagged, type Etagged } from '@etagged/core'
import {
  dehydrate,
  focusManager,
  hydrate,
  MutationObserver,
  onlineManager,
  QueryClient,
} from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { sessionQueryClient } from './session-query-client.ts'
import { holdTimers, rest } from './held-timers.test-fixture.ts'

holdTimers()

const open = (): Etagged => createEtagged({ baseUrl: 'http://api.test', tabs: false })

interface Owner {
  readonly whose: string
  readonly join: (client: Etagged) => QueryClient
}

function joinByHand(client: Etagged): QueryClient {
  const queryClient = new QueryClient()
  connect(queryClient, client)
  return queryClient
}

const lasting: readonly Owner[] = [
  { whose: 'a QueryClient that was connected by hand', join: joinByHand },
  {
    whose: 'one that a provider was given for all sessions',
    join: (client) => sessionQueryClient(new QueryClient(), client, client.session),
  },
]
const owners: readonly Owner[] = [
  ...lasting,
  {
    whose: "a session's own",
    join: (client) => sessionQueryClient(undefined, client, client.session),
  },
]

interface Call {
  readonly name: string
  readonly scope?: string
  readonly retry?: number
}

/** Mutations of the app, and what becomes of them. */
function watch(queryClient: QueryClient) {
  const sent: string[] = []
  const ends: Record<string, unknown> = {}
  const answers = new Map<string, (answer: Promise<unknown>) => void>()
  function call({ name, scope, retry = 0 }: Call): MutationObserver {
    const observer = new MutationObserver(queryClient, {
      ...(scope !== undefined && { scope: { id: scope } }),
      retry,
      retryDelay: 60_000,
      mutationFn() {
        sent.push(name)
        return new Promise<unknown>((resolve) => answers.set(name, resolve))
      },
    })
    observer.mutate().then(
      (data) => (ends[name] = data),
      (error: Error) => (ends[name] = error.name),
    )
    return observer
  }
  return {
    sent,
    ends,
    call,
    async answer(name: string, answer: Promise<unknown> = Promise.resolve('done')) {
      answers.get(name)?.(answer)
      await rest(5000)
    },
  }
}

describe('A mutation that was called before anybody was known', () => {
  it.each(lasting)('lasts, and whoever waits in its scope has his turn ($whose)', async (row) => {
    const client = open()
    const queryClient = row.join(client)
    const { call, answer, ends } = watch(queryClient)
    call({ name: 'first', scope: 'cart' })
    call({ name: 'second', scope: 'cart' })
    await client.signIn('alice')
    await rest(5000)
    expect(queryClient.isMutating()).toBe(2)
    await answer('first')
    await answer('second')
    expect(ends).toEqual({ first: 'done', second: 'done' })
  })

  it.each(lasting)('and restored by a persister, is there to be resumed ($whose)', async (row) => {
    const before = joinByHand(open())
    onlineManager.setOnline(false)
    watch(before).call({ name: 'kept' })
    const client = open()
    const queryClient = row.join(client)
    hydrate(queryClient, dehydrate(before))
    await client.signIn('alice')
    await rest(5000)
    expect(queryClient.getMutationCache().getAll()).toMatchObject([{ state: { isPaused: true } }])
  })

  it.each(owners)('is gone with whoever turned out to be nobody ($whose)', async ({ join }) => {
    const client = open()
    const queryClient = join(client)
    const { call, answer } = watch(queryClient)
    call({ name: 'of nobody' })
    await client.signIn(null)
    await rest(5000)
    expect(queryClient.isMutating()).toBe(1)
    await client.signIn('alice')
    await rest(5000)
    expect(queryClient.isMutating()).toBe(0)
    await answer('of nobody')
  })

  it("ends in a session's own QueryClient: on its way as it ends, and in its scope unsent", async () => {
    const client = open()
    const { call, answer, ends } = watch(sessionQueryClient(undefined, client, client.session))
    call({ name: 'first', scope: 'cart' })
    call({ name: 'second', scope: 'cart' })
    await client.signIn('alice')
    await rest(5000)
    await answer('first')
    expect(ends).toEqual({ first: 'done', second: 'SessionEndedError' })
  })
})

describe('At the end of its session', () => {
  async function openSession({ join }: Owner) {
    const client = open()
    await client.signIn('alice')
    const queryClient = join(client)
    return { client, queryClient, ...watch(queryClient) }
  }

  it.each(owners)(
    'a mutation on its way ends, and those that wait in its scope fail unsent ($whose)',
    async (row) => {
      const { client, queryClient, call, answer, sent, ends } = await openSession(row)
      for (const name of ['first', 'second', 'third']) call({ name, scope: 'cart' })
      await client.signIn('bob')
      await rest(5000)
      expect(queryClient.getMutationCache().getAll()).toEqual([])
      expect(ends).toEqual({ second: 'SessionEndedError', third: 'SessionEndedError' })
      await answer('first')
      expect(ends).toMatchObject({ first: 'done' })
      expect(sent).toEqual(['first'])
    },
  )

  it.each(owners)(
    'one that waits for the network fails unsent when that is back, whatever renders ($whose)',
    async (row) => {
      const { client, call, sent, ends } = await openSession(row)
      onlineManager.setOnline(false)
      const observer = call({ name: 'hers' })
      await client.signIn('bob')
      await rest(5000)
      observer.setOptions(observer.options)
      expect(ends).toEqual({})
      onlineManager.setOnline(true)
      await rest(5000)
      expect([sent, ends]).toEqual([[], { hers: 'SessionEndedError' }])
    },
  )

  it.each(owners)(
    'one between two attempts is not tried again, and fails once it is due and the page is shown ($whose)',
    async (row) => {
      const { client, call, answer, sent, ends } = await openSession(row)
      call({ name: 'hers', retry: 1 })
      await rest(5000)
      await answer('hers', Promise.reject(new TypeError('no network')))
      await client.signIn('bob')
      await rest(5000)
      focusManager.setFocused(false)
      vi.advanceTimersByTime(60_000)
      await rest(5000)
      expect(ends).toEqual({})
      focusManager.setFocused(true)
      await rest(5000)
      expect([sent, ends]).toEqual([['hers'], { hers: 'SessionEndedError' }])
    },
  )

  it.each(lasting)(
    "the next session's own in the same scope goes on, and the former's fails none the less ($whose)",
    async (row) => {
      const { client, call, answer, ends } = await openSession(row)
      call({ name: 'hers', scope: 'cart' })
      call({ name: 'hers, too', scope: 'cart' })
      await client.signIn('bob')
      call({ name: 'his', scope: 'cart' })
      await rest(5000)
      expect(ends).toEqual({ 'hers, too': 'SessionEndedError' })
      await answer('hers')
      await answer('his')
      expect(ends).toMatchObject({ hers: 'done', his: 'done' })
    },
  )

  it.each(owners)('nobody listens for the network once all have ended ($whose)', async (row) => {
    const { client, call, answer } = await openSession(row)
    // Which is all that listens; other files' may listen, too.
    const mount = vi.spyOn(QueryClient.prototype, 'mount')
    const unmount = vi.spyOn(QueryClient.prototype, 'unmount')
    call({ name: 'hers' })
    await client.signIn('bob')
    await rest(5000)
    expect([mount, unmount].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
    await answer('hers')
    expect([mount, unmount].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })
})
