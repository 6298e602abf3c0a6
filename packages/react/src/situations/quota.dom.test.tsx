import { createEtagged, defineEndpoint, type Etagged } from '@etagged/core'
import { createQuota } from '@etagged/core/quota'
import { focusManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { memo, type ReactNode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { connect } from '../connect.ts'
import { type Item, trusting } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { refresh } from '../refresh.ts'

const LIMIT = 20
const WINDOW = 60_000

const things = defineEndpoint({ path: '/things/:id', response: trusting<Item>() })

interface Served {
  readonly id: number
  /** Milliseconds since the test began. */
  readonly at: number
  readonly status: number
}

/** Counts in windows of a minute, as the coin API does, and tells of it in `x-ratelimit-*`. */
const server = setupServer(
  http.get('http://api.test/things/:id', ({ params, request }) => {
    const now = Date.now()
    if (now >= windowBegan + WINDOW) {
      windowBegan = now
      count = 0
    }
    count++
    const id = Number(params['id'])
    const reset = String(Math.ceil((windowBegan + WINDOW - now) / 1000))
    const headers = {
      etag: `"${id}"`,
      'x-ratelimit-limit': String(LIMIT),
      'x-ratelimit-remaining': String(Math.max(0, LIMIT - count)),
      'x-ratelimit-reset': reset,
    }
    const isRefused = count > LIMIT
    const isKnown = request.headers.get('if-none-match') === `"${id}"`
    const status = isRefused ? 429 : isKnown ? 304 : 200
    served.push({ id, at: now - began, status })
    if (isRefused) return new HttpResponse(null, { status, headers: { 'retry-after': reset } })
    return status === 304
      ? new HttpResponse(null, { status, headers })
      : HttpResponse.json({ id, name: `thing ${id}` }, { headers })
  }),
)

let served: Served[] = []
let windowBegan = -Infinity
let count = 0
let began = 0

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  served = []
  windowBegan = -Infinity
  count = 0
  began = Date.now()
})
afterEach(() => {
  vi.useRealTimers()
  focusManager.setFocused(undefined)
})
afterAll(() => server.close())

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly renders: () => number
}

/** Moves time on; what the network answers meanwhile has arrived. */
async function pass(ms: number): Promise<void> {
  await act(async () => {
    for (let passed = 0; passed < ms; passed += 250) {
      await vi.advanceTimersByTimeAsync(250)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
}

const Thing = memo(function Thing({ id, onRender }: { id: number; onRender: () => void }) {
  onRender()
  return <li>{useQuery(query(things, { id })).data?.name}</li>
})

/** A page that shows `visible` things, and has read `others` before. All are stale. */
async function openPage(visible: readonly number[], others: readonly number[]): Promise<Page> {
  const client = createEtagged({ baseUrl: 'http://api.test', quota: createQuota() })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  let renders = 0
  for (const id of [...visible, ...others]) {
    const options = query(things, { id })
    const reading = queryClient.fetchQuery(options)
    await pass(250)
    await reading
    // The server begins anew: what it allows is for what follows.
    count = 0
  }
  function Page(): ReactNode {
    return visible.map((id) => <Thing key={id} id={id} onRender={() => renders++} />)
  }
  await pass(WINDOW)
  focusManager.setFocused(false)
  await act(async () => {
    render(
      <QueryClientProvider client={queryClient}>
        <Page />
      </QueryClientProvider>,
    )
  })
  await pass(2 * WINDOW)
  served = []
  windowBegan = -Infinity
  began = Date.now()
  renders = 0
  return { client, queryClient, renders: () => renders }
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

it('40 stale queries and 20 requests a minute: none is refused, what is looked at goes first, all are fresh in two minutes, and nothing renders', async () => {
  const { queryClient, renders } = await openPage(range(0, 15), range(15, 40))
  focusManager.setFocused(true)
  const refreshed = queryClient.refetchQueries({ type: 'all' })
  await pass(2 * WINDOW)
  await refreshed
  expect(served.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 304))
  const first = served.slice(0, 15).map(({ id }) => id)
  expect(first.toSorted((one, other) => one - other)).toEqual(range(0, 15))
  const last = served.at(-1)?.at ?? Infinity
  console.log(`looked at: by ${served[14]?.at} ms, all: by ${last} ms`)
  expect(last).toBeLessThan(2 * WINDOW)
  expect(renders()).toBe(0)
})

it('what a user asks for by hand, and what he looks at without data, goes at once, however many wait', async () => {
  const { queryClient } = await openPage(range(0, 3), range(3, 40))
  focusManager.setFocused(true)
  const refreshed = queryClient.refetchQueries({ type: 'all' })
  await pass(2000)
  const waitedFor = served.length
  expect(waitedFor).toBeLessThan(LIMIT - 2)
  const asked = range(3, 40).find((id) => served.every((each) => each.id !== id))
  void refresh(queryClient, query(things, { id: asked ?? 0 }))
  void queryClient.fetchQuery(query(things, { id: 99 }))
  await pass(500)
  expect(served.slice(waitedFor).map(({ id }) => id)).toEqual([asked, 99])
  await pass(3 * WINDOW)
  await refreshed
  expect(served.filter(({ status }) => status === 429)).toEqual([])
})

it('a refusal makes the others wait as long as Retry-After says, and not run into it one after another', async () => {
  const { queryClient } = await openPage([], range(0, 10))
  focusManager.setFocused(true)
  // Somebody else, at the same address, has used it up.
  windowBegan = Date.now()
  count = LIMIT
  const refreshed = queryClient.refetchQueries({ type: 'all' })
  await pass(2 * WINDOW)
  await refreshed
  const refused = served.filter(({ status }) => status === 429)
  expect(refused.length).toBeLessThanOrEqual(1)
  expect(served.filter(({ status }) => status === 304)).toHaveLength(10)
})

it('a query that is no longer wanted gives its turn to the next', async () => {
  const { queryClient } = await openPage([], range(0, 30))
  focusManager.setFocused(true)
  const refreshed = queryClient.refetchQueries({ type: 'all' })
  await pass(2000)
  const waiting = range(0, 30).filter((id) => served.every((each) => each.id !== id))
  const given = waiting.slice(0, 5)
  for (const id of given) await queryClient.cancelQueries(query(things, { id }))
  await pass(2 * WINDOW)
  await refreshed
  expect(served.some(({ id }) => given.includes(id))).toBe(false)
  expect(served).toHaveLength(30 - given.length)
})
