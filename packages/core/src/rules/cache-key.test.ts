import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cacheKey, cacheKeysOf, urlOfKey } from './cache-key.ts'

const credentials = fc.constantFrom<RequestCredentials>('same-origin', 'include', 'omit')
const method = fc.constantFrom('GET', 'POST', 'QUERY', 'X-GET')
const path = fc.string({
  unit: fc.constantFrom(' ', 'GET', 'omit', '/', '?', '&', '%20', '"', ',', '#', 'é', '😀', '\0'),
})
const request = fc.record({
  credentials,
  method,
  url: path.map((text) => `https://api.test/${text}`),
})

it('I9: equal keys mean equal requests', () => {
  fc.assert(
    fc.property(request, request, (one, other) => {
      const equal = JSON.stringify(one) === JSON.stringify(other)
      expect(cacheKey(one) === cacheKey(other)).toBe(equal)
    }),
    { numRuns: 5000 },
  )
})

it('gives the URL back', () => {
  fc.assert(fc.property(request, (one) => urlOfKey(cacheKey(one)) === one.url))
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
