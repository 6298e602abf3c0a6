import { describe, expect, it } from 'vitest'
import { invalidatedBy, isUnsafe } from './invalidation.ts'
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
