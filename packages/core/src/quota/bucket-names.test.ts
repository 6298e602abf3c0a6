import { describe, expect, it } from 'vitest'
import { createBucketNames } from './bucket-names.ts'

const coin = { path: '/coins/:mint' }
const get = (url: string) => ({ method: 'GET', url })

describe('the bucket of a request', () => {
  it.each([
    {
      says: 'is that of its endpoint',
      request: get('https://api.test/v1/coins/x?a=1'),
      is: 'GET https://api.test /coins/:mint',
    },
    {
      says: 'is another one for each method',
      request: { method: 'POST', url: 'https://api.test/coins/x' },
      is: 'POST https://api.test /coins/:mint',
    },
    {
      says: 'is another one for each origin',
      request: get('http://api.test:8080/coins/x'),
      is: 'GET http://api.test:8080 /coins/:mint',
    },
    {
      says: 'is its own path without an endpoint, whatever the query',
      request: get('https://api.test/users/7?a=1#b'),
      is: 'GET https://api.test /users/7',
    },
  ])('$says', ({ request, is }) => {
    expect(createBucketNames([coin]).of(request)).toBe(is)
  })

  it('is that of its endpoint as soon as that is known', () => {
    const names = createBucketNames([])
    const request = get('https://api.test/coins/x')
    expect(names.of(request)).toBe('GET https://api.test /coins/x')
    names.learn(coin.path)
    names.learn(coin.path)
    expect(names.of(request)).toBe('GET https://api.test /coins/:mint')
  })
})

it('256 paths are told apart', () => {
  const names = createBucketNames([])
  for (let index = 0; index < 300; index++) names.learn(`/a${index}/:id`)
  expect(names.of(get('https://api.test/a255/x'))).toBe('GET https://api.test /a255/:id')
  expect(names.of(get('https://api.test/a256/x'))).toBe('GET https://api.test /a256/x')
})
