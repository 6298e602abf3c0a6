import { expect, it } from 'vitest'
import { cacheKey, cacheKeysOf, credentialsOfKey, urlOfKey } from './cache-key.ts'

it.each([
  { says: 'credentials mode', credentials: 'omit', method: 'GET', url: 'https://api.test/' },
  { says: 'method', credentials: 'include', method: 'QUERY', url: 'https://api.test/' },
  {
    says: 'URL',
    credentials: 'include',
    method: 'GET',
    url: 'https://api.test/ GET https://b.test',
  },
] as const)(
  'RFC 9111 §2: another $says, another key; and the key has the URL',
  ({ credentials, method, url }) => {
    const one = { credentials, method, url }
    const other = { credentials: 'include', method: 'GET', url: 'https://api.test/' } as const
    expect(cacheKey(one)).not.toBe(cacheKey(other))
    expect(cacheKey({ ...one })).toBe(cacheKey(one))
    expect(urlOfKey(cacheKey(one))).toBe(one.url)
  },
)

it.each([
  { key: 'same-origin GET https://api.test/', mode: 'same-origin' },
  { key: 'include GET https://api.test/ GET', mode: 'include' },
  { key: 'omit GET https://api.test/', mode: 'omit' },
  { key: 'omit QUERY https://api.test/', mode: undefined },
  { key: 'omitted GET https://api.test/', mode: undefined },
  { key: '', mode: undefined },
])('credentialsOfKey: "$key" is a key of $mode', ({ key, mode }) => {
  expect(credentialsOfKey(key)).toBe(mode)
})

it('HEAD shares the key of GET, whose stored response may answer it (RFC 9111 §4)', () => {
  const url = 'https://api.test/coins'
  const key = (name: string) => cacheKey({ method: name, url, credentials: 'omit' })
  expect(key('HEAD')).toBe(key('GET'))
})

it('cacheKeysOf: each credentials mode has a key of its own', () => {
  const url = 'https://api.test/coins'
  const keys = cacheKeysOf(url)
  expect(new Set(keys).size).toBe(3)
  for (const mode of ['same-origin', 'include', 'omit'] as const) {
    expect(keys).toContain(cacheKey({ method: 'GET', url, credentials: mode }))
  }
})
