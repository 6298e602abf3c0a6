import { describe, expect, it, vi } from 'vitest'
import { aTextStorage } from '../storage/text-storage.test-fixture.ts'
import type { Wire } from '../wire.ts'
import { createInPageFetch, type InPageFetchOptions } from './create-in-page-fetch.ts'

const BASE = 'https://page.test/api'
type Handler = (request: Request, wire: Wire) => Response | Promise<Response>

/** A fetch whose API is this one function. */
const open = (handler: Handler, options: Partial<InPageFetchOptions> = {}) => {
  const asked: Request[] = []
  const network = vi.fn<typeof fetch>(() => Promise.resolve(new Response('from outside')))
  const api = {
    fetch: async (request: Request, wire?: Wire) => {
      asked.push(request)
      if (!wire) throw new Error('no wire')
      return handler(request, wire)
    },
  }
  const fetch = createInPageFetch(api, { base: BASE, fetch: network, ...options })
  return { fetch, asked, network }
}

const ok = () => new Response('ok', { headers: { etag: '"1"' } })
const never = () => new Promise<Response>(() => undefined)
/** Sends everything to /end, which says what arrived there. */
const redirecting =
  (status: number, location = 'end'): Handler =>
  async (request) =>
    new URL(request.url).pathname === '/end'
      ? Response.json([request.method, await request.text()])
      : new Response('gone', { status, headers: { location } })

describe('a request under the base', () => {
  it.each([
    { form: 'a string', input: () => `${BASE}/coins?limit=2` },
    { form: 'a URL', input: () => new URL(`${BASE}/coins?limit=2`) },
    { form: 'a Request', input: () => new Request(`${BASE}/coins?limit=2`) },
  ])('is answered in the page: $form', async ({ input }) => {
    const { fetch, asked, network } = open(ok)
    const answer = await fetch(input())
    expect(asked.map(({ url }) => url)).toEqual(['https://page.test/coins?limit=2'])
    expect(network).not.toHaveBeenCalled()
    expect(await answer.text()).toBe('ok')
  })

  it('takes method, fields and body from the init, or from the Request', async () => {
    const { fetch } = open(async (request) =>
      Response.json([request.method, request.headers.get('x-a'), await request.text()]),
    )
    const init = { method: 'POST', headers: { 'x-a': '1' }, body: 'b' }
    expect(await (await fetch(`${BASE}/x`, init)).json()).toEqual(['POST', '1', 'b'])
    const request = new Request(`${BASE}/x`, init)
    expect(await (await fetch(request)).json()).toEqual(['POST', '1', 'b'])
    expect(request.bodyUsed).toBe(true)
    const over = await fetch(new Request(`${BASE}/x`, init), {
      method: 'PUT',
      headers: { 'x-a': '2' },
      body: 'c',
    })
    expect(await over.json()).toEqual(['PUT', '2', 'c'])
  })

  it('gives an answer that knows where it came from, as its clone does', async () => {
    const { fetch } = open(ok)
    const answer = await fetch(`${BASE}/coins?limit=2#top`)
    const known = { url: `${BASE}/coins?limit=2`, redirected: false, type: 'basic', status: 200 }
    expect(answer).toMatchObject(known)
    expect(answer.clone().clone()).toMatchObject(known)
    expect(answer.headers.get('etag')).toBe('"1"')
    expect([await answer.clone().text(), await answer.text()]).toEqual(['ok', 'ok'])
  })

  it.each([204, 304])('may have no body: %s', async (status) => {
    const { fetch } = open(() => new Response(null, { status }))
    expect(await fetch(BASE)).toMatchObject({ status, body: null })
  })

  it('adds the fields that a browser adds', async () => {
    const { fetch, asked } = open(ok)
    await fetch(BASE, { headers: { 'if-none-match': '"1"' } })
    expect(asked[0]?.headers.get('cache-control')).toBe('no-cache')
  })

  it('cannot be answered by an HTTP cache, since there is none', async () => {
    const { fetch, asked } = open(ok)
    const init: RequestInit = { cache: 'only-if-cached', mode: 'same-origin' }
    await expect(fetch(BASE, init)).rejects.toThrow(new TypeError('Failed to fetch'))
    expect(asked).toEqual([])
  })

  it('rejects for a wrong call, as fetch does', async () => {
    await expect(open(ok).fetch(BASE, { body: 'GET has none' })).rejects.toThrow(TypeError)
    await expect(open(ok).fetch('http://')).rejects.toThrow(TypeError)
  })
})

describe('a request elsewhere', () => {
  it('goes out as it is', async () => {
    const { fetch, asked, network } = open(ok)
    const init = { method: 'POST' }
    expect(await (await fetch('https://page.test/apix', init)).text()).toBe('from outside')
    expect(network).toHaveBeenCalledWith('https://page.test/apix', init)
    expect(asked).toEqual([])
  })
})

describe('a network failure', () => {
  it('rejects with the TypeError of fetch', async () => {
    const { fetch } = open(() => Response.error())
    await expect(fetch(BASE)).rejects.toThrow(new TypeError('Failed to fetch'))
  })

  it('in the midst of a body rejects whoever reads it', async () => {
    const { fetch } = open(() => {
      const pull = (controller: ReadableStreamDefaultController) => controller.error('cut')
      return new Response(new ReadableStream({ pull }))
    })
    const answer = await fetch(BASE)
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow(TypeError)
  })
})

describe('an abort', () => {
  it('before the request asks nothing', async () => {
    const { fetch, asked } = open(ok)
    await expect(fetch(BASE, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
    expect(asked).toEqual([])
  })

  it.each([
    { by: 'the init', input: () => BASE, init: (signal: AbortSignal) => ({ signal }) },
    {
      by: 'the Request',
      input: (signal: AbortSignal) => new Request(BASE, { signal }),
      init: () => undefined,
    },
  ])(
    'while it waits rejects with the reason, and the API hears: by $by',
    async ({ input, init }) => {
      const { fetch, asked } = open(never)
      const abort = new AbortController()
      const reason = new Error('enough')
      const answer = fetch(input(abort.signal), init(abort.signal))
      await vi.waitFor(() => expect(asked).toHaveLength(1))
      abort.abort(reason)
      await expect(answer).rejects.toBe(reason)
      expect(asked[0]?.signal.aborted).toBe(true)
    },
  )

  it('is no abort when the init takes the signal of the Request away', async () => {
    const request = new Request(BASE, { signal: AbortSignal.abort() })
    expect((await open(ok).fetch(request, { signal: null })).status).toBe(200)
  })

  it('after the head ends the body with the reason', async () => {
    const cancel = vi.fn()
    const { fetch } = open(() => new Response(new ReadableStream({ cancel })))
    const abort = new AbortController()
    const answer = await fetch(BASE, { signal: abort.signal })
    const text = answer.text()
    abort.abort('enough')
    await expect(text).rejects.toBe('enough')
    expect(cancel).toHaveBeenCalledWith('enough')
  })

  it('ends a stream that comes too late', async () => {
    const cancel = vi.fn()
    const late = Promise.withResolvers<Response>()
    const { fetch, asked } = open(() => late.promise)
    const abort = new AbortController()
    const answer = fetch(BASE, { signal: abort.signal })
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    abort.abort('enough')
    await expect(answer).rejects.toBe('enough')
    late.resolve(new Response(new ReadableStream({ cancel })))
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledWith('enough'))
  })
})

describe('a redirect', () => {
  it('is followed, and the answer says so', async () => {
    const { fetch, asked } = open(redirecting(302))
    const answer = await fetch(`${BASE}/start`)
    expect(answer).toMatchObject({ url: `${BASE}/end`, redirected: true, status: 200 })
    expect(asked).toHaveLength(2)
  })

  it.each([
    { status: 303, arrives: ['GET', ''] },
    { status: 307, arrives: ['POST', 'b'] },
  ])('of status $status makes a POST arrive as $arrives', async ({ status, arrives }) => {
    const { fetch } = open(redirecting(status))
    const answer = await fetch(`${BASE}/start`, { method: 'POST', body: 'b' })
    expect(await answer.json()).toEqual(arrives)
  })

  it('fails when the caller wants none', async () => {
    const answer = open(redirecting(302)).fetch(`${BASE}/start`, { redirect: 'error' })
    await expect(answer).rejects.toThrow(new TypeError('Failed to fetch'))
  })

  it('is opaque to a caller who wants to see it', async () => {
    const answer = await open(redirecting(302)).fetch(`${BASE}/start`, { redirect: 'manual' })
    expect(answer).toMatchObject({ type: 'opaqueredirect', status: 0, url: `${BASE}/start` })
    expect([...answer.headers]).toEqual([])
  })

  it('fails when it never ends', async () => {
    const { fetch, asked } = open(redirecting(302, 'start'))
    await expect(fetch(`${BASE}/start`)).rejects.toThrow(new TypeError('Failed to fetch'))
    expect(asked).toHaveLength(21)
  })

  it('out of the API goes out, without the credentials', async () => {
    const { fetch, network } = open(redirecting(307, 'https://other.test/x'))
    const init = { method: 'POST', body: 'b', headers: { authorization: 'Bearer t', 'x-a': '1' } }
    const answer = await fetch(`${BASE}/start`, init)
    expect(answer.redirected).toBe(true)
    expect(await answer.text()).toBe('from outside')
    const [url, sent] = network.mock.calls[0] ?? []
    const request = new Request(url ?? '', sent)
    expect([request.url, request.method, await request.text()]).toEqual([
      'https://other.test/x',
      'POST',
      'b',
    ])
    expect(request.headers.get('x-a')).toBe('1')
    expect(request.headers.has('authorization')).toBe(false)
  })
})

describe('cookies', () => {
  const counting: Handler = (_request, { cookies }) => {
    const count = Number(cookies.get('visits') ?? 0) + 1
    cookies.set('visits', String(count), { maxAge: 60 })
    return new Response(String(count))
  }
  const textOf = async (answer: Promise<Response>) => (await answer).text()

  it('come back with the next request, until they expire', async () => {
    let now = 0
    const { fetch } = open(counting, { clock: () => now })
    expect([await textOf(fetch(BASE)), await textOf(fetch(BASE))]).toEqual(['1', '2'])
    now += 60_000
    expect(await textOf(fetch(BASE))).toBe('1')
  })

  it('neither go nor stay with credentials: omit', async () => {
    const { fetch } = open(counting)
    await fetch(BASE)
    expect(await textOf(fetch(BASE, { credentials: 'omit' }))).toBe('1')
    expect(await textOf(fetch(BASE, { credentials: 'omit' }))).toBe('1')
    expect(await textOf(fetch(BASE))).toBe('2')
  })

  it('survive the page in a storage', async () => {
    const storage = aTextStorage()
    await open(counting, { storage }).fetch(BASE)
    expect(await textOf(open(counting, { storage }).fetch(BASE))).toBe('2')
  })

  it('cannot be written or read by fields', async () => {
    const { fetch } = open((_request, { cookies }) => {
      cookies.set('a', '1', { maxAge: 60 })
      return new Response(cookies.get('theme'))
    })
    const answer = await fetch(BASE, { headers: { cookie: 'theme=dark' } })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await answer.text()).toBe('')
  })
})
