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
})
