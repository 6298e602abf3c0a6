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
  const started = performance.now(); const log = (w: string) => console.log(w, Math.round(performance.now() - started), Date.now() - began, served.length)
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
  log('read')
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
  log('shown')
  served = []
  windowBegan = -Infinity
  began = Date.now()
  renders = 0
  return { client, queryClient, renders: () => renders }
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

it('40 stale queries and 20 requests a minute: none is refused, visible ones go first, all are fresh in two minutes, and nothing renders', async () => {
  const { client, queryClient, renders } = await openPage(range(0, 15), range(15, 40))
  focusManager.setFocused(true)
  const refreshed = queryClient.refetchQueries({ type: 'all' })
  await pass(2 * WINDOW)
  console.log(JSON.stringify(served.map((x) => x.at)), queryClient.isFetching(), client.quota?.buckets(), Date.now()/1000)
  await refreshed
  expect(served.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 304))
  const visibleAt = served.filter(({ id }) => id < 15).map(({ at }) => at)
  const othersAt = served.filter(({ id }) => id >= 15).map(({ at }) => at)
  expect(served.slice(0, 15).filter(({ id }) => id < 15).length).toBeGreaterThanOrEqual(14)
  console.log(
    `visible by ${Math.max(...visibleAt) / 1000} s, all by ${Math.max(...othersAt) / 1000} s`,
  )
  expect(Math.max(...served.map(({ at }) => at))).toBeLessThan(2 * WINDOW)
  expect(renders()).toBe(0)
})
