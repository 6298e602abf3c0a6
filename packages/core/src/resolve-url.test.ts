import { describe, expect, it, vi } from 'vitest'
import { UsageError } from './errors.ts'
import { absoluteUrl, createUrlResolver, isSameOrigin, ownOrigin } from './resolve-url.ts'

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

it('in a page, relative URLs continue the base that the document names; credentials stay at home', () => {
  vi.stubGlobal('location', new URL('https://page.test/board/1'))
  vi.stubGlobal('document', { baseURI: 'https://cdn.test/assets/' })
  expect(absoluteUrl('coins', undefined)).toBe('https://cdn.test/assets/coins')
  expect(absoluteUrl('coins', '/api')).toBe('https://cdn.test/api/coins')
  expect(ownOrigin(undefined)).toBe('https://page.test')
  expect(ownOrigin('/api')).toBe('https://cdn.test')
})

it('a page has one origin of its own; a program has no other', () => {
  expect(isSameOrigin('https://api.test/coins')).toBe(true)
  vi.stubGlobal('location', new URL('https://page.test/board/1'))
  expect(isSameOrigin('https://api.test/coins')).toBe(false)
  expect(isSameOrigin('https://page.test/coins')).toBe(true)
})

describe('what was resolved', () => {
  it('is forgotten on request, and resolved anew', () => {
    const urls = createUrlResolver('https://api.test')
    const canParse = vi.spyOn(URL, 'canParse')
    urls.resolve('/coins')
    urls.resolve('/coins')
    const parsed = canParse.mock.calls.length
    urls.forget()
    expect(urls.resolve('/coins')).toBe('https://api.test/coins')
    expect(canParse.mock.calls.length).toBe(2 * parsed)
    canParse.mockRestore()
  })
})
