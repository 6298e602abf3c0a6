import type { KeyRange } from '../stores/response-store.ts'
import { assertSame, assertSameMembers } from './assertions.ts'
import { aPartition, type ContractCase } from './contract-case.ts'
import { aBody, aResponse, aResponseAt, aVariant, keyAt } from './sample-responses.ts'

const SENT = 1000
const AT = SENT + 100
const LATER = AT + 100

const ranges: Record<string, KeyRange> = {
  'a key': { key: keyAt('/coins/pepe') },
  'a prefix': { prefix: keyAt('/coins/') },
}

/** Paths that begin nearly alike; which of them a prefix means. */
const neighbours = ['/coin', '/coins', '/coins/', '/coins/1', '/coins/1?page=2', '/coins/\uffff']
const underPrefix = neighbours.filter((path) => path.startsWith('/coins/'))

/** What makes a stored response unusable without validation (RFC 9111 §4.4), or removes it. */
export const invalidationCases: readonly ContractCase[] = [
  ...(Object.entries(ranges).map(([kind, range]) => ({
    title: `invalidate marks every variant under ${kind}, and makes nothing`,
    async run({ open }) {
      const store = await open()
      const other = aResponseAt('/users', { requestTime: SENT })
      await store.put(aVariant('de', { requestTime: SENT }))
      await store.put(aVariant('en', { requestTime: SENT }))
      await store.put(other)
      await store.invalidate([range, { key: 'unknown' }], AT)
      const marks = (await store.get(aResponse().key)).map(({ invalidated }) => invalidated)
      assertSame(marks, [true, true], 'both variants are marked')
      assertSame(await store.get(other.key), [other], 'what is not meant is as it was')
      assertSameMembers(await store.keys(), [aResponse().key, other.key], 'nothing came to be')
    },
  })) satisfies readonly ContractCase[]),
  {
    title: 'invalidate of a prefix means the keys that begin so, and no others',
    async run({ open }) {
      const store = await open()
      for (const path of neighbours) await store.put(aResponseAt(path, { requestTime: SENT }))
      await store.invalidate([{ prefix: keyAt('/coins/') }], AT)
      const marked: string[] = []
      for (const path of neighbours) {
        const [found] = await store.get(keyAt(path))
        if (found?.invalidated) marked.push(path)
      }
      assertSame(marked, underPrefix, 'the keys under the prefix are marked')
    },
  },
  ...(Object.entries(ranges).map(([kind, range]) => ({
    title: `what was requested before an invalidation of ${kind} arrives marked, what was requested later does not (I19)`,
    async run({ open }) {
      const store = await open()
      await store.invalidate([range], AT)
      const late = aResponse({ requestTime: SENT })
      await store.put(late)
      assertSame(
        await store.get(late.key),
        [{ ...late, invalidated: true }],
        'an answer from before the invalidation is marked although nothing was stored',
      )
      const fresh = aResponse({ requestTime: LATER, body: aBody() })
      await store.put(fresh)
      assertSame(await store.get(late.key), [fresh], 'an answer from after it is not marked')
    },
  })) satisfies readonly ContractCase[]),
  {
    title:
      'a validation that was sent before an invalidation does not undo it; a later one does (I19)',
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ requestTime: SENT })
      await store.put(stored)
      await store.invalidate([{ key: stored.key }], AT)
      await store.freshen({ ...stored, requestTime: SENT + 1 })
      const [early] = await store.get(stored.key)
      assertSame(early?.invalidated, true, 'a 304 from before the invalidation leaves the mark')
      const freshened = { ...stored, requestTime: LATER }
      await store.freshen(freshened)
      assertSame(await store.get(stored.key), [freshened], 'a 304 from after it takes it away')
    },
  },
  {
    title: 'an invalidation outlives the store and holds for every other one (I19)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const stored = aResponse({ requestTime: SENT })
      await here.put(stored)
      await here.invalidate([{ key: stored.key }], AT)
      here.close()
      const late = aVariant('de', { requestTime: SENT })
      await there.put(late)
      there.close()
      const again = await open(partition)
      const marks = (await again.get(stored.key)).map(({ invalidated }) => invalidated)
      assertSame(marks, [true, true], 'the stored one and the late one are marked')
    },
  },
  {
    title: 'invalidate and delete of nothing do nothing',
    async run({ open }) {
      const store = await open()
      const stored = aResponse()
      await store.put(stored)
      await store.invalidate([], stored.requestTime + 1)
      await store.delete([])
      assertSame(await store.get(stored.key), [stored], 'the response is as it was')
    },
  },
  {
    title: 'delete removes every variant under a key, and nothing else',
    async run({ open }) {
      const store = await open()
      const longer = aResponseAt('/coins/pepe/trades')
      await store.put(aVariant('de'))
      await store.put(aVariant('en'))
      await store.put(longer)
      await store.delete([{ key: aVariant('de').key }, { key: 'unknown' }])
      assertSame(await store.keys(), [longer.key], 'the other key is left')
      assertSame(await store.get(aVariant('de').key), [], 'no variant is left')
    },
  },
  {
    title: 'delete of a prefix removes the keys that begin so, and no others',
    async run({ open }) {
      const store = await open()
      for (const path of neighbours) await store.put(aResponseAt(path))
      await store.delete([{ prefix: keyAt('/coins/') }])
      const expected = neighbours.filter((path) => !underPrefix.includes(path)).map(keyAt)
      assertSameMembers(await store.keys(), expected, 'the keys under the prefix are gone')
      await store.delete([{ prefix: '' }])
      assertSame(await store.keys(), [], 'the empty prefix means all')
    },
  },
]
