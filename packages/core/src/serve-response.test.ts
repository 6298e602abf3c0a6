import { describe, expect, it, vi } from 'vitest'
import type { Arrival } from './arrival.ts'
import { collectGarbage } from './collect-garbage.test-tool.ts'
import type { Outcome } from './http/cache-status.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { ARRIVAL, storedWith, url } from './rules/stored-response.test-fixture.ts'
import type { StoredResponse } from './rules/stored-response.ts'
import { serveResponse } from './serve-response.ts'

const { origin, client } = await originForTests()

describe('the network’s own response', () => {
  it.each([
    ['around the store', { cache: 'no-store' }],
    ['that answers a write', { method: 'POST' }],
    ['that is not to be stored', {}],
  ] as const)('%s waits for its reader, however long', async (_, init) => {
    const body = 'x'.repeat(200_000)
    origin.answer('/text', { headers: { 'content-type': 'text/plain' }, body })
    const response = await client().etagged.fetch('/text', init)
    for (let times = 0; times < 3; times++) await collectGarbage()
    expect(await response.text()).toBe(body)
  })

  it('is given itself: its body, its clone and its abort are those of fetch', async () => {
    origin.answer('/text', { headers: { 'content-type': 'text/plain', etag: '"1"' }, body: 'text' })
    const given: Response[] = []
    const { etagged } = createRecordedClient({
      baseUrl: origin.url,
      async fetch(input, init) {
        const response = await fetch(input, init)
        given.push(response)
        return response
      },
    })
    const response = await etagged.fetch('/text', { cache: 'no-store' })
    expect(response).toBe(given[0])
    const status = 'etagged; fwd=bypass; fwd-status=200; detail=cache-mode-no-store'
    const clone = response.clone()
    for (const each of [response, clone, clone.clone()]) {
      expect(each.headers.get('cache-status')).toBe(status)
      expect(each.headers.get('etag')).toBe('"1"')
      expect(each.url).toBe(`${origin.url}/text`)
      expect(await each.text()).toBe('text')
    }
  })

  it('adds to what caches before have told (RFC 9211 §2)', async () => {
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => new Response('text', { headers: { 'cache-status': 'cdn; hit' } }),
    })
    const response = await etagged.fetch('/text')
    expect(response.headers.get('cache-status')).toBe(
      'cdn; hit, etagged; fwd=uri-miss; fwd-status=200; detail=nothing-to-reuse-it-by',
    )
  })

  it('given several times by a network of the app’s own making, tells of each time alone', async () => {
    const empty = new Response(null, { status: 204 })
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => empty,
    })
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await etagged.fetch('/coins', { method })
      const status = 'etagged; fwd=method; fwd-status=204; detail=method'
      expect(response.headers.get('cache-status')).toBe(status)
      expect(response.clone().headers.get('cache-status')).toBe(status)
    }
  })
})

describe('a stored response', () => {
  const now = ARRIVAL + 10
  const served = (given: Partial<StoredResponse>, headers = {}, detail = 'fresh') => {
    const stored = storedWith({ 'content-type': 'application/json', ...headers }, given)
    const ttl = 50
    const outcome: Outcome =
      detail === 'fresh'
        ? { kind: 'hit', ttl, detail }
        : { kind: 'forwarded', fwd: 'stale', stored: true, collapsed: false, detail, ttl }
    return serveResponse({ kind: 'complete', stored, outcome, tier: 'memory', received: 0 }, now)
  }

  it('has its status, its fields and its URL, and tells what the cache did', async () => {
    const response = served({ status: 203, statusText: 'So Far' }, { etag: '"1"' })
    expect(response).toMatchObject({ status: 203, statusText: 'So Far', url, redirected: false })
    expect(response.headers.get('etag')).toBe('"1"')
    expect(response.headers.get('cache-status')).toBe('etagged; hit; ttl=50; detail=fresh')
    expect(await response.text()).toBe('{}')
  })

  it.each([
    ['fresh', '10'],
    ['stale-if-error', '10'],
    ['not-modified', null],
  ])(
    'tells its Age when it was reused without validation: %s (RFC 9111 §4, §5.1)',
    (detail, age) => {
      expect(served({}, {}, detail).headers.get('age')).toBe(age)
    },
  )

  it('has no Content-Type that nobody gave it', () => {
    const stored = storedWith()
    const outcome: Outcome = { kind: 'hit', ttl: 1, detail: 'fresh' }
    const arrival: Arrival = { kind: 'complete', stored, outcome, tier: 'memory', received: 0 }
    expect(serveResponse(arrival, now).headers.has('content-type')).toBe(false)
  })

  it.each([204, 205, 304])('with status %d has no body', (status) => {
    expect(served({ status }).body).toBeNull()
  })

  it('is of type basic on the page’s own origin, and by CORS on another', () => {
    expect(served({}).type).toBe('basic')
    vi.stubGlobal('location', new URL('https://api.test/page'))
    expect(served({}).type).toBe('basic')
    vi.stubGlobal('location', new URL('https://page.test/'))
    expect(served({}).type).toBe('cors')
    vi.unstubAllGlobals()
  })
})

it('a cookie is for the caller for whom it came, and not for who came along', async () => {
  const gate = Promise.withResolvers<void>()
  const headers = { 'set-cookie': 'a=1', 'x-own': 'yes' }
  const { etagged } = createRecordedClient({
    baseUrl: 'https://api.test',
    async fetch() {
      await gate.promise
      return new Response('no', { status: 503, headers })
    },
  })
  const both = [etagged.fetch('/coins'), etagged.fetch('/coins')]
  await turn()
  gate.resolve()
  const responses = await Promise.all(both)
  expect(responses.map((each) => each.headers.getSetCookie())).toEqual([['a=1'], []])
  expect(responses.map((each) => each.headers.get('x-own'))).toEqual(['yes', 'yes'])
})

it.each([
  { type: 'application/json-seq', isKept: true },
  { type: 'application/json; charset=utf-8', isKept: false },
  { type: 'application/problem+json', isKept: false },
])('I17: what is no JSON is kept as $type: $isKept', async ({ type, isKept }) => {
  const headers = { 'content-type': type, 'cache-control': 'max-age=60' }
  const { etagged } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async () => new Response('\u001E{}\n', { headers }),
  })
  expect(await (await etagged.fetch('/coins')).text()).toBe('\u001E{}\n')
  expect(etagged.entries()).toHaveLength(isKept ? 1 : 0)
})

it('what memory cannot hold, and no disk, is not said to be stored', async () => {
  const headers = { 'cache-control': 'max-age=60', 'content-length': '3500' }
  const { etagged, statuses } = createRecordedClient({
    baseUrl: 'https://api.test',
    memory: { maxBytes: 4096 },
    fetch: async () => new Response('x'.repeat(3500), { headers }),
  })
  expect(await (await etagged.fetch('/coins')).text()).toHaveLength(3500)
  expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; detail=too-long'])
  expect(await etagged.json('/coins').catch((error: unknown) => error)).toBeInstanceOf(Error)
  expect(etagged.entries()).toHaveLength(0)
})
