import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Coin, coinSchema, schemaOf } from './any.test-schema.ts'
import { defineEndpoint, type Endpoint } from './define-endpoint.ts'
import { UsageError } from './errors.ts'
import type { PathNames } from './fill-path.ts'

interface Paging {
  readonly limit?: number | undefined
  readonly sort?: 'name' | 'age'
}

const paging = schemaOf<Paging>((value) =>
  Number(Reflect.get(Object(value), 'limit') ?? 0) <= 100
    ? { value: value as Paging }
    : { issues: [{ message: 'at most 100' }] },
)

const coin = defineEndpoint({ path: '/coins/:mint', response: coinSchema })
const trades = defineEndpoint({
  path: '/coins/:mint/trades/:id',
  response: coinSchema,
  params: paging,
  policy: { assumeFresh: 5 },
})
const coins = defineEndpoint({ path: '/coins', response: coinSchema, params: paging })

describe('an endpoint', () => {
  it('types its parameters by its path and its schema', () => {
    expectTypeOf<PathNames<'/coins'>>().toEqualTypeOf<never>()
    expectTypeOf<PathNames<'/coins/:mint'>>().toEqualTypeOf<'mint'>()
    expectTypeOf<PathNames<'/coins/:mint/trades/:id'>>().toEqualTypeOf<'mint' | 'id'>()
    expectTypeOf<PathNames<'/coins:archive/:mint/v1:id/:/a'>>().toEqualTypeOf<'mint'>()
    expectTypeOf<PathNames<':mint/a' | '/b/:id'>>().toEqualTypeOf<'mint' | 'id'>()
    expectTypeOf(coin.url).toBeCallableWith({ mint: 'a' })
    expectTypeOf(trades.url).toBeCallableWith({ mint: 'a', id: 1, limit: 2, sort: 'name' })
    expectTypeOf(coins.url).toBeCallableWith({})
    expectTypeOf(coin).toExtend<Endpoint<{ readonly mint: string | number }, Coin>>()
    expectTypeOf(trades.url).parameter(0).not.toExtend<{ other: string }>()
    // @ts-expect-error -- a parameter of the path is missing
    expect(() => coin.url({})).toThrow(UsageError)
    // @ts-expect-error -- not one of the orders
    expect(coins.url({ sort: 'size' })).toBe('/coins?sort=size')
  })

  it('carries its schema and its policy', () => {
    expect(coin).toMatchObject({ path: '/coins/:mint', response: coinSchema, policy: undefined })
    expect(trades.policy).toEqual({ assumeFresh: 5 })
  })

  it('tells the tags of a response by its parameters and its data, or has none', () => {
    const tagged = defineEndpoint({
      path: '/coins/:mint',
      response: coinSchema,
      tags: ({ mint }, { name }) => [`coin:${mint}`, name],
    })
    expectTypeOf(tagged.tags).toEqualTypeOf<
      ((params: { readonly mint: string | number }, data: Coin) => readonly string[]) | undefined
    >()
    expect(tagged.tags?.({ mint: 'a' }, { name: 'Pepe' })).toEqual(['coin:a', 'Pepe'])
    expect(coin).not.toHaveProperty('tags')
  })

  it.each([
    { says: 'fills the path', url: coin.url({ mint: 'abc' }), is: '/coins/abc' },
    { says: 'fills each name', url: trades.url({ mint: 'a', id: 7 }), is: '/coins/a/trades/7' },
    { says: 'zero is a value', url: coin.url({ mint: 0 }), is: '/coins/0' },
    {
      says: 'encodes what would end a segment',
      url: coin.url({ mint: 'a/b?c#d' }),
      is: '/coins/a%2Fb%3Fc%23d',
    },
    { says: 'encodes a percent sign', url: coin.url({ mint: '%2e%2e' }), is: '/coins/%252e%252e' },
    { says: 'dots within a value are a value', url: coin.url({ mint: '..a' }), is: '/coins/..a' },
    {
      says: 'puts the rest into the query',
      url: trades.url({ mint: 'a', id: 1, limit: 5 }),
      is: '/coins/a/trades/1?limit=5',
    },
    {
      says: 'sorts the query by name',
      url: coins.url({ sort: 'name', limit: 5 }),
      is: '/coins?limit=5&sort=name',
    },
    {
      says: 'leaves out what is undefined',
      url: coins.url({ limit: undefined }),
      is: '/coins',
    },
  ])('$says', ({ url, is }) => {
    expect(url).toBe(is)
  })

  it('a name may occur twice', () => {
    const mirror = defineEndpoint({ path: '/from/:id/to/:id', response: coinSchema })
    expect(mirror.url({ id: 1 })).toBe('/from/1/to/1')
  })

  it.each([
    '',
    '.',
    '..',
    '\uD800',
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    {},
    ['a'],
  ])('refuses %j as a segment', (mint) => {
    expect(() => coin.url({ mint: mint as string })).toThrow(UsageError)
  })

  it('takes a colon within a segment for a colon', () => {
    const archived = defineEndpoint({ path: '/v1:id/:mint/items:archive/:', response: coinSchema })
    expect(archived.url({ mint: 'a' })).toBe('/v1:id/a/items:archive/:')
    expect(defineEndpoint({ path: ':mint', response: coinSchema }).url({ mint: 'a' })).toBe('a')
  })

  it('has no parameter that every object inherits', () => {
    const odd = defineEndpoint({ path: '/x/:constructor', response: coinSchema })
    expect(() => odd.url({} as never)).toThrow(UsageError)
    expect(odd.url({ constructor: 'a' })).toBe('/x/a')
  })

  it('never leads to another path, whatever the value', () => {
    const base = 'https://api.test/v1'
    for (const mint of [
      '../me',
      '..%2fme',
      '//evil.test',
      '\\..\\me',
      '%2e%2e',
      'a/../..',
      ' ..',
      '..\t',
    ]) {
      const { pathname, host } = new URL(`${base}${coin.url({ mint })}`)
      expect(host).toBe('api.test')
      expect(pathname.split('/').slice(0, 3)).toEqual(['', 'v1', 'coins'])
      expect(pathname.split('/')).toHaveLength(4)
    }
  })

  it('tells what its schema refuses', () => {
    expect(() => coins.url({ limit: 101 })).toThrow(
      '/coins cannot be called with {"limit":101}:\n- at most 100',
    )
  })

  it('needs a schema for parameters that answers at once', () => {
    const endpoint = defineEndpoint({
      path: '/coins',
      response: coinSchema,
      params: schemaOf(async (value) => ({ value })),
    })
    expect(() => endpoint.url({})).toThrow('asynchronous')
  })
})
