import { describe, expect, it } from 'vitest'
import { createSimulatedOrigin } from './tabs/simulated.test-tabs.ts'
import type { EtaggedOptions } from './etagged.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import type { ResponseStore } from './stores/response-store.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { createPersistence } from './persistence/create-persistence.ts'

const ORIGIN = 'https://api.test'

/** Answers a path with the fields that stand in its query, or an ETag, and a body of 7 bytes. */
const network: typeof fetch = async (input) => {
  const { searchParams } = new URL(new Request(input).url)
  const headers = searchParams.size === 0 ? { etag: '"1"' } : [...searchParams]
  return new Response('{"a":1}', { headers })
}

const client = (options: Parameters<typeof createRecordedClient>[0] = {}) =>
  createRecordedClient({ baseUrl: ORIGIN, fetch: network, ...options })

/** A URL whose answer has these fields. */
const answering = (fields: Record<string, string>, path = '/coins'): string =>
  `${path}?${new URLSearchParams(fields).toString()}`

const TEXT = 'text/plain;charset=UTF-8'

/** What a response with these values of fields takes, once it was read as data. */
const held = (url: string, ...values: readonly string[]): number =>
  1000 +
  `same-origin GET ${url}`.length +
  2 * 7 +
  values.reduce((sum, value) => sum + 100 + value.length, 0)

describe('entries', () => {
  it('tells of each stored response what it is judged by, and no more', async () => {
    const { etagged, clock } = client()
    const url = answering({ etag: 'W/"1"', 'cache-control': 'max-age=60', age: '20' })
    await etagged.json(url, { headers: { authorization: 'CANARY' } })
    clock.advance(10)
    expect(etagged.entries()).toEqual([
      {
        url: `${ORIGIN}${url}`,
        method: 'GET',
        credentials: 'same-origin',
        audience: 'user',
        status: 200,
        etag: 'W/"1"',
        tags: [],
        validatedAt: clock.now() - 10,
        age: 30,
        ttl: 30,
        isFresh: true,
        bytes: 7,
        memoryBytes: held(`${ORIGIN}${url}`, 'W/"1"', 'max-age=60', '20', TEXT),
        invalidated: false,
      },
    ])
    expect(JSON.stringify(etagged.entries())).not.toContain('CANARY')
  })

  it('tells the tags of the app and the groups of the server, each once', async () => {
    const { etagged } = client()
    const url = answering({ etag: '"1"', 'cache-groups': '"coins", "board"' })
    await etagged.json(url, { tags: ['coins', 'mine'] })
    expect(etagged.entries()[0]?.tags).toEqual(['coins', 'mine', 'board'])
  })

  it('tells no entity-tag where there is none', async () => {
    const { etagged } = client()
    await etagged.json(answering({ 'cache-control': 'max-age=60' }))
    expect(etagged.entries()).toHaveLength(1)
    expect(etagged.entries()[0]).not.toHaveProperty('etag')
  })

  interface Row {
    readonly says: string
    readonly fields: Record<string, string>
    readonly options?: Omit<EtaggedOptions, 'clock'>
    readonly passed?: number
    readonly isFresh: boolean
  }

  it.each<Row>([
    { says: '§4.2: within its lifetime', fields: { 'cache-control': 'max-age=60' }, isFresh: true },
    {
      says: '§4.2: at the end of its lifetime',
      fields: { 'cache-control': 'max-age=60' },
      passed: 60,
      isFresh: false,
    },
    {
      says: '§4.2.3: with an Age beyond its lifetime',
      fields: { 'cache-control': 'max-age=60', age: '60' },
      isFresh: false,
    },
    {
      says: '§5.2.2.4: with no-cache',
      fields: { 'cache-control': 'max-age=60, no-cache', etag: '"1"' },
      isFresh: false,
    },
    { says: '§4.2.2: without any lifetime', fields: { etag: '"1"' }, isFresh: false },
    {
      says: 'with a lifetime by the client’s policy',
      fields: { etag: '"1"' },
      options: { assumeFresh: 5 },
      isFresh: true,
    },
    {
      says: 'past discardAfter',
      fields: { 'cache-control': 'max-age=60' },
      options: { discardAfter: 5 },
      passed: 6,
      isFresh: false,
    },
    {
      says: 'I27: on a clock that went back',
      fields: { 'cache-control': 'max-age=60' },
      passed: -5,
      isFresh: false,
    },
  ])('is fresh when it would be a hit: $says', async (row) => {
    const { etagged, clock } = client(row.options)
    const url = answering(row.fields)
    await etagged.json(url)
    clock.set(clock.now() + (row.passed ?? 0))
    const [entry] = etagged.entries()
    const peeked = etagged.peekMemory(url, { policy: { discardAfter: Infinity } })
    const { age, ttl, validatedAt } = peeked?.freshness ?? {}
    expect(entry).toMatchObject({ isFresh: row.isFresh, age, ttl, validatedAt })
    const { outcome } = await etagged.json(url)
    expect(outcome.kind === 'hit').toBe(row.isFresh)
  })

  it('what was invalidated is not fresh, and says so (RFC 9111 §4.4)', async () => {
    const { etagged } = client()
    const url = answering({ 'cache-control': 'max-age=60' })
    await etagged.json(url)
    await etagged.invalidate({ url })
    expect(etagged.entries()).toMatchObject([{ invalidated: true, isFresh: false, ttl: 0 }])
  })

  it('has each variant by itself, and in all what the estimate of memory has', async () => {
    const { etagged } = client()
    const url = answering({ vary: 'accept-language', 'cache-control': 'max-age=60' })
    await etagged.json(url, { headers: { 'accept-language': 'de' } })
    await etagged.json(url, { headers: { 'accept-language': 'en' } })
    const each = etagged.entries().map(({ memoryBytes }) => memoryBytes)
    expect(each).toHaveLength(2)
    expect(each.reduce((sum, bytes) => sum + bytes)).toBe(etagged.stats().memoryBytes)
  })

  it('to look is not to use: the order of eviction stays', async () => {
    const { etagged } = client({ memory: { maxBytes: 3000 } })
    await etagged.json('/a')
    await etagged.json('/b')
    const before = etagged.entries().map(({ url }) => url)
    expect(before).toEqual([`${ORIGIN}/a`, `${ORIGIN}/b`])
    expect(etagged.entries().map(({ url }) => url)).toEqual(before)
    await etagged.json('/c')
    expect(etagged.entries().map(({ url }) => url)).toEqual([`${ORIGIN}/b`, `${ORIGIN}/c`])
  })

  it('I1: has nothing of a former user', async () => {
    const { etagged } = client()
    await etagged.signIn('alice')
    await etagged.json('/me')
    void etagged.signIn('bob')
    expect(etagged.entries()).toEqual([])
  })

  it('I5: has nothing while a page that slept asks whether its session lasts', async () => {
    const tab = createSimulatedOrigin().open()
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence, tabs: tab.tabs })
    await etagged.signIn('alice')
    await etagged.json('/me')
    tab.wake('restored')
    expect(etagged.entries()).toEqual([])
    await etagged.json('/me')
    expect(etagged.entries()).toHaveLength(1)
  })
})

describe('size', () => {
  it('tells what memory and disk hold', async () => {
    const { etagged } = client({ store: createMemoryDisk().persistence })
    await etagged.json('/a')
    await etagged.json('/b')
    await etagged.idle()
    expect(await etagged.size()).toEqual({
      memory: { entries: 2, bytes: 2 * held(`${ORIGIN}/a`, '"1"', TEXT), maxBytes: 16 * 2 ** 20 },
      // This store tells no limit.
      disk: { entries: 2, bytes: 14 },
      diskParts: { user: { entries: 2, bytes: 14 } },
    })
  })

  it('tells the limit of memory, and everyone’s when something is held of that', async () => {
    const { etagged } = client({ memory: { maxBytes: 5000 } })
    await etagged.json('/a')
    expect((await etagged.size()).memory).toMatchObject({ entries: 1, maxBytes: 5000 })
    await etagged.json('/b', { policy: { audience: 'everyone' } })
    expect((await etagged.size()).memory).toMatchObject({ entries: 2, maxBytes: 10_000 })
  })

  it.each([
    { says: 'of both parts', own: 700, everyones: 300, sum: 1000 },
    { says: 'unless one tells none', own: 700, everyones: undefined, sum: undefined },
    { says: 'unless one has none', own: Infinity, everyones: 300, sum: undefined },
  ])('tells the limits of the disk, added up, $says', async ({ own, everyones, sum }) => {
    const disk = createMemoryDisk()
    const store = createPersistence((context) => {
      const maxBytes = context.partition === 'everyone' ? everyones : own
      return {
        ...disk.createStore(context),
        size: () => ({ entries: 1, bytes: 1, ...(maxBytes === undefined ? {} : { maxBytes }) }),
      }
    })
    const { etagged } = client({ store })
    await etagged.json('/a')
    await etagged.json('/b', { policy: { audience: 'everyone' } })
    const told = await etagged.size()
    expect(told.disk).toEqual({
      entries: 2,
      bytes: 2,
      ...(sum === undefined ? {} : { maxBytes: sum }),
    })
  })

  it('tells the parts of the disk apart', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/a')
    expect(Object.keys((await etagged.size()).diskParts)).toEqual(['user'])
    await etagged.json('/b')
    await etagged.json('/c', { policy: { audience: 'everyone' } })
    await etagged.idle()
    const { disk: all, diskParts } = await etagged.size()
    expect(diskParts).toMatchObject({ user: { entries: 2 }, everyone: { entries: 1 } })
    const bytes = (diskParts.user?.bytes ?? 0) + (diskParts.everyone?.bytes ?? 0)
    expect(all).toEqual({ entries: 3, bytes })
  })

  it('without a disk there is none to tell of', async () => {
    const { etagged } = client()
    await etagged.json('/a')
    expect(await etagged.size()).toMatchObject({
      memory: { entries: 1 },
      disk: undefined,
      diskParts: {},
    })
  })

  it('opens nothing', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    expect(await etagged.size()).toMatchObject({ memory: { entries: 0, bytes: 0 } })
    expect((await etagged.size()).disk).toBeUndefined()
    expect(disk.calls).toEqual([])
  })

  it('I35: opens no store again that did not open', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'open') throw new Error('not now')
    }
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await turn()
    for (let times = 0; times < 10; times++) {
      expect(await etagged.size()).toMatchObject({ disk: undefined })
    }
    expect(disk.calls.filter(({ method }) => method === 'open')).toHaveLength(1)
  })

  it('waits for a store that still opens', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'open' ? gate.promise : undefined)
    const { etagged } = client({ store: disk.persistence })
    void etagged.signIn('alice')
    const size = etagged.size()
    gate.resolve()
    expect(await size).toMatchObject({ disk: { entries: 0, bytes: 0 } })
  })

  it('I1: tells nothing of a session that ended meanwhile', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.delay = async ({ method }) => (method === 'size' ? gate.promise : undefined)
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await etagged.json('/me')
    const size = etagged.size()
    await turn()
    void etagged.signOut()
    gate.resolve()
    expect(await size).toMatchObject({ memory: { entries: 0, bytes: 0 }, disk: undefined })
  })

  const misdeeds: readonly { readonly how: string; readonly size: () => unknown }[] = [
    {
      how: 'throws',
      size() {
        throw new Error('disk on fire')
      },
    },
    { how: 'rejects', size: () => Promise.reject(new Error('disk on fire')) },
    { how: 'never answers', size: () => Promise.withResolvers<void>().promise },
    { how: 'gives something else', size: () => ({ entries: 1, bytes: '1' }) },
    { how: 'gives less than nothing', size: () => ({ entries: 1, bytes: -1 }) },
    { how: 'gives no number', size: () => ({ entries: 1, bytes: Number.NaN }) },
    { how: 'gives no end', size: () => ({ entries: Infinity, bytes: 1 }) },
    { how: 'gives a wrong limit', size: () => ({ entries: 1, bytes: 1, maxBytes: '1' }) },
  ]

  it.each(misdeeds)('I34: a store whose size $how is none the worse for it', async ({ size }) => {
    const disk = createMemoryDisk()
    const store = createPersistence((context) => ({
      ...disk.createStore(context),
      size: size as ResponseStore['size'],
    }))
    const { etagged, clock, of } = client({ store })
    await etagged.json('/a')
    await etagged.idle()
    for (let times = 0; times < 5; times++) {
      const asked = etagged.size()
      await turn()
      // The budget is spent in two slices.
      clock.advance(2.5)
      clock.advance(2.5)
      expect(await asked).toMatchObject({ memory: { entries: 1 }, disk: undefined })
    }
    expect(of('store-fault').map(({ operation, mode }) => `${operation} ${mode}`)).toEqual([
      'size persistent',
      'size persistent',
      'size persistent',
    ])
    await etagged.json('/b')
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(2)
  })
})

describe('what the disk holds', () => {
  const everyones = { policy: { audience: 'everyone' } } as const

  /** A disk on which a former page has left these, and a client that has read nothing yet. */
  async function reopened(options: Omit<EtaggedOptions, 'clock' | 'store'> = {}) {
    const disk = createMemoryDisk()
    const former = client({ store: disk.persistence })
    await former.etagged.json('/a', { tags: ['mine'] })
    await former.etagged.json('/b', { credentials: 'include' })
    await former.etagged.json('/b', everyones)
    await former.etagged.idle()
    const made = client({ store: disk.persistence, clock: former.clock, ...options })
    return { ...made, disk }
  }

  it('is listed by its keys, of the parts that are in use; no body is read', async () => {
    const { etagged, disk } = await reopened()
    await etagged.signIn(null)
    const read = disk.calls.filter(({ method }) => method === 'get').length
    const own = [
      { url: `${ORIGIN}/a`, credentials: 'same-origin', audience: 'user' },
      { url: `${ORIGIN}/b`, credentials: 'include', audience: 'user' },
    ]
    expect(await etagged.diskEntries()).toEqual(own)
    expect(disk.calls.filter(({ method }) => method === 'get')).toHaveLength(read)
    await etagged.peek('/c', everyones)
    expect(await etagged.diskEntries()).toEqual([
      ...own,
      { url: `${ORIGIN}/b`, credentials: 'omit', audience: 'everyone' },
    ])
  })

  it('can be asked for as it is listed', async () => {
    const { etagged, of } = await reopened({ assumeFresh: 60 })
    await etagged.signIn(null)
    for (const { url, credentials } of await etagged.diskEntries()) {
      await etagged.json(url, { credentials })
    }
    expect(of('request').map(({ tier }) => tier)).toEqual(['disk', 'disk'])
  })

  it('is told of one key as memory tells it, and does not come to memory', async () => {
    const { etagged, clock } = await reopened()
    await etagged.signIn(null)
    clock.advance(10)
    const [first] = await etagged.diskEntries()
    const rows = await Promise.all(first === undefined ? [] : [etagged.readDiskEntry(first)])
    expect(etagged.entries()).toEqual([])
    await etagged.peek('/a')
    expect(rows).toEqual([etagged.entries()])
    const memoryBytes = held(`${ORIGIN}/a`, '"1"', TEXT)
    expect(rows).toMatchObject([[{ age: 10, tags: ['mine'], memoryBytes }]])
  })

  it('is told of everyone’s part when that is asked for', async () => {
    const { etagged } = await reopened()
    await etagged.peek('/c', everyones)
    const asked = { url: `${ORIGIN}/b`, credentials: 'omit', audience: 'everyone' } as const
    expect(await etagged.readDiskEntry(asked)).toMatchObject([asked])
    expect(await etagged.readDiskEntry({ ...asked, audience: 'user' })).toEqual([])
  })

  it('has each variant by itself', async () => {
    const { etagged } = client({ store: createMemoryDisk().persistence })
    const url = answering({ vary: 'accept-language', etag: '"1"' })
    await etagged.json(url, { headers: { 'accept-language': 'de' } })
    await etagged.json(url, { headers: { 'accept-language': 'en' } })
    await etagged.idle()
    const listed = await etagged.diskEntries()
    expect(listed).toHaveLength(1)
    const rows = await Promise.all(listed.map((entry) => etagged.readDiskEntry(entry)))
    expect(rows.flat()).toHaveLength(2)
  })

  it('is judged by what was removed and invalidated since it was asked for', async () => {
    const { etagged, disk } = await reopened()
    await etagged.signIn(null)
    const [a, b] = await etagged.diskEntries()
    if (a === undefined || b === undefined) throw new Error('Nothing is listed')
    const gate = Promise.withResolvers<void>()
    disk.delay = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const read = Promise.all([a, b].map((entry) => etagged.readDiskEntry(entry)))
    await turn()
    void etagged.remove(a)
    void etagged.invalidate(b)
    gate.resolve()
    expect(await read).toMatchObject([[], [{ url: b.url, invalidated: true, isFresh: false }]])
  })

  it('leaves out keys that are none of the cache', async () => {
    const disk = createMemoryDisk()
    const keys = () => ['omit GET https://api.test/a', 'omit POST https://api.test/a', 'CANARY']
    const store = createPersistence((context) => ({ ...disk.createStore(context), keys }))
    const { etagged } = client({ store })
    await etagged.signIn(null)
    expect(await etagged.diskEntries()).toMatchObject([{ credentials: 'omit' }])
  })

  const entry = { url: `${ORIGIN}/a`, credentials: 'same-origin', audience: 'user' } as const

  it('opens nothing', async () => {
    const { etagged, disk } = await reopened()
    const before = disk.calls.length
    expect(await etagged.diskEntries()).toEqual([])
    expect(await etagged.readDiskEntry(entry)).toEqual([])
    expect(disk.calls).toHaveLength(before)
  })

  it('is nothing without a disk, nor once the client is closed', async () => {
    for (const { etagged } of [client(), await reopened()]) {
      await etagged.signIn(null)
      await etagged.close()
      expect(await etagged.diskEntries()).toEqual([])
      expect(await etagged.readDiskEntry(entry)).toEqual([])
    }
  })

  it.each(['keys', 'get'] as const)(
    'I1: is nothing when its session ends during %s',
    async (late) => {
      const disk = createMemoryDisk()
      const { etagged } = client({ store: disk.persistence })
      await etagged.signIn('alice')
      await etagged.json('/a')
      await etagged.idle()
      const gate = Promise.withResolvers<void>()
      disk.delay = async ({ method }) => (method === late ? gate.promise : undefined)
      const told = late === 'keys' ? etagged.diskEntries() : etagged.readDiskEntry(entry)
      await turn()
      void etagged.signIn('bob')
      gate.resolve()
      expect(await told).toEqual([])
    },
  )

  it('I5: waits while a page that slept asks whether its session lasts', async () => {
    const tab = createSimulatedOrigin().open()
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence, tabs: tab.tabs })
    await etagged.signIn('alice')
    await etagged.json('/a')
    await etagged.idle()
    tab.wake('restored')
    const listed = etagged.diskEntries()
    expect(etagged.session.verifying).toBe(true)
    expect(await listed).toHaveLength(1)
    expect(etagged.session.verifying).toBe(false)
  })

  it('I34: a store that does not list its keys is none the worse for it', async () => {
    const { etagged, disk, clock, of } = await reopened()
    await etagged.signIn(null)
    disk.fault = async ({ method }) => {
      if (method === 'keys') await Promise.withResolvers<void>().promise
    }
    for (let times = 0; times < 5; times++) {
      const listed = etagged.diskEntries()
      await turn()
      clock.advance(2.5)
      clock.advance(2.5)
      expect(await listed).toEqual([])
    }
    expect(of('store-fault').map(({ operation, mode }) => `${operation} ${mode}`)).toEqual([
      'keys persistent',
      'keys persistent',
      'keys persistent',
    ])
    expect(await etagged.readDiskEntry(entry)).toHaveLength(1)
  })
})
