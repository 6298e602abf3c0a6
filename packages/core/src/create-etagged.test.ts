import { describe, expect, it } from 'vitest'
import { isStoredData } from './cache/data.ts'
import { createEtagged } from './create-etagged.ts'
import type { Etagged } from './etagged.ts'
import { UsageError } from './errors.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { rejectionOf } from './recorded.test-client.ts'
import { createMemoryStore } from './stores/memory-store.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

describe('a response with an ETag', () => {
  it('is asked for once in full, then validated; a 304 gives the same object', async () => {
    origin.answer('/coins', tagged('W/"1"', [{ id: 1 }], { 'cache-control': 'private, no-cache' }))
    const { etagged, statuses } = client()
    const first = await etagged.json('/coins')
    const second = await etagged.json('/coins')
    expect(first.data).toEqual([{ id: 1 }])
    expect(second.data).toBe(first.data)
    expect(sent('if-none-match')).toEqual([undefined, 'W/"1"'])
    expect(statuses()).toEqual([
      'fwd=uri-miss; fwd-status=200; stored; ttl=0; detail=full-response',
      'fwd=stale; fwd-status=304; stored; ttl=0; detail=not-modified',
    ])
  })

  it('is validated with a Cache-Control that keeps fetch from adding no-cache', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    await etagged.json('/coins', { headers: { 'cache-control': 'max-age=5' } })
    expect(sent('cache-control').slice(1)).toEqual(['max-age=0', 'max-age=5'])
  })

  it('is replaced by a full answer, whose unchanged parts keep their identity', async () => {
    const rows = [
      { id: 1, price: 1 },
      { id: 2, price: 2 },
    ]
    origin.answer(
      '/coins',
      tagged('"1"', { rows }),
      tagged('"2"', { rows: [rows[0], { id: 2, price: 3 }] }),
    )
    const { etagged } = client()
    const first = await etagged.json<{ rows: object[] }>('/coins')
    const second = await etagged.json<{ rows: object[] }>('/coins')
    expect(second.data).toEqual({
      rows: [
        { id: 1, price: 1 },
        { id: 2, price: 3 },
      ],
    })
    expect(second.data).not.toBe(first.data)
    expect(second.data.rows[0]).toBe(first.data.rows[0])
    expect(second.data.rows[1]).not.toBe(first.data.rows[1])
    expect(isStoredData(second.data)).toBe(true)
    expect(isStoredData({ ...second.data })).toBe(false)
  })

  it('is told apart when it comes back in full under its own tag (RFC 9110 §13.1.2)', async () => {
    origin.answer('/coins', { headers: { etag: '"1"' }, body: { a: 1 } })
    const { etagged, of, statuses } = client()
    const first = await etagged.json('/coins')
    const second = await etagged.json('/coins')
    expect(second.data).toBe(first.data)
    expect(statuses()[1]).toContain('detail=wasted-validation')
    expect(of('wasted-validation')).toMatchObject([{ url: `${origin.url}/coins`, bytes: 7 }])
    expect(etagged.stats()).toMatchObject({ wastedValidations: 1, validated: 0, misses: 2 })
  })

  it('I11: another body under the same tag is another body', async () => {
    origin.answer(
      '/coins',
      { headers: { etag: '"1"' }, body: { a: 1 } },
      { headers: { etag: '"1"' }, body: { a: 2 } },
    )
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ a: 2 })
  })

  it('the ETag * is never sent back: any representation would match it', async () => {
    origin.answer('/coins', { headers: { etag: '*', 'cache-control': 'max-age=1' }, body: {} })
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(2)
    await etagged.json('/coins')
    expect(sent('if-none-match')).toEqual([undefined, undefined])
  })
})

it('a response with Last-Modified is validated by If-Modified-Since (RFC 9110 §13.1.3)', async () => {
  const date = 'Fri, 15 Jan 2027 07:00:00 GMT'
  origin.answer('/coins', (request) =>
    request.headers['if-modified-since'] === date
      ? { status: 304 }
      : { headers: { 'last-modified': date }, body: { a: 1 } },
  )
  const { etagged } = client()
  const first = await etagged.json('/coins')
  expect((await etagged.json('/coins')).data).toBe(first.data)
  expect(sent('if-modified-since')).toEqual([undefined, date])
})

describe('freshness', () => {
  it('max-age and Age decide for how long nothing is asked (RFC 9111 §4.2)', async () => {
    origin.answer('/coins', tagged('"1"', {}, { 'cache-control': 'max-age=60', age: '20' }))
    const { etagged, clock, statuses } = client()
    const { freshness } = await etagged.json('/coins')
    expect(freshness).toEqual({
      validatedAt: clock.now(),
      freshUntil: clock.now() + 40,
      age: 20,
      ttl: 40,
    })
    clock.advance(39)
    expect((await etagged.json('/coins')).freshness.age).toBe(59)
    clock.advance(1)
    await etagged.json('/coins')
    expect(origin.requests).toHaveLength(2)
    expect(statuses().slice(1)).toEqual([
      'hit; ttl=1; detail=fresh',
      'fwd=stale; fwd-status=304; stored; ttl=40; detail=not-modified',
    ])
  })

  it('assumeFresh stands in for a lifetime that the response does not name', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged, clock } = client({ assumeFresh: 10 })
    await etagged.json('/coins')
    clock.advance(9)
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    expect((await etagged.json('/coins', { policy: { assumeFresh: 5 } })).outcome.kind).toBe(
      'forwarded',
    )
  })

  it('past discardAfter nothing is used, not even the validator', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const disk = createMemoryDisk()
    const { etagged, clock, statuses } = client({ discardAfter: 60, store: disk.persistence })
    await etagged.json('/coins')
    clock.advance(61)
    expect(await etagged.peek('/coins')).toBeUndefined()
    await etagged.idle()
    expect(disk.rows('anonymous')).toEqual([])
    await etagged.json('/coins')
    expect(sent('if-none-match')).toEqual([undefined, undefined])
    expect(statuses()[1]).toContain('fwd=uri-miss')
  })

  it('what is past discardAfter leaves the disk with the request that finds it', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 500 })
    const disk = createMemoryDisk()
    const { etagged, clock } = client({ discardAfter: 60, store: disk.persistence })
    await etagged.json('/coins')
    clock.advance(61)
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status: 500 })
    await etagged.idle()
    expect(disk.rows('anonymous')).toEqual([])
    expect(sent('if-none-match')).toEqual([undefined, undefined])
  })

  it('discardAfter counts from the last validation', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged, clock } = client({ discardAfter: 60 })
    await etagged.json('/coins')
    clock.advance(50)
    await etagged.json('/coins')
    clock.advance(50)
    await etagged.json('/coins')
    expect(sent('if-none-match')).toEqual([undefined, '"1"', '"1"'])
  })

  it('I27: a clock that went back by an hour serves nothing old', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', { version: 1 }, { 'cache-control': 'max-age=60' }),
      tagged('"2"', { version: 2 }, { 'cache-control': 'max-age=60' }),
    )
    const disk = createMemoryDisk()
    const { etagged, clock } = client({ store: disk.persistence })
    await etagged.json('/coins')
    clock.set(clock.now() - 3600)
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ requestTime: clock.now() }])
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
  })

  it('I27: a validation by a clock that went back is kept, too', async () => {
    origin.answer('/coins', tagged('"1"', {}, { 'cache-control': 'max-age=60' }))
    const disk = createMemoryDisk()
    const { etagged, clock } = client({ store: disk.persistence })
    await etagged.json('/coins')
    clock.set(clock.now() - 3600)
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ requestTime: clock.now() }])
  })
})

describe('misuse throws UsageError', () => {
  it.each([
    { says: 'an empty user', run: () => createEtagged().signIn('') },
    {
      says: 'an undefined user, as programs without types pass',
      run: () => createEtagged().signIn(undefined as unknown as null),
    },
    { says: 'a relative URL without a base', run: () => createEtagged().json('/coins') },
    {
      says: 'a base URL that is none',
      run: () => createEtagged({ baseUrl: 'https://' }).json('/coins'),
    },
    {
      says: 'headers without an origin to send them to',
      run: async () => createEtagged({ headers: () => ({}) }),
    },
    {
      says: 'headers with a base URL that is none',
      run: async () => createEtagged({ headers: () => ({}), baseUrl: 'https://' }),
    },
  ])('$says', async ({ run }) => {
    await expect(run()).rejects.toThrow(UsageError)
  })
})

it.each<{ says: string; options: Record<string, unknown>; advice: string }>([
  {
    says: 'a store factory',
    options: { store: createMemoryDisk().createStore },
    advice: 'createPersistence of a store factory',
  },
  { says: 'a bare store', options: { store: createMemoryStore({ maxBytes: 1 }) }, advice: 'store' },
  { says: 'no store that is said by false', options: { store: false }, advice: '`store` takes' },
  { says: 'a tabs factory', options: { tabs: () => ({}) }, advice: 'createTabs of a factory' },
  { says: 'tabs that are said by true', options: { tabs: true }, advice: '`tabs` takes' },
])('$says: refused at once, and told what to pass', ({ options, advice }) => {
  expect(() => createEtagged(options)).toThrow(UsageError)
  expect(() => createEtagged(options)).toThrow(advice)
})

it('fetch says of a wrong URL what fetch does: TypeError, with the UsageError as its cause', async () => {
  for (const url of ['/coins', 'https://alice:CANARY@api.test/']) {
    const error = await rejectionOf(createEtagged().fetch(url))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ cause: expect.any(UsageError) as unknown })
    expect(String(error)).not.toContain('CANARY')
  }
})

describe('close', () => {
  it('waits for what is on its way to disk, and ends requests', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins')
    await etagged.close()
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(disk.calls.at(-1)?.method).toBe('close')
    await expect(etagged.json('/coins')).rejects.toThrow(UsageError)
    expect(origin.requests).toHaveLength(1)
  })

  it('is final for the disk, too: nothing is opened afterwards', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    etagged.stats()
    await etagged.close()
    await expect(etagged.json('/coins')).rejects.toThrow(UsageError)
    await expect(etagged.invalidate({ prefix: '/' })).rejects.toThrow(UsageError)
    expect(disk.calls).toEqual([])
  })

  const calls: Record<string, (etagged: Etagged) => unknown> = {
    fetch: (etagged) => etagged.fetch('/coins'),
    json: (etagged) => etagged.json('/coins'),
    peek: (etagged) => etagged.peek('/coins'),
    signIn: (etagged) => etagged.signIn('alice'),
    signOut: (etagged) => etagged.signOut(),
    invalidate: (etagged) => etagged.invalidate({ url: '/coins' }),
    remove: (etagged) => etagged.remove('all'),
    hydrate: (etagged) => etagged.hydrate({}),
  }

  it.each(Object.entries(calls))(
    'before the first use or after it: %s says that the client is closed, and opens nothing (I7)',
    async (_name, call) => {
      const disk = createMemoryDisk()
      const unused = client({ store: disk.persistence }).etagged
      await unused.close()
      const used = client({ store: disk.persistence }).etagged
      await used.signIn('alice')
      await used.close()
      const before = disk.calls.length
      for (const etagged of [unused, used]) {
        const error = await rejectionOf(Promise.resolve(etagged).then(call))
        expect(error).toBeInstanceOf(UsageError)
        expect(error).toMatchObject({ message: 'The client is closed: make another one' })
        expect(etagged.peekMemory('/coins')).toBeUndefined()
      }
      expect(disk.calls).toHaveLength(before)
      expect(origin.requests).toEqual([])
    },
  )

  it('twice is as good as once', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await Promise.all([etagged.close(), etagged.close()])
    await etagged.close()
    expect(disk.calls.filter(({ method }) => method === 'close')).toHaveLength(1)
  })

  it('does nothing when nothing was ever opened', async () => {
    await expect(client().etagged.close()).resolves.toBeUndefined()
  })

  it('ends a validation in the background that would never end by itself', async () => {
    const stale = 'max-age=1, stale-while-revalidate=100'
    origin.answer(
      '/coins',
      { headers: { etag: '"1"', 'cache-control': stale }, body: {} },
      { headers: { etag: '"2"' }, body: 'x', endless: true },
    )
    const { etagged, clock } = client()
    await etagged.fetch('/coins')
    clock.advance(10)
    await etagged.fetch('/coins')
    await expect(etagged.close()).resolves.toBeUndefined()
  })
})
