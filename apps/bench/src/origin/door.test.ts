import { expect, it } from 'vitest'
import { doorIn, pathOf } from './door.ts'

it.each([
  { name: 'by-hand', cacheControl: 'max-age=0', latency: 300 },
  { name: 'etagged-50', cacheControl: 'no-cache', latency: 0 },
])('a path through the door $name leads there', (door) => {
  expect(doorIn(`${pathOf(door)}/coins?limit=50`)).toEqual({ door, path: '/coins?limit=50' })
})

it('holds nothing back unless it says so', () => {
  expect(doorIn(`${pathOf({ name: 'a', cacheControl: 'no-cache' })}/a`)?.door.latency).toBe(0)
})

it.each(['/coins?limit=50', '/doors/a/max-age=0/coins', '/doors/a b/max-age=0/0/coins'])(
  '%s is no door',
  (url) => {
    expect(doorIn(url)).toBeUndefined()
  },
)
