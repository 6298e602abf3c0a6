import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isStoredData } from './cache/data.ts'
import { createEtagged } from './create-etagged.ts'
import type { Etagged } from './etagged.ts'
import { UsageError } from './errors.ts'
import { type Origin, startOrigin, tagged } from './origin.test-server.ts'
import { createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import { createMemoryStore } from './stores/memory-store.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
})
afterEach(() => origin.reset())
afterAll(() => origin[Symbol.asyncDispose]())

const client = (options: Parameters<typeof createRecordedClient>[0] = {}) =>
  createRecordedClient({ baseUrl: origin.url, ...options })

const sent = (name: string) => origin.requests.map(({ headers }) => headers[name])

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

describe('Vary (RFC 9111 §4.1)', () => {
  it('keeps a response for each value of the nominated fields', async () => {
    const headers = { vary: 'accept-language', 'cache-control': 'max-age=60' }
    origin.answer('/coins', (request) => ({
      headers: { ...headers, etag: `"${String(request.headers['accept-language'])}"` },
      body: { language: request.headers['accept-language'] },
    }))
    const { etagged, statuses } = client()
    const ask = (language: string) =>
      etagged.json('/coins', { headers: { 'accept-language': language } })
    await ask('de')
    await ask('en')
    expect((await ask('DE')).data).toEqual({ language: 'de' })
    expect((await ask('en')).data).toEqual({ language: 'en' })
    expect(statuses().map((status) => status.split(';')[0])).toEqual([
      'fwd=uri-miss',
      'fwd=vary-miss',
      'hit',
      'hit',
    ])
    expect(etagged.stats().entries).toBe(1)
  })

  it('§4.3.1: sends the tags of all variants when none matches; the 304 selects one', async () => {
    const ask = (accept: string) => etagged.json('/coins', { headers: { accept } })
    origin.answer(
      '/coins',
      { headers: { vary: 'accept', etag: '"a"' }, body: { is: 'a' } },
      { headers: { vary: 'accept', etag: '"b"' }, body: { is: 'b' } },
      { status: 304, headers: { etag: '"a"' } },
    )
    const { etagged } = client()
    const first = await ask('a/a')
    await ask('b/b')
    const third = await ask('c/c')
    expect(sent('if-none-match')).toEqual([undefined, '"a"', '"a", "b"'])
    expect(third.data).toBe(first.data)
  })

  it('a 304 may change what the response varies by, in memory and on disk', async () => {
    const disk = createMemoryDisk()
    const ask = (accept: string) => etagged.json('/coins', { headers: { accept } })
    origin.answer(
      '/coins',
      { headers: { etag: '"a"' }, body: { is: 'a' } },
      { status: 304, headers: { vary: 'accept', 'cache-control': 'max-age=60' } },
      { headers: { vary: 'accept', etag: '"b"' }, body: { is: 'b' } },
    )
    const { etagged } = client({ store: disk.persistence })
    await ask('a/a')
    await ask('a/a')
    await etagged.idle()
    expect(disk.rows('anonymous').map(({ nominated }) => nominated)).toEqual([[['accept', 'a/a']]])
    expect((await ask('b/b')).data).toEqual({ is: 'b' })
    expect((await ask('a/a')).outcome.kind).toBe('hit')
  })

  it('Authorization is satisfied by the partition: a renewed token keeps the cache', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', {}, { vary: 'Authorization', 'cache-control': 'max-age=60' }),
    )
    let token = 'one'
    const { etagged } = client({ headers: () => ({ authorization: token }) })
    await etagged.signIn('alice')
    await etagged.json('/coins')
    token = 'two'
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
  })
})

describe('memory', () => {
  it('evicts the least recently used first, and tells', async () => {
    const body = 'x'.repeat(1000)
    for (const path of ['/a', '/b', '/c']) {
      origin.answer(path, { headers: { etag: '"1"' }, body: { body } })
    }
    const { etagged, of } = client({ memory: { maxBytes: 9000 } })
    await etagged.json('/a')
    await etagged.json('/b')
    etagged.peekMemory('/a')
    await etagged.json('/c')
    expect(of('eviction').map(({ url }) => url)).toEqual([`${origin.url}/b`])
    expect(etagged.peekMemory('/a')).toBeDefined()
    expect(etagged.peekMemory('/b')).toBeUndefined()
    expect(etagged.stats()).toMatchObject({ entries: 2, evictions: 1 })
    expect(etagged.stats().memoryBytes).toBeLessThanOrEqual(9000)
  })

  it('what was evicted from memory comes back from disk', async () => {
    const disk = createMemoryDisk()
    origin.answer('/a', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const { etagged, of } = client({ memory: { maxBytes: 0 }, store: disk.persistence })
    await etagged.json('/a')
    await etagged.idle()
    expect((await etagged.json('/a')).outcome.kind).toBe('hit')
    expect(of('request').map(({ tier }) => tier)).toEqual(['network', 'disk'])
  })
})

describe('the persistent store', () => {
  it('keeps what is too long for memory, also when its caller reads it as it arrives', async () => {
    const disk = createMemoryDisk()
    origin.answer('/a', tagged('"1"', { long: 'x'.repeat(10_000) }))
    const { etagged } = client({ memory: { maxBytes: 2000 }, store: disk.persistence })
    await (await etagged.fetch('/a')).text()
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
  })

  it('serves the next client: a 304 after a reload needs no body', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const before = client({ store: disk.persistence })
    await before.etagged.json('/coins')
    await before.etagged.close()
    const after = client({ store: disk.persistence })
    expect((await after.etagged.json('/coins')).data).toEqual({ a: 1 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"'])
    expect(after.statuses()[0]).toContain('fwd-status=304')
  })

  it('a 304 rewrites the metadata only', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins')
    await etagged.json('/coins')
    await etagged.idle()
    const methods = disk.calls.map(({ method }) => method)
    expect(methods).toEqual(['open', 'get', 'put', 'freshen', 'flush'])
  })

  it('is read once by those who ask at a time; memory then outranks it', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const before = client({ store: disk.persistence })
    await before.etagged.json('/coins')
    await before.etagged.close()
    const { etagged, of } = client({ store: disk.persistence })
    const answers = await Promise.all([etagged.json('/coins'), etagged.json('/coins')])
    expect(answers[1].data).toBe(answers[0].data)
    expect(of('request').map(({ tier }) => tier)).toEqual(['disk', 'memory'])
  })

  it('I40: another version of the app reads nothing of the former', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const one = client({ store: disk.persistence, version: '1' })
    await one.etagged.json('/coins')
    await one.etagged.close()
    const two = client({ store: disk.persistence, version: '2' })
    expect(await two.etagged.peek('/coins')).toBeUndefined()
  })

  it('opens nothing before it is needed', () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    etagged.stats()
    expect(etagged.session.state).toBe('unknown')
    expect(disk.calls).toEqual([])
  })

  it('I43: keeps no secret: no credentials, no Set-Cookie, no URL fragment', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', {
      headers: {
        etag: '"1"',
        'set-cookie': 'CANARY=1',
        'www-authenticate': 'CANARY',
        connection: 'x-private',
        'x-private': 'CANARY',
      },
      body: {},
    })
    const { etagged, events } = client({
      store: disk.persistence,
      headers: () => ({ authorization: 'CANARY', 'x-token': 'CANARY' }),
    })
    await etagged.signIn('CANARY')
    await etagged.json('/coins#CANARY', { headers: { cookie: 'CANARY' } })
    await etagged.idle()
    expect(disk.dump()).toContain('/coins')
    expect(disk.dump()).not.toContain('CANARY')
    expect(JSON.stringify(events)).not.toContain('CANARY')
    expect(JSON.stringify(disk.calls)).not.toContain('CANARY')
  })

  it('I43: a URL with a password is refused before it is logged', async () => {
    const { etagged, events } = client()
    const url = origin.url.replace('//', '//alice:CANARY@')
    await expect(etagged.json(url)).rejects.toThrow(UsageError)
    await expect(etagged.json(url)).rejects.not.toThrow('CANARY')
    expect(JSON.stringify(events)).not.toContain('CANARY')
  })
})

describe('stats', () => {
  it('counts hits, validations and misses, and the bytes that were saved', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=10' }))
    origin.answer('/coins/1', { status: 204 })
    const { etagged, clock } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    clock.advance(10)
    await etagged.json('/coins')
    await etagged.json('/coins')
    await etagged.json('/coins/1', { method: 'DELETE' })
    expect(etagged.stats()).toEqual({
      entries: 1,
      memoryBytes: 1024 + 3 * 7,
      requests: 4,
      hits: 2,
      validated: 1,
      misses: 1,
      bypassed: 1,
      failures: 0,
      hitRate: 0.5,
      validatedRate: 0.25,
      bytesReceived: 7,
      bytesSaved: 21,
      wastedValidations: 0,
      stored: 1,
      evictions: 0,
      diskEvictions: 0,
      evictionRate: 0,
      storeFaults: 0,
    })
  })

  it('has no rates before the first request', () => {
    expect(client().etagged.stats()).toMatchObject({ requests: 0, hitRate: 0, validatedRate: 0 })
  })

  it('counts failures, which are told to nobody but the caller and the journal', async () => {
    const { etagged, of } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => Promise.reject(new TypeError('offline')),
    })
    await expect(etagged.json('/coins')).rejects.toThrow('offline')
    expect(etagged.stats()).toMatchObject({ failures: 1, requests: 0 })
    expect(of('failure')).toMatchObject([
      { method: 'GET', url: 'https://api.test/coins', because: 'TypeError: offline' },
    ])
  })
})

describe('events', () => {
  it('tell of each request its time, its tier and its bytes', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged, of, clock } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    const common = {
      type: 'request',
      at: clock.now(),
      method: 'GET',
      url: `${origin.url}/coins`,
      duration: 0,
      inBackground: false,
    }
    expect(of('request')).toMatchObject([
      { ...common, tier: 'network', bytes: { body: 7, received: 7 } },
      { ...common, tier: 'memory', bytes: { body: 7, received: 0 } },
    ])
  })

  it('an ended subscription hears nothing more; the same listener may subscribe twice', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged } = client()
    let heard = 0
    const listener = (): void => {
      heard++
    }
    const end = etagged.subscribe(listener)
    etagged.subscribe(listener)
    await etagged.json('/coins')
    expect(heard).toBe(2)
    end()
    await etagged.json('/coins')
    expect(heard).toBe(3)
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
