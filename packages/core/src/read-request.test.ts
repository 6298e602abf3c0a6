import { afterEach, describe, expect, it, vi } from 'vitest'
import { UsageError } from './errors.ts'
import { absoluteUrl, createRequestReader } from './read-request.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = 'https://api.test/v1'

describe('absoluteUrl', () => {
  it.each([
    { says: 'a path continues the base URL', url: '/coins', base: api, is: `${api}/coins` },
    { says: 'also without a slash', url: 'coins', base: api, is: `${api}/coins` },
    { says: 'and when the base ends with one', url: '/coins', base: `${api}/`, is: `${api}/coins` },
    { says: 'an empty URL is the base itself', url: '', base: api, is: `${api}/` },
    {
      says: 'an absolute URL stays',
      url: 'https://other.test/x',
      base: api,
      is: 'https://other.test/x',
    },
    {
      says: 'two slashes name no other host',
      url: '//evil.test/x',
      base: api,
      is: `${api}/evil.test/x`,
    },
    { says: 'the fragment goes', url: '/coins#top', base: api, is: `${api}/coins` },
    {
      says: 'the default port goes',
      url: 'https://api.test:443/x',
      base: undefined,
      is: 'https://api.test/x',
    },
    {
      says: 'the host has no case',
      url: 'HTTPS://API.test/X',
      base: undefined,
      is: 'https://api.test/X',
    },
    {
      says: 'the query stays as it is',
      url: '/coins?b=1&a=%2f',
      base: api,
      is: `${api}/coins?b=1&a=%2f`,
    },
  ])('$says', ({ url, base, is }) => {
    expect(absoluteUrl(url, base)).toBe(is)
  })

  it.each([
    { says: 'a path without a base', url: '/coins', base: undefined },
    { says: 'a base without a host', url: '/coins', base: 'https://' },
    { says: 'a relative base without a page', url: '/coins', base: '/api' },
    { says: 'a password', url: 'https://alice:secret@api.test/', base: undefined },
    { says: 'a user name in the base', url: '/coins', base: 'https://alice@api.test' },
  ])('refuses $says', ({ url, base }) => {
    expect(() => absoluteUrl(url, base)).toThrow(UsageError)
  })

  it.each([
    { base: '/api', is: 'https://page.test/api/coins' },
    { base: undefined, is: 'https://page.test/coins' },
    { base: '', is: 'https://page.test/coins' },
  ])('in a page, base $base is its own origin', ({ base, is }) => {
    vi.stubGlobal('location', new URL('https://page.test/board/1'))
    expect(absoluteUrl('/coins', base)).toBe(is)
  })
})

describe('readRequest', () => {
  it('resolves relative URLs by the page of the moment', () => {
    const read = createRequestReader({ baseUrl: undefined })
    vi.stubGlobal('location', new URL('https://page.test/a/'))
    expect(read('coins', undefined, false).url).toBe('https://page.test/a/coins')
    vi.stubGlobal('location', new URL('https://page.test/b/'))
    expect(read('coins', undefined, false).url).toBe('https://page.test/b/coins')
  })

  it('remembers many URLs, and forgets them before they are too many', () => {
    const read = createRequestReader({ baseUrl: api })
    for (let n = 0; n < 2500; n++) {
      expect(read(`/coins/${n % 1200}`, undefined, false).url).toBe(`${api}/coins/${n % 1200}`)
    }
  })

  it('knows the defaults of fetch', () => {
    expect(createRequestReader({ baseUrl: api })('/coins', undefined, true)).toMatchObject({
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
    const read = createRequestReader({ baseUrl: api })
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
