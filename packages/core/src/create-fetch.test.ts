import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { held, type Origin, startOrigin, tagged } from './origin.test-server.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'

let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
})
afterEach(() => origin.reset())
afterAll(() => origin[Symbol.asyncDispose]())

const client = (options: Parameters<typeof createRecordedClient>[0] = {}) =>
  createRecordedClient({ baseUrl: origin.url, ...options })

const sent = (name: string) => origin.requests.map(({ headers }) => headers[name])

/** A client whose network is this function. */
function offline(network: (request: Request) => Response | Promise<Response>, options = {}) {
  return createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async (input, init) => network(new Request(input, init)),
    ...options,
  })
}

describe('fetch stands in for the global one', () => {
  const headers = { etag: '"1"', 'cache-control': 'max-age=60', 'x-own': 'é' }

  it('gives a Response with status, fields, URL and body, from the network and from the store', async () => {
    origin.answer('/coins', { status: 203, statusText: 'So Far', headers, body: { a: 1 } })
    const { etagged } = client()
    for (const status of ['fwd=uri-miss', 'hit']) {
      const response = await etagged.fetch('/coins')
      expect(response).toBeInstanceOf(Response)
      expect(response.ok).toBe(true)
      expect(response.status).toBe(203)
      expect(response.statusText).toBe('So Far')
      expect(response.url).toBe(`${origin.url}/coins`)
      expect(response.type).toBe('basic')
      expect(response.redirected).toBe(false)
      expect(response.headers.get('etag')).toBe('"1"')
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('cache-status')).toMatch(new RegExp(`^etagged; ${status}`))
      const clone = response.clone()
      expect(clone.url).toBe(`${origin.url}/coins`)
      expect(await response.json()).toEqual({ a: 1 })
      expect(await clone.clone().text()).toBe('{"a":1}')
      expect(response.bodyUsed).toBe(true)
    }
    expect(origin.requests).toHaveLength(1)
  })

  it('takes a URL, a string or a Request, and init headers in any form', async () => {
    origin.answer('/coins', { headers: { 'cache-control': 'max-age=60' }, body: {} })
    const { etagged } = client()
    const url = `${origin.url}/coins`
    await (
      await etagged.fetch(new Request(url, { headers: { accept: 'a/1' } }), { cache: 'reload' })
    ).arrayBuffer()
    await (
      await etagged.fetch(new URL(url), {
        headers: new Headers({ accept: 'a/2' }),
        cache: 'reload',
      })
    ).arrayBuffer()
    await (
      await etagged.fetch(url, { headers: [['accept', 'a/3']], cache: 'reload' })
    ).arrayBuffer()
    await (
      await etagged.fetch('coins', { headers: { accept: 'a/4' }, cache: 'reload' })
    ).arrayBuffer()
    await (
      await etagged.fetch(new Request(url, { headers: { accept: 'a/1' } }), {
        headers: { accept: 'a/5' },
        cache: 'reload',
      })
    ).arrayBuffer()
    expect(sent('accept')).toEqual(['a/1', 'a/2', 'a/3', 'a/4', 'a/5'])
    const hits = [new Request(url), new URL(url), url, 'coins', '/coins#top', '//coins']
    for (const input of hits) {
      const response = await etagged.fetch(input)
      expect(response.headers.get('cache-status')).toContain('hit')
    }
  })

  it('sends the body of a Request, and of init', async () => {
    const bodies: string[] = []
    const { etagged } = offline(async (request) => {
      bodies.push(`${request.method} ${await request.text()}`)
      return new Response(null, { status: 204 })
    })
    await (
      await etagged.fetch(new Request('https://api.test/a', { method: 'POST', body: 'one' }))
    ).arrayBuffer()
    await (await etagged.fetch('/a', { method: 'put', body: 'two' })).arrayBuffer()
    expect(bodies).toEqual(['POST one', 'PUT two'])
  })

  it('adds Age to a reused response and leaves Date (RFC 9111 §4, §5.1)', async () => {
    const date = 'Fri, 15 Jan 2027 08:00:00 GMT'
    origin.answer('/coins', { headers: { ...headers, date, age: '5' }, body: {} })
    const { etagged, clock } = client()
    const first = await etagged.fetch('/coins')
    expect(first.headers.get('age')).toBe('5')
    await first.arrayBuffer()
    clock.advance(7.9)
    const reused = await etagged.fetch('/coins')
    expect(reused.headers.get('age')).toBe('12')
    expect(reused.headers.get('date')).toBe(date)
  })

  it.each([204, 205])('gives a %d without a body', async (status) => {
    origin.answer('/coins', {
      status,
      headers: { ...headers, 'cache-control': 'private, max-age=60' },
    })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins')
    expect(response.headers.get('cache-status')).toContain('hit')
    expect(response.status).toBe(status)
    expect(response.body).toBeNull()
  })

  it('gives bytes that are no text as they are', async () => {
    const bytes = Uint8Array.of(0xff, 0, 0xfe, 0x80)
    origin.answer('/coins', { headers: { ...headers, 'content-type': 'image/png' }, body: bytes })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins')
    expect(response.headers.get('cache-status')).toContain('hit')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('makes up no Content-Type', async () => {
    const { etagged } = offline(
      () => new Response(new TextEncoder().encode('{}'), { headers: { etag: '"1"' } }),
    )
    expect((await etagged.fetch('/coins')).headers.get('content-type')).toBeNull()
  })

  it('gives an error answer with all its fields, and keeps nothing of it', async () => {
    origin.answer('/coins', {
      status: 401,
      statusText: 'Who Are You',
      headers: { 'www-authenticate': 'Bearer', 'set-cookie': ['a=1', 'b=2'], etag: '"1"' },
      body: 'sign in',
    })
    const { etagged } = client()
    const response = await etagged.fetch('/coins')
    expect(response.status).toBe(401)
    expect(response.statusText).toBe('Who Are You')
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('sign in')
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  it('gives a status that no script could make', async () => {
    origin.answer('/coins', { status: 999, body: 'odd' })
    const response = await client().etagged.fetch('/coins')
    expect(response.status).toBe(999)
    expect(await response.text()).toBe('odd')
  })

  it('gives an opaque answer as it is', async () => {
    const opaque = new Response(null)
    Object.defineProperties(opaque, {
      type: { value: 'opaque' },
      status: { value: 0 },
      ok: { value: false },
    })
    const { etagged } = offline(() => opaque)
    expect(await etagged.fetch('/coins')).toBe(opaque)
  })

  it('network errors pass unchanged: the very same object', async () => {
    const error = new TypeError('fetch failed')
    const { etagged } = offline(async () => Promise.reject(error))
    expect(await rejectionOf(etagged.fetch('/coins'))).toBe(error)
    expect(await rejectionOf(etagged.json('/coins'))).toBe(error)
    expect(await rejectionOf(etagged.fetch('/coins', { method: 'POST' }))).toBe(error)
  })

  it('a signal that is aborted already rejects, although the answer is stored', async () => {
    origin.answer('/coins', { headers, body: {} })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const reason = new Error('never mind')
    const signal = AbortSignal.abort(reason)
    expect(await rejectionOf(etagged.fetch('/coins', { signal }))).toBe(reason)
    const request = new Request(`${origin.url}/coins`, { signal })
    expect(await rejectionOf(etagged.fetch(request))).toBe(reason)
    expect(await rejectionOf(etagged.fetch('/coins', { signal, method: 'POST' }))).toBe(reason)
    expect(origin.requests).toHaveLength(1)
  })
})

describe('a caller who leaves while the disk is read', () => {
  it('is rejected with his reason, and the network is not asked', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const { etagged } = client({ store: disk.persistence })
    const controller = new AbortController()
    const { signal } = controller
    const answer = rejectionOf(etagged.json('/coins', { signal }))
    const reason = new Error('never mind')
    controller.abort(reason)
    gate.resolve()
    expect(await answer).toBe(reason)
    expect(origin.requests).toEqual([])
  })
})

describe('I3: the network is always asked with cache: no-store', () => {
  it.each<RequestCache>(['default', 'reload', 'no-cache', 'force-cache', 'no-store'])(
    'in cache mode %s',
    async (cache) => {
      const modes: RequestCache[] = []
      const { etagged } = createRecordedClient({
        baseUrl: 'https://api.test',
        fetch: async (_, init) => {
          modes.push(init?.cache ?? 'default')
          return Response.json({})
        },
      })
      await (await etagged.fetch('/coins', { cache })).arrayBuffer()
      expect(modes).toEqual(['no-store'])
    },
  )
})

describe('a conditional request', () => {
  it('to another origin adds no field that would need permission', async () => {
    vi.stubGlobal('location', new URL('https://page.test/'))
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    vi.unstubAllGlobals()
    expect(sent('if-none-match')).toEqual([undefined, '"1"'])
    expect(sent('cache-control')[1]).not.toBe('max-age=0')
  })
})

describe('I15: cache modes (Fetch standard)', () => {
  const headers = { etag: '"1"', 'cache-control': 'max-age=60' }

  it.each<{ cache: RequestCache; status: string; requests: number }>([
    { cache: 'default', status: 'hit', requests: 1 },
    { cache: 'force-cache', status: 'hit', requests: 1 },
    { cache: 'only-if-cached', status: 'hit', requests: 1 },
    { cache: 'no-cache', status: 'fwd=request; fwd-status=304; stored', requests: 2 },
    { cache: 'reload', status: 'fwd=request; fwd-status=200; stored', requests: 2 },
  ])('$cache: $status', async ({ cache, status, requests }) => {
    origin.answer('/coins', tagged('"1"', {}, headers))
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { cache })
    expect(response.headers.get('cache-status')).toContain(status)
    expect(origin.requests).toHaveLength(requests)
  })

  it('no-store goes around the store', async () => {
    origin.answer('/coins', tagged('"1"', {}, headers), { headers, body: { new: true } })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    expect(await (await etagged.fetch('/coins', { cache: 'no-store' })).json()).toEqual({
      new: true,
    })
    expect(await (await etagged.fetch('/coins')).json()).toEqual({})
    expect(statuses()).toEqual([
      'fwd=uri-miss; fwd-status=200; stored; ttl=60; detail=full-response',
      'fwd=bypass; fwd-status=200; detail=cache-mode-no-store',
      'hit; ttl=60; detail=fresh',
    ])
  })

  it('only-if-cached unmet is a 504 (RFC 9111 §5.2.1.7)', async () => {
    const { etagged } = client()
    const mode = await etagged.fetch('/coins', { cache: 'only-if-cached' })
    const directive = await etagged.fetch('/coins', {
      headers: { 'cache-control': 'only-if-cached' },
    })
    expect([mode.status, directive.status]).toEqual([504, 504])
    expect(mode.headers.get('cache-status')).toBe('etagged; fwd=miss; detail=only-if-cached')
    expect(origin.requests).toEqual([])
  })

  it('force-cache takes what is stale', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(1000)
    const response = await etagged.fetch('/coins', { cache: 'force-cache' })
    expect(response.headers.get('age')).toBe('1000')
    expect(origin.requests).toHaveLength(1)
  })
})

describe("I15: the caller's own conditions pass", () => {
  it('his If-None-Match, and his 304', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { headers: { 'if-none-match': '"9"' } })
    expect(response.status).toBe(304)
    expect(sent('if-none-match')).toEqual([undefined, '"9"'])
    expect(statuses()[1]).toBe('fwd=bypass; fwd-status=304; detail=own-precondition')
  })

  it('his Range, and his 206', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 206, headers: { etag: '"1"' }, body: 'x' })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { headers: { range: 'bytes=0-0' } })
    expect(response.status).toBe(206)
    expect(await (await etagged.fetch('/coins', { cache: 'force-cache' })).json()).toEqual({})
  })
})

describe('I20: other methods are never stored nor answered from the store', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])('%s', async (method) => {
    origin.answer('/coins', {
      headers: { etag: '"1"', 'cache-control': 'max-age=60, immutable' },
      body: {},
    })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    await (await etagged.fetch('/coins', { method })).arrayBuffer()
    await (await etagged.fetch('/coins', { method, cache: 'force-cache' })).arrayBuffer()
    expect(origin.requests).toHaveLength(3)
    expect(etagged.stats().entries).toBe(1)
    expect(statuses().slice(1)).toEqual(Array(2).fill('fwd=method; fwd-status=200; detail=method'))
  })

  it('a HEAD leaves what is stored, and json gives it no data', async () => {
    origin.answer('/coins', { headers: { etag: '"1"', 'content-length': '7' }, body: { a: 1 } })
    const { etagged } = client()
    expect((await etagged.json('/coins', { method: 'HEAD' })).data).toBeUndefined()
  })
})

describe('I14: a 304 that cannot be used is never seen by the caller', () => {
  const full = { headers: { etag: '"2"' }, body: { version: 2 } }

  it('one with a foreign tag: once more, unconditionally', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } }, full)
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it('one that a redirect led to: once more, unconditionally', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', {}),
      { status: 302, headers: { location: '/other' } },
      full,
    )
    origin.answer('/other', { status: 304, headers: { etag: '"1"' } })
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(origin.requests.map(({ path }) => path)).toEqual([
      '/coins',
      '/coins',
      '/other',
      '/coins',
    ])
  })

  it('one that nobody asked for: exactly one retry, which may succeed', async () => {
    origin.answer('/coins', { status: 304 }, full)
    const { etagged } = client()
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(origin.requests).toHaveLength(2)
  })

  it('one that nobody asked for, twice: 502', async () => {
    origin.answer('/coins', { status: 304 })
    const { etagged } = client()
    const response = await etagged.fetch('/coins')
    expect(response.status).toBe(502)
    expect(response.headers.get('cache-status')).toBe(
      'etagged; fwd=miss; fwd-status=304; detail=unsolicited-304',
    )
    expect(origin.requests).toHaveLength(2)
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status: 502 })
  })

  it('one with a foreign tag, and then again a 304: 502', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } })
    const { etagged } = client()
    await etagged.json('/coins')
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status: 502 })
    expect(origin.requests).toHaveLength(3)
  })

  it('one for a response that was removed meanwhile', async () => {
    const late = held({ status: 304, headers: { etag: '"1"' } })
    origin.answer('/coins', tagged('"1"', {}), late.script, full)
    const { etagged } = client()
    await etagged.json('/coins')
    const answer = etagged.json('/coins')
    await late.arrived
    await etagged.remove({ url: '/coins' })
    late.release()
    expect((await answer).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it.each([412, 428, 431])('a %d to our precondition: once more without it', async (status) => {
    origin.answer('/coins', tagged('"1"', {}), { status, body: 'no' }, full)
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it.each([412, 428, 431])(
    'a %d to a request without precondition is an answer',
    async (status) => {
      origin.answer('/coins', { status, body: 'no' })
      await expect(client().etagged.json('/coins')).rejects.toMatchObject({ status, body: 'no' })
      expect(origin.requests).toHaveLength(1)
    },
  )
})

describe('I16: a 304 with no-store evicts; its answer may be used this once', () => {
  it('in memory and on disk', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }), {
      status: 304,
      headers: { etag: '"1"', 'cache-control': 'no-store' },
    })
    const { etagged, statuses } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
    expect(statuses()[1]).toContain('detail=response-no-store')
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  it('a request with no-store keeps nothing new (RFC 9111 §5.2.1.5)', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(100)
    await etagged.json('/coins', { headers: { 'cache-control': 'no-store' } })
    expect((await etagged.peek('/coins'))?.freshness.age).toBe(100)
  })
})

describe('I21: what is never stored leaves the stored response usable', () => {
  it('a redirected answer', async () => {
    origin.answer('/old', { status: 301, headers: { location: '/new' } })
    origin.answer('/new', {
      headers: { etag: '"1"', 'cache-control': 'max-age=60' },
      body: { a: 1 },
    })
    const { etagged, statuses } = client()
    const response = await etagged.fetch('/old')
    expect(response.redirected).toBe(true)
    expect(await response.json()).toEqual({ a: 1 })
    expect(etagged.stats().entries).toBe(0)
    expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; detail=redirected'])
  })

  it.each([
    { says: 'an error', reply: { status: 500, headers: { etag: '"2"' }, body: 'no' } },
    {
      says: 'a 206 that nobody asked for',
      reply: { status: 206, headers: { etag: '"2"' }, body: '{' },
    },
    {
      says: 'no-store',
      reply: { headers: { etag: '"2"', 'cache-control': 'no-store' }, body: { secret: true } },
    },
    { says: 'Vary: *', reply: { headers: { etag: '"2"', vary: '*' }, body: { any: true } } },
  ])('$says', async ({ reply }) => {
    origin.answer('/coins', tagged('"1"', { a: 1 }), reply)
    const { etagged } = client()
    const first = await etagged.json('/coins')
    const response = await etagged.fetch('/coins')
    await response.text()
    expect((await etagged.peek('/coins'))?.data).toBe(first.data)
  })
})

describe('a body that cannot be stored streams', () => {
  const endless = { headers: { 'content-type': 'text/plain' }, body: 'first', endless: true }

  async function firstChunk(response: Response) {
    const reader = response.body?.getReader()
    const chunk = await reader?.read()
    return { text: new TextDecoder().decode(chunk?.value), rest: () => reader?.read() }
  }

  it('to its caller as it arrives', async () => {
    origin.answer('/events', endless)
    const { etagged, statuses } = client()
    const response = await etagged.fetch('/events')
    expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; detail=nothing-to-reuse-it-by'])
    expect((await firstChunk(response)).text).toBe('first')
    await etagged.close()
  })

  it("and the caller's signal still aborts it", async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    const controller = new AbortController()
    const response = await etagged.fetch('/events', { signal: controller.signal })
    const { rest } = await firstChunk(response)
    const reason = new Error('enough')
    const next = rejectionOf(Promise.resolve(rest()))
    controller.abort(reason)
    expect(await next).toBe(reason)
  })

  it('also when it answers a write', async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    const controller = new AbortController()
    const { signal } = controller
    const response = await etagged.fetch('/events', { method: 'POST', signal })
    const { rest } = await firstChunk(response)
    const next = rejectionOf(Promise.resolve(rest()))
    controller.abort(new Error('enough'))
    expect(await next).toEqual(new Error('enough'))
  })

  it('and the end of the session aborts it, too', async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    await etagged.signIn('alice')
    const response = await etagged.fetch('/events')
    const { rest } = await firstChunk(response)
    const next = rejectionOf(Promise.resolve(rest()))
    await etagged.signOut()
    expect(await next).toMatchObject({ code: 'session-ended' })
  })

  it('to each of several callers from an exchange of his own', async () => {
    origin.answer('/text', { headers: { 'content-type': 'text/plain' }, body: 'all' })
    const { etagged } = client()
    const responses = await Promise.all([etagged.fetch('/text'), etagged.fetch('/text')])
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual(['all', 'all'])
    expect(origin.requests).toHaveLength(2)
  })

  it('when the first caller has left, the next asks for his own', async () => {
    const late = held({ headers: { 'content-type': 'text/plain' }, body: 'all' })
    origin.answer('/text', late.script)
    const { etagged } = client()
    const controller = new AbortController()
    const left = rejectionOf(etagged.fetch('/text', { signal: controller.signal }))
    const stays = etagged.fetch('/text')
    await late.arrived
    controller.abort()
    late.release()
    expect(await left).toMatchObject({ name: 'AbortError' })
    expect(await (await stays).text()).toBe('all')
  })
})

describe('stale-while-revalidate (RFC 5861 §3)', () => {
  const headers = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }

  it('answers fetch at once and validates behind it; idle waits for that', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), tagged('"2"', { a: 2 }, headers))
    const { etagged, clock, statuses, of } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    expect(await (await etagged.fetch('/coins')).json()).toEqual({ a: 1 })
    await etagged.idle()
    expect(await (await etagged.fetch('/coins')).json()).toEqual({ a: 2 })
    expect(statuses()).toEqual([
      'fwd=uri-miss; fwd-status=200; stored; ttl=10; detail=full-response',
      'hit; ttl=-20; detail=stale-while-revalidate',
      'fwd=stale; fwd-status=200; stored; ttl=10; detail=full-response',
      'hit; ttl=10; detail=fresh',
    ])
    expect(of('request').map(({ inBackground }) => inBackground)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(etagged.stats()).toMatchObject({ requests: 3, hits: 2, misses: 1, bytesReceived: 14 })
  })

  it('never serves json, which waits for the origin', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), tagged('"2"', { a: 2 }, headers))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(30)
    expect((await etagged.json('/coins')).data).toEqual({ a: 2 })
  })

  it('validates once for several callers, and not with the signal of any', async () => {
    const late = held(tagged('"2"', { a: 2 }, headers))
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), late.script)
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    const controller = new AbortController()
    await (await etagged.fetch('/coins', { signal: controller.signal })).arrayBuffer()
    await (await etagged.fetch('/coins')).arrayBuffer()
    await late.arrived
    controller.abort()
    await turn()
    clock.advance(0)
    late.release()
    await etagged.idle()
    expect(origin.requests).toHaveLength(2)
    expect((await etagged.peek('/coins'))?.data).toEqual({ a: 2 })
  })

  it('a validation that fails is an event, and no unhandled rejection', async () => {
    let isUp = true
    const { etagged, clock, of } = offline(() => {
      if (!isUp) throw new TypeError('offline')
      return Response.json({}, { headers: { ...headers, etag: '"1"' } })
    })
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    isUp = false
    expect((await etagged.fetch('/coins')).ok).toBe(true)
    await etagged.idle()
    expect(of('failure')).toHaveLength(1)
  })

  it('max-stale takes a stale response and asks for nothing (RFC 9111 §5.2.1.2)', async () => {
    origin.answer('/coins', tagged('"1"', {}, { 'cache-control': 'max-age=10' }))
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    await (
      await etagged.fetch('/coins', { headers: { 'cache-control': 'max-stale' } })
    ).arrayBuffer()
    await etagged.idle()
    expect(origin.requests).toHaveLength(1)
  })
})

describe('stale-if-error (RFC 5861 §4)', () => {
  const headers = { etag: '"1"', 'cache-control': 'max-age=10, stale-if-error=60' }

  it.each([500, 502, 503, 504])(
    'a %d lets fetch have the stale response, with its Age',
    async (status) => {
      origin.answer('/coins', { headers, body: { a: 1 } }, { status, body: 'down' })
      const { etagged, clock } = client()
      await (await etagged.fetch('/coins')).arrayBuffer()
      clock.advance(30)
      const response = await etagged.fetch('/coins')
      expect(await response.json()).toEqual({ a: 1 })
      expect(response.headers.get('age')).toBe('30')
      expect(response.headers.get('cache-status')).toBe(
        `etagged; fwd=stale; fwd-status=${status}; ttl=-20; detail=stale-if-error`,
      )
    },
  )

  it('so does a network error', async () => {
    let isUp = true
    const { etagged, clock } = offline(() => {
      if (!isUp) throw new TypeError('offline')
      return Response.json({ a: 1 }, { headers })
    })
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    isUp = false
    const response = await etagged.fetch('/coins')
    expect(await response.json()).toEqual({ a: 1 })
    expect(response.headers.get('cache-status')).toContain('fwd=stale; ttl=-20')
    clock.advance(60)
    await expect(etagged.fetch('/coins')).rejects.toThrow('offline')
  })

  it('for the request that asks for it, and no other', async () => {
    const fresh = { etag: '"1"', 'cache-control': 'max-age=10' }
    origin.answer('/coins', { headers: fresh, body: { a: 1 } }, { status: 503, body: 'down' })
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    const asking = { headers: { 'cache-control': 'stale-if-error=60' } }
    expect(await (await etagged.fetch('/coins', asking)).json()).toEqual({ a: 1 })
    expect((await etagged.fetch('/coins')).status).toBe(503)
  })

  it('json never: an outage is an error there, also when it shares the exchange of a fetch', async () => {
    const late = held({ status: 503, body: 'down' })
    origin.answer('/coins', { headers, body: { a: 1 } }, late.script)
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(30)
    const response = etagged.fetch('/coins')
    await late.arrived
    const error = rejectionOf(etagged.json('/coins'))
    late.release()
    expect((await response).ok).toBe(true)
    expect(await error).toMatchObject({ code: 'status', status: 503 })
  })

  it('a fresh response does not hide that a reload failed', async () => {
    origin.answer(
      '/coins',
      { headers: { etag: '"1"', 'cache-control': 'max-age=60' }, body: {} },
      { status: 503 },
    )
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    expect((await etagged.fetch('/coins', { cache: 'no-cache' })).status).toBe(503)
  })
})

describe('I19: after a write (RFC 9111 §4.4)', () => {
  const headers = { 'cache-control': 'max-age=60' }

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'])(
    '%s invalidates its target',
    async (method) => {
      origin.answer('/coins/1', tagged('"1"', {}, headers))
      const { etagged, of } = client()
      await etagged.json('/coins/1')
      await (await etagged.fetch('/coins/1', { method })).arrayBuffer()
      expect((await etagged.json('/coins/1')).outcome).toMatchObject({
        kind: 'forwarded',
        fwdStatus: 304,
      })
      expect(of('invalidation')).toMatchObject([
        { urls: [`${origin.url}/coins/1`], because: 'unsafe-method' },
      ])
      expect((await etagged.json('/coins/1')).outcome.kind).toBe('hit')
    },
  )

  it('and what Location and Content-Location name on the same origin', async () => {
    for (const path of ['/coins', '/coins/1', '/coins/1.json', '/other']) {
      origin.answer(path, tagged('"1"', {}, headers))
    }
    const { etagged } = client()
    for (const path of ['/coins', '/coins/1', '/coins/1.json', '/other']) await etagged.json(path)
    origin.answer('/coins', {
      status: 201,
      headers: { location: '/coins/1', 'content-location': `${origin.url}/coins/1.json` },
    })
    await (await etagged.fetch('/coins', { method: 'POST' })).arrayBuffer()
    const kinds: string[] = []
    for (const path of ['/coins/1', '/coins/1.json', '/other']) {
      kinds.push((await etagged.json(path)).outcome.kind)
    }
    expect(kinds).toEqual(['forwarded', 'forwarded', 'hit'])
  })

  it('on disk as well', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins/1', tagged('"1"', {}, headers))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins/1')
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ invalidated: true }])
  })

  it.each([
    { says: 'an error', method: 'PUT', status: 409 },
    { says: 'a safe method', method: 'OPTIONS', status: 200 },
  ])('$says invalidates nothing', async ({ method, status }) => {
    origin.answer('/coins/1', tagged('"1"', {}, headers), { status })
    const { etagged, of } = client()
    await etagged.json('/coins/1')
    await (await etagged.fetch('/coins/1', { method })).arrayBuffer()
    expect((await etagged.json('/coins/1')).outcome.kind).toBe('hit')
    expect(of('invalidation')).toEqual([])
  })

  it('R5: a GET that the write overtook is kept as invalidated', async () => {
    const before = held(tagged('"1"', { version: 1 }, headers))
    origin.answer(
      '/coins/1',
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }, headers),
    )
    const { etagged } = client()
    const read = etagged.json('/coins/1')
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    before.release()
    expect((await read).data).toEqual({ version: 1 })
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
  })

  it('R5: who asks after the write does not share the exchange of who asked before', async () => {
    const before = held(tagged('"1"', { version: 1 }, headers))
    origin.answer(
      '/coins/1',
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }, headers),
    )
    const { etagged } = client()
    const read = etagged.json('/coins/1')
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
    before.release()
    await read
    await expect(etagged.peek('/coins/1')).resolves.toMatchObject({ data: { version: 2 } })
  })

  it('R5: a 304 that the write overtook does not freshen for good', async () => {
    const before = held({ status: 304, headers: { etag: '"1"', ...headers } })
    origin.answer(
      '/coins/1',
      tagged('"1"', { version: 1 }),
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }),
    )
    const { etagged } = client()
    await etagged.json('/coins/1')
    const read = etagged.json('/coins/1')
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    before.release()
    await read
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
  })

  it('R6: a background validation that the write overtook is kept as invalidated', async () => {
    const stale = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }
    const before = held(tagged('"1"', { version: 1 }, stale))
    origin.answer(
      '/coins/1',
      tagged('"1"', { version: 1 }, stale),
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }),
    )
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins/1')).arrayBuffer()
    clock.advance(30)
    await (await etagged.fetch('/coins/1')).arrayBuffer()
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    before.release()
    await etagged.idle()
    expect(await (await etagged.fetch('/coins/1')).json()).toEqual({ version: 2 })
  })
})

describe('I18: the last request wins', () => {
  it('a late 304 does not undo what a newer request brought', async () => {
    const late = held({ status: 304, headers: { etag: '"1"' } })
    origin.answer(
      '/coins',
      tagged('"1"', { version: 1 }),
      late.script,
      tagged('"2"', { version: 2 }),
    )
    const { etagged, clock } = client()
    await etagged.json('/coins')
    const first = etagged.json('/coins')
    await late.arrived
    clock.advance(1)
    await etagged.json('/coins', { cache: 'reload' })
    late.release()
    expect((await first).data).toEqual({ version: 2 })
    expect((await etagged.peek('/coins'))?.data).toEqual({ version: 2 })
  })

  it('an older reply never replaces a newer one, and its caller gets the newer', async () => {
    const old = held(tagged('"1"', { version: 1 }))
    origin.answer('/coins', old.script, tagged('"2"', { version: 2 }))
    const { etagged, clock } = client()
    const first = etagged.json('/coins')
    await old.arrived
    clock.advance(1)
    const second = etagged.json('/coins', { cache: 'reload' })
    expect((await second).data).toEqual({ version: 2 })
    old.release()
    expect((await first).data).toEqual({ version: 2 })
    expect((await etagged.peek('/coins'))?.data).toEqual({ version: 2 })
  })

  it('in whatever order four replies arrive', async () => {
    const orders = permutations([0, 1, 2, 3])
    for (const [index, order] of orders.entries()) {
      const path = `/coins/${index}`
      const replies = order.map((_, version) => held(tagged(`"${version}"`, { version })))
      const [one, ...others] = replies.map(({ script }) => script)
      if (one === undefined) continue
      origin.answer(path, one, ...others)
      const { etagged, clock } = client()
      const answers: Promise<unknown>[] = []
      for (const reply of replies) {
        answers.push(
          etagged.json(path, { cache: 'reload', headers: { 'x-n': `${answers.length}` } }),
        )
        await reply.arrived
        clock.advance(1)
      }
      for (const version of order) {
        replies[version]?.release()
        await answers[version]
      }
      expect((await etagged.peek(path))?.data).toEqual({ version: 3 })
    }
  })
})

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}
