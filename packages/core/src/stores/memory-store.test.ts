import { beforeEach, describe, expect, it } from 'vitest'
import { storedWith } from '../rules/stored-response.test-fixture.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { createMemoryStore, type MemoryStore, type Readers } from './memory-store.ts'

const aBody = (bytes: number) => ({ id: crypto.randomUUID(), content: 'x'.repeat(bytes), bytes })

const at = (key: string, given: Partial<StoredResponse> = {}) => storedWith({}, { key, ...given })

let evicted: string[]
let store: MemoryStore
beforeEach(() => {
  evicted = []
  store = createMemoryStore({ maxBytes: 10_000, onEviction: (key) => evicted.push(key) })
})

describe('the memory store', () => {
  it('gives back what it was given, by identity', () => {
    const stored = at('a')
    store.put(stored)
    expect(store.get('a')).toEqual([stored])
    expect(store.get('a')[0]).toBe(stored)
    expect(store.get('b')).toEqual([])
    expect(store.keys()).toEqual(['a'])
  })

  it('keeps one response for each set of nominated fields', () => {
    const german = at('a', { nominated: [['accept-language', 'de']] })
    const english = at('a', { nominated: [['accept-language', 'en']] })
    const newGerman = at('a', { nominated: [['accept-language', 'de']] })
    for (const stored of [german, english, newGerman]) store.put(stored)
    expect(store.get('a')).toEqual([english, newGerman])
    expect(store.size().entries).toBe(1)
  })

  it('keeps the eight variants of a key that came last, and tells of the others', () => {
    const gone: number[] = []
    const telling = createMemoryStore({
      maxBytes: 100_000,
      onRelease: ({ requestTime }) => gone.push(requestTime),
    })
    for (let time = 1; time <= 10; time++) {
      telling.put(at('a', { requestTime: time, nominated: [['x-request-id', `${time}`]] }))
    }
    expect(telling.get('a').map(({ requestTime }) => requestTime)).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10,
    ])
    expect(gone).toEqual([1, 2])
  })

  it('I18: gives way to what was requested later, whichever comes first', () => {
    const older = at('a', { requestTime: 1 })
    const newer = at('a', { requestTime: 2 })
    store.put(newer)
    store.put(older)
    store.freshen({ ...newer, requestTime: 1 })
    expect(store.get('a')).toEqual([newer])
  })

  it('freshens the response whose body it is, and creates nothing', () => {
    const stored = at('a')
    const freshened = { ...stored, requestTime: stored.requestTime + 1 }
    store.freshen(freshened)
    expect(store.keys()).toEqual([])
    store.put(stored)
    store.freshen(at('a'))
    expect(store.get('a')).toEqual([stored])
    store.freshen(freshened)
    expect(store.get('a')).toEqual([freshened])
  })

  it('invalidates every variant under a key, and creates nothing', () => {
    const other = at('b')
    store.put(at('a'))
    store.put(at('a', { nominated: [['accept', 'x']] }))
    store.put(other)
    store.invalidate([{ key: 'a' }, { key: 'unknown' }], 0)
    expect(store.get('a').map(({ invalidated }) => invalidated)).toEqual([true, true])
    expect(store.get('b')).toEqual([other])
    expect(store.keys()).toEqual(['a', 'b'])
  })

  it('means by a prefix all keys that begin so', () => {
    for (const key of ['coins', 'coins/1', 'coin']) store.put(at(key))
    store.invalidate([{ prefix: 'coins' }], 0)
    const marks = store.keys().map((key) => store.get(key)[0]?.invalidated)
    expect(marks).toEqual([true, true, false])
    store.delete([{ prefix: 'coins' }])
    expect(store.keys()).toEqual(['coin'])
  })

  it('means by a tag each variant that has it', () => {
    const tags = ['coin']
    const other = at('b', { tags: ['coins'] })
    store.put(at('a', { tags }))
    store.put(at('a', { tags: [], nominated: [['accept', 'x']] }))
    store.put(other)
    store.put(at('c', { fields: [['cache-groups', '"coin"']] }))
    expect(store.keys([{ tag: '* coin' }])).toEqual(['a', 'c'])
    expect(store.keys([{ tag: '* coin' }, { key: 'b' }])).toEqual(['a', 'c', 'b'])
    store.invalidate([{ tag: '* coin' }], 0)
    const marks = ['a', 'c'].flatMap((key) => store.get(key).map(({ invalidated }) => invalidated))
    expect(marks).toEqual([true, false, true])
    expect(store.get('b')).toEqual([other])
    store.delete([{ tag: '* coin' }])
    expect(store.get('a')).toMatchObject([{ nominated: [['accept', 'x']] }])
    expect(store.keys()).toEqual(['b', 'a'])
    expect(store.size().entries).toBe(2)
  })

  it('I19: marks what arrives with a tag that was invalidated after its request', () => {
    store.invalidate([{ tag: '* coin' }], 11)
    store.put(at('a', { requestTime: 10, tags: ['coin'] }))
    store.put(at('b', { requestTime: 11, tags: ['coin'] }))
    store.put(at('c', { requestTime: 10 }))
    const marks = ['a', 'b', 'c'].map((key) => store.get(key)[0]?.invalidated)
    expect(marks).toEqual([true, false, false])
    const [late] = store.get('c')
    if (late) store.freshen({ ...late, tags: ['coin'] })
    expect(store.get('c')).toMatchObject([{ invalidated: true, tags: ['coin'] }])
  })

  it('I19: marks what arrives for a request that was sent before the invalidation', () => {
    const stored = at('a', { requestTime: 10 })
    store.invalidate([{ key: 'a' }], 11)
    store.put(stored)
    expect(store.get('a')).toMatchObject([{ invalidated: true }])
    store.freshen({ ...stored, requestTime: 10.5 })
    expect(store.get('a')).toMatchObject([{ invalidated: true, requestTime: 10.5 }])
    store.freshen({ ...stored, requestTime: 11 })
    store.put(at('b', { requestTime: 10 }))
    expect([...store.get('a'), ...store.get('b')]).toMatchObject([
      { invalidated: false },
      { invalidated: false },
    ])
  })

  it('takes all but what can never fit', () => {
    expect(store.put(at('a', { requestTime: 2 }))).toBe(true)
    expect(store.put(at('a', { requestTime: 1 }))).toBe(true)
    expect(store.put(at('a', { body: aBody(10_000) }))).toBe(false)
  })

  it('lets go of everything that is not to be trusted', () => {
    store.put(at('a'))
    store.flush()
    store.distrust()
    expect(store.size()).toMatchObject({ entries: 0, bytes: 0 })
    expect(store.isCurrent()).toBe(true)
  })

  it('deletes keys with all their variants', () => {
    store.put(at('a'))
    store.put(at('b'))
    store.delete([{ key: 'a' }, { key: 'unknown' }])
    expect(store.keys()).toEqual(['b'])
  })

  it('I7: ends for good', () => {
    store.put(at('a'))
    store.end()
    expect(store.isCurrent()).toBe(false)
    expect(store.size()).toMatchObject({ entries: 0, bytes: 0 })
    store.put(at('b'))
    store.freshen(at('b'))
    store.open()
    store.close()
    expect(store.keys()).toEqual([])
  })
})

it.each(['invalidate', 'delete'] as const)(
  '10,000 keys are looked at a few times each to %s them, however many there are in memory',
  (change) => {
    const large = createMemoryStore({ maxBytes: 100_000_000 })
    const keys = Array.from({ length: 10_000 }, (_, index) => `key ${index}`)
    for (const key of keys) large.put(at(key))
    let looks = 0
    const ranges = keys.map((key) => ({
      get key() {
        looks++
        return key
      },
    }))
    if (change === 'invalidate') large.invalidate(ranges, 0)
    else large.delete(ranges)
    const left = large.keys().flatMap((key) => large.get(key))
    expect(left.filter(({ invalidated }) => !invalidated)).toEqual([])
    expect(looks).toBeGreaterThan(0)
    expect(looks).toBeLessThanOrEqual(5 * keys.length)
  },
)

describe('its size', () => {
  const three = (key: string) => at(key, { body: aBody(3000) })

  it('tells the limit along', () => {
    expect(store.size()).toEqual({ entries: 0, bytes: 0, maxBytes: 10_000 })
  })

  it('counts the text, 1 kB for each response, and its key', () => {
    store.put(three('a'))
    expect(store.size()).toMatchObject({ entries: 1, bytes: 4001 })
    store.put(three('a'))
    expect(store.size()).toMatchObject({ entries: 1, bytes: 4001 })
    store.delete([{ key: 'a' }])
    expect(store.size()).toMatchObject({ entries: 0, bytes: 0 })
  })

  it('counts each field, and the length of its value', () => {
    const fields = [['etag', '"12345678"']] as const
    store.put(at('a', { fields, body: aBody(0) }))
    expect(store.size().bytes).toBe(1001 + 110)
  })

  it.each<[string, StoredResponse['body']['content'], number, number]>([
    ['a byte a character that is ASCII', 'x'.repeat(300), 300, 300],
    ['two a UTF-16 unit where one is not', `${'x'.repeat(299)}ä`, 301, 600],
    ['two for three bytes of UTF-8', '日'.repeat(100), 300, 200],
    ['bytes as they are', new Uint8Array(300), 300, 300],
  ])('counts %s', (_, content, bytes, held) => {
    store.put(at('a', { body: { id: 'b', content, bytes } }))
    expect(store.size().bytes).toBe(1001 + held)
  })

  describe('of bodies that somebody reads as data', () => {
    let readers: Readers
    let reading: MemoryStore
    beforeEach(() => {
      evicted = []
      readers = new WeakMap()
      const onEviction = (key: string) => void evicted.push(key)
      reading = createMemoryStore({ maxBytes: 10_000, readers, onEviction })
    })

    function read({ body }: StoredResponse): void {
      const holder = readers.get(body)
      readers.set(body, null)
      holder?.grow(holder.key, body)
    }

    it('counts as much again for the data, whenever that was read', () => {
      const [before, after] = [three('a'), at('b', { body: aBody(100) })]
      read(before)
      reading.put(before)
      expect(reading.size().bytes).toBe(7001)
      reading.put(after)
      expect(reading.size().bytes).toBe(7001 + 1101)
      read(after)
      expect(reading.size().bytes).toBe(7001 + 1201)
      reading.freshen({ ...after, status: 203 })
      reading.delete([{ prefix: '' }])
      expect(reading.size()).toMatchObject({ entries: 0, bytes: 0 })
    })

    it('one body under two variants is counted twice, before and after', () => {
      const german = at('a', { nominated: [['accept-language', 'de']] })
      const other = { ...german, nominated: [] }
      for (const stored of [german, other]) reading.put(stored)
      read(german)
      expect(reading.size().bytes).toBe(2 * 1005)
      reading.delete([{ key: 'a' }])
      expect(reading.size().bytes).toBe(0)
    })

    it('what is read makes room for its data: others go', () => {
      const two = [three('a'), three('b')] as const
      two.forEach(reading.put)
      read(two[0])
      expect(evicted).toEqual(['b'])
      expect(reading.size()).toMatchObject({ entries: 1, bytes: 7001 })
    })

    it('what can never fit with its data pushes out nothing but itself', () => {
      const long = at('b', { body: aBody(5000) })
      reading.put(at('a'))
      reading.put(long)
      read(long)
      expect(evicted).toEqual(['b'])
      expect(reading.size()).toMatchObject({ entries: 1, bytes: 1003 })
    })

    it('what went before it was read is not counted', () => {
      const [gone, replaced] = [three('a'), three('b')]
      for (const stored of [gone, replaced, at('b')]) reading.put(stored)
      reading.delete([{ key: 'a' }])
      read(gone)
      read(replaced)
      expect(reading.size()).toMatchObject({ entries: 1, bytes: 1003 })
    })
  })

  it('stays within its limit: the least recently used makes room', () => {
    store.put(three('a'))
    store.put(three('b'))
    store.get('a')
    store.put(three('c'))
    expect(evicted).toEqual(['b'])
    expect(store.keys()).toEqual(['a', 'c'])
    expect(store.size().bytes).toBeLessThanOrEqual(10_000)
  })

  it('a response that can never fit pushes out nothing but itself', () => {
    store.put(three('a'))
    store.put(three('b'))
    store.put(at('b', { body: aBody(10_000) }))
    expect(evicted).toEqual(['b'])
    expect(store.keys()).toEqual(['a'])
  })

  it('tells of each response that goes, but not of what a newer one replaces', () => {
    const told: [string, number][] = []
    const telling = createMemoryStore({
      maxBytes: 5000,
      onRelease: ({ key, requestTime }) => told.push([key, requestTime]),
    })
    telling.put(at('a', { requestTime: 7, nominated: [['accept', 'x']] }))
    telling.put(at('a', { requestTime: 5 }))
    telling.put(at('a', { requestTime: 6 }))
    telling.put(at('b', { requestTime: 2, body: aBody(3500) }))
    telling.put(at('c', { requestTime: 3, body: aBody(10_000) }))
    telling.delete([{ prefix: '' }])
    telling.put(at('d'))
    telling.end()
    expect(told).toEqual([
      ['a', 7],
      ['a', 6],
      ['c', 3],
      ['b', 2],
    ])
  })

  it('tells of the variant that a removed tag means, and not of the others', () => {
    const told: number[] = []
    const onRelease = ({ requestTime }: StoredResponse): void => void told.push(requestTime)
    const telling = createMemoryStore({ maxBytes: 10_000, onRelease })
    telling.put(at('a', { requestTime: 1, tags: ['coin'] }))
    telling.put(at('a', { requestTime: 2, nominated: [['accept', 'x']] }))
    const { bytes } = telling.size()
    telling.delete([{ tag: '* coin' }])
    expect(told).toEqual([1])
    expect(telling.size()).toMatchObject({ entries: 1, bytes: bytes / 2 })
  })

  it('needs nobody who listens', () => {
    const silent = createMemoryStore({ maxBytes: 5000 })
    silent.put(three('a'))
    silent.put(three('b'))
    silent.put(at('c', { body: aBody(10_000) }))
    expect(silent.keys()).toEqual(['b'])
  })
})

it('who hears of an eviction may use what would have gone next', () => {
  const gone: string[] = []
  const used: MemoryStore = createMemoryStore({
    maxBytes: 10_000,
    onEviction(key) {
      gone.push(key)
      used.get('b')
    },
  })
  for (const key of ['a', 'b', 'c']) used.put(at(key, { body: aBody(1500) }))
  used.put(at('d', { body: aBody(5000) }))
  expect(gone).toEqual(['a', 'c'])
  expect(used.keys()).toEqual(['d', 'b'])
})
