import { describe, expect, it, vi } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { clientOn, createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

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
    const { etagged } = clientOn(async (request) => {
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
    const { etagged } = clientOn(
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
    const { etagged } = clientOn(() => opaque)
    expect(await etagged.fetch('/coins')).toBe(opaque)
  })

  it('network errors pass unchanged: the very same object', async () => {
    const error = new TypeError('fetch failed')
    const { etagged } = clientOn(async () => Promise.reject(error))
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
