import { describe, expect, it } from 'vitest'
import { groupsInvalidatedBy, invalidatedBy, isUnsafe } from './invalidation.ts'
import { type Headers, url } from './stored-response.test-fixture.ts'

it.each(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])('%s is safe (RFC 9110 §9.2.1)', (method) => {
  expect(isUnsafe(method)).toBe(false)
})

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE', 'constructor'])(
  '%s could have changed something (RFC 9111 §4.4)',
  (method) => {
    expect(isUnsafe(method)).toBe(true)
  },
)

describe('I19: invalidatedBy (RFC 9111 §4.4)', () => {
  it.each<{ says: string; method?: string; status?: number; fields?: Headers; is: string[] }>([
    { says: 'a successful write invalidates its target', is: [url] },
    { says: 'so does a redirect', status: 303, is: [url] },
    { says: 'so does a status that is hidden', status: 0, is: [url] },
    { says: 'a client error invalidates nothing', status: 400, is: [] },
    { says: 'a server error invalidates nothing', status: 500, is: [] },
    { says: 'an interim answer invalidates nothing', status: 100, is: [] },
    { says: 'a safe method invalidates nothing', method: 'GET', is: [] },
    { says: 'QUERY is safe', method: 'QUERY', is: [] },
    {
      says: 'Location',
      fields: { location: 'https://api.test/coins/1' },
      is: [url, 'https://api.test/coins/1'],
    },
    {
      says: 'a relative Location',
      fields: { location: 'coins/1' },
      is: [url, 'https://api.test/coins/1'],
    },
    {
      says: 'Location without its fragment',
      fields: { location: '/coins/1#top' },
      is: [url, 'https://api.test/coins/1'],
    },
    {
      says: 'Content-Location',
      fields: { 'content-location': '/coins/2' },
      is: [url, 'https://api.test/coins/2'],
    },
    {
      says: 'both',
      fields: { location: '/a', 'content-location': '/b' },
      is: [url, 'https://api.test/a', 'https://api.test/b'],
    },
    { says: 'each URL once', fields: { location: url, 'content-location': '/coins' }, is: [url] },
    { says: 'never another host', fields: { location: 'https://other.test/coins' }, is: [url] },
    { says: 'never another port', fields: { location: 'https://api.test:8443/coins' }, is: [url] },
    {
      says: 'never another scheme',
      fields: { 'content-location': 'http://api.test/coins' },
      is: [url],
    },
    { says: 'an unreadable Location is no Location', fields: { location: 'https://' }, is: [url] },
  ])('$says', ({ method = 'PUT', status = 200, fields = {}, is }) => {
    const exchange = { method, url, status, fields: Object.entries(fields) }
    expect(invalidatedBy(exchange)).toEqual(is)
  })
})

describe('I19: groupsInvalidatedBy (RFC 9875 §3)', () => {
  const origin = 'https://api.test'

  it.each<{ says: string; method?: string; status?: number; names?: string; is: string[] }>([
    { says: "a successful write's answer names groups of its origin", is: [`${origin} a`] },
    { says: 'several of them', names: '"a", "b"', is: [`${origin} a`, `${origin} b`] },
    { says: 'each once', names: '"a", "a"', is: [`${origin} a`] },
    { says: 'with parameters, which are ignored', names: '"a";x', is: [`${origin} a`] },
    { says: "a redirect's does", status: 303, is: [`${origin} a`] },
    { says: 'a method that nobody knows may be unsafe', method: 'PURGE', is: [`${origin} a`] },
    { says: "a client error's names none (RFC 9111 §4.4)", status: 409, is: [] },
    { says: "a server error's names none (RFC 9111 §4.4)", status: 503, is: [] },
    { says: "a safe method's names none: GET", method: 'GET', is: [] },
    { says: "a safe method's names none: HEAD", method: 'HEAD', is: [] },
    { says: "a safe method's names none: QUERY", method: 'QUERY', is: [] },
    { says: 'a malformed field names none (RFC 9651 §4.2)', names: '"a", b', is: [] },
    { says: 'a token is no String (RFC 9651 §3.3.3)', names: 'a', is: [] },
  ])('$says', ({ method = 'POST', status = 200, names = '"a"', is }) => {
    const fields = [['cache-group-invalidation', names] as const]
    expect(groupsInvalidatedBy({ method, url, status, fields })).toEqual(is)
  })

  it('what belongs to a group itself names none', () => {
    const fields = [['cache-groups', '"a"'] as const]
    expect(groupsInvalidatedBy({ method: 'POST', url, status: 200, fields })).toEqual([])
  })
})
