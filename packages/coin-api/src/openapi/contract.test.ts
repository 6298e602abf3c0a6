import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { differences } from './differences.test-fixture.ts'

const CONTRACT = new URL('../../contract/openapi.json', import.meta.url)
const api = createCoinApi({ clock: () => 0, tradesPerSecond: 0 })

const readContract = async (): Promise<unknown> => JSON.parse(await readFile(CONTRACT, 'utf8'))
const readEmitted = async (): Promise<unknown> =>
  JSON.parse((await visit(api, '/openapi.json')).text)

const operationsIn = (description: unknown): readonly string[] => {
  const { paths } = description as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

describe('the contract', () => {
  it('is what the operations describe', async () => {
    const found = differences(await readContract(), await readEmitted())
    // If you want it so, run `npm run contract` in packages/coin-api.
    expect(found).toEqual([])
  })

  it.each([
    'GET /coins',
    'GET /coins/{mint}',
    'GET /coins-v2/{mint}',
    'GET /coins/latest',
    'GET /coins/search',
    'GET /coins/currently-live',
    'GET /coins/king-of-the-hill',
    'GET /coins/for-you',
    'GET /coins/top-runners',
    'GET /coins/similar',
    'GET /coins/user-created-coins/{userId}',
    'POST /coins/mints',
    'POST /coins/create',
    'GET /coins/bookmarks/default',
    'GET /bookmarks',
    'GET /bookmarks/default',
    'POST /bookmarks/default/items',
    'DELETE /bookmarks/default/{itemId}',
    'DELETE /bookmarks/{id}',
    'GET /trades/latest',
    'GET /candlesticks/{mint}',
    'GET /sol-price',
    'GET /metas/current',
    'GET /health',
    'GET /users/{id}',
    'GET /following/{id}',
    'POST /following/{id}',
    'DELETE /following/{id}',
    'POST /auth/login',
    'POST /auth/logout',
    'POST /auth/refresh',
    'GET /auth/my-profile',
    'GET /stream/trades',
  ])('has %s', async (operation) => {
    expect(operationsIn(await readContract())).toContain(operation)
  })

  it('refers to nothing that it does not have', async () => {
    const contract = await readContract()
    const refs = [...JSON.stringify(contract).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    const missing = refs.filter(
      ([, path = '']) =>
        path.split('/').reduce<unknown>((part, key) => Reflect.get(Object(part), key), contract) ===
        undefined,
    )
    expect(refs.length).toBeGreaterThan(100)
    expect(missing).toEqual([])
  })

  it('says that a key which may be missing may be null', async () => {
    expect(await readContract()).toMatchObject({
      components: {
        schemas: {
          Coin: { properties: { twitter: { type: ['string', 'null'] }, name: { type: 'string' } } },
          Amount: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        },
      },
    })
  })

  it('marks what is not part of the service', async () => {
    const local = { 'x-local': true }
    expect(await readContract()).toMatchObject({
      paths: {
        '/openapi.json': { get: local },
        '/auth/refresh': { post: local },
        '/stream/trades': { get: local },
      },
    })
  })
})

describe('the difference between two descriptions', () => {
  it.each([
    { one: { a: 1 }, other: { a: 1 }, found: [] },
    { one: { a: { b: 1 } }, other: { a: { b: 2 } }, found: ['/a/b: 1 became 2'] },
    { one: { a: 1, b: 2 }, other: { a: 1 }, found: ['/b: is in the contract only'] },
    { one: {}, other: { '/coins': {} }, found: ['/~1coins: is in the description only'] },
    { one: [1, 2], other: [1], found: ['/1: is in the contract only'] },
    { one: { a: [] }, other: { a: {} }, found: ['/a: [] became {}'] },
    { one: { a: null }, other: { a: {} }, found: ['/a: null became {}'] },
  ])('names each place: $found', ({ one, other, found }) => {
    expect(differences(one, other)).toEqual(found)
  })
})
