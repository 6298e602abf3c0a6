import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRequestReader } from './read-request.ts'
import { createUrlResolver } from './resolve-url.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = 'https://api.test/v1'

describe('readRequest', () => {
  it('resolves relative URLs by the page of the moment', () => {
    const read = createRequestReader(createUrlResolver(undefined))
    vi.stubGlobal('location', new URL('https://page.test/a/'))
    expect(read('coins', undefined, false).url).toBe('https://page.test/a/coins')
    vi.stubGlobal('location', new URL('https://page.test/b/'))
    expect(read('coins', undefined, false).url).toBe('https://page.test/b/coins')
  })

  it('remembers many URLs, and forgets them before they are too many', () => {
    const read = createRequestReader(createUrlResolver(api))
    for (let n = 0; n < 2500; n++) {
      expect(read(`/coins/${n % 1200}`, undefined, false).url).toBe(`${api}/coins/${n % 1200}`)
    }
  })

  it('knows the defaults of fetch', () => {
    expect(createRequestReader(createUrlResolver(api))('/coins', undefined, true)).toMatchObject({
      method: 'GET',
      url: `${api}/coins`,
      fields: [],
      credentials: 'same-origin',
      cache: 'default',
      allowStale: true,
      signal: undefined,
      input: `${api}/coins`,
    })
  })

  it('init outranks the Request', () => {
    const { signal } = new AbortController()
    const request = new Request(`${api}/coins#top`, {
      method: 'POST',
      credentials: 'include',
      cache: 'reload',
      headers: { 'X-A': '1' },
    })
    const read = createRequestReader(createUrlResolver(api))
    expect(read(request, undefined, false)).toMatchObject({
      method: 'POST',
      url: `${api}/coins`,
      fields: [['x-a', '1']],
      credentials: 'include',
      cache: 'reload',
      input: request,
    })
    const init = {
      method: 'patch',
      credentials: 'omit',
      cache: 'no-cache',
      headers: {},
      signal,
    } as const
    expect(read(request, init, false)).toMatchObject({
      method: 'PATCH',
      fields: [],
      credentials: 'omit',
      cache: 'no-cache',
      signal,
    })
  })

  const read = createRequestReader(createUrlResolver(api))

  it('signal: null lets go of the Request’s, and init may be null', () => {
    const request = new Request(`${api}/coins`, { signal: AbortSignal.abort() })
    expect(read(request, null, true).signal).toBe(request.signal)

    expect(read(request, { signal: null }, true).signal).toBeUndefined()
  })

  it('keeps a Request’s referrer, which a call with an init would lose', () => {
    const request = new Request(`${api}/coins`, { referrer: '', referrerPolicy: 'no-referrer' })
    expect(read(request, undefined, true).init).toEqual({
      referrer: request.referrer,
      referrerPolicy: 'no-referrer',
    })
    expect(read(request, { cache: 'reload' }, true).init).toEqual({ cache: 'reload' })
  })

  it.each<{ input: string; init?: RequestInit; is: string | undefined }>([
    { input: '/coins', is: undefined },
    { input: 'data:,a', is: 'scheme' },
    { input: 'blob:https://api.test/1', is: 'scheme' },
    { input: '/coins', init: { integrity: 'sha256-AAAA' }, is: 'integrity' },
    { input: '/coins', init: { mode: 'no-cors' }, is: 'mode' },
    { input: '/coins', init: { mode: 'cors' }, is: undefined },
    { input: '/coins', init: { mode: 'same-origin' }, is: 'mode' },
    { input: 'https://page.test/', init: { mode: 'same-origin' }, is: undefined },
  ])('only the network can answer $input $init: $is', ({ input, init, is }) => {
    vi.stubGlobal('location', new URL('https://page.test/'))
    expect(read(input, init, true).networkOnly).toBe(is)
  })

  it('refuses what fetch refuses where a stored response may answer, and leaves the rest to fetch', () => {
    const wrong = { mode: 'navigate' } as const
    expect(() => read('/coins', wrong, true)).toThrow(TypeError)
    expect(() => read('/coins', { body: 'a' }, true)).toThrow(TypeError)
    expect(() => read('/coins', 0 as unknown as RequestInit, true)).toThrow(TypeError)
    expect(() => read('/coins', { ...wrong, method: 'POST' }, true)).not.toThrow()
    expect(read('/coins', { cache: 'only-if-cached' }, true).cache).toBe('only-if-cached')
  })
})
