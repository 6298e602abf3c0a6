import { tagOf } from '../rules/tags.ts'
import { assertSame, assertSameMembers } from './assertions.ts'
import { aPartition, type ContractCase } from './contract-case.ts'
import { aBody, aResponse, aResponseAt, aVariant } from './sample-responses.ts'

const SENT = 1000
const AT = SENT + 100
const LATER = AT + 100

/** How a response comes to a tag, each with the tag as a range names it. */
const origins = {
  'an app’s tag': { given: { tags: ['pets', 'coin:pepe'] }, tag: tagOf('coin:pepe') },
  'a server’s group': {
    given: { fields: [['cache-groups', '"pets", "coin:pepe"']] },
    tag: 'https://api.test coin:pepe',
  },
} as const

/** Finding stored responses by what they are tagged with (RFC 9875 §2.1). */
export const tagCases: readonly ContractCase[] = [
  ...(Object.entries(origins).map(([kind, { given, tag }]) => ({
    title: `invalidate marks what has ${kind}, and nothing else`,
    async run({ open }) {
      const store = await open()
      const one = aResponseAt('/coins/pepe', { ...given, requestTime: SENT })
      const same = aResponseAt('/coins', { ...given, requestTime: SENT })
      const other = aResponseAt('/users', { requestTime: SENT, tags: ['coin'] })
      for (const stored of [one, same, other]) await store.put(stored)
      await store.invalidate([{ tag: tagOf('unknown') }, { tag }], AT)
      const marked = [one, same].map((stored) => ({ ...stored, invalidated: true }))
      const found = [...(await store.get(one.key)), ...(await store.get(same.key))]
      assertSame(found, marked, 'both are marked, and tagged as they were')
      assertSame(await store.get(other.key), [other], 'what has another tag is as it was')
    },
  })) satisfies readonly ContractCase[]),
  ...(Object.entries(origins).map(([kind, { given, tag }]) => ({
    title: `what was requested before an invalidation of ${kind} arrives marked, what was requested later does not (I19)`,
    async run({ open }) {
      const store = await open()
      await store.invalidate([{ tag }], AT)
      const late = aResponse({ ...given, requestTime: SENT })
      await store.put(late)
      assertSame(
        await store.get(late.key),
        [{ ...late, invalidated: true }],
        'an answer from before the invalidation is marked although nothing was stored',
      )
      const fresh = aResponse({ ...given, requestTime: LATER, body: aBody() })
      await store.put(fresh)
      assertSame(await store.get(late.key), [fresh], 'an answer from after it is not marked')
      const untagged = aResponseAt('/users', { requestTime: SENT })
      await store.put(untagged)
      assertSame(await store.get(untagged.key), [untagged], 'nor is what has no such tag')
    },
  })) satisfies readonly ContractCase[]),
  ...(Object.entries(origins).map(([kind, { given, tag }]) => ({
    title: `delete removes what has ${kind}, and nothing else`,
    async run({ open }) {
      const store = await open()
      const other = aResponseAt('/users', { tags: ['coin'] })
      for (const stored of [aResponseAt('/coins', given), aResponse(given), other]) {
        await store.put(stored)
      }
      await store.delete([{ tag: tagOf('unknown') }, { tag }])
      assertSame(await store.keys(), [other.key], 'what has another tag is left')
      assertSame(await store.get(aResponse().key), [], 'what had the tag is gone')
    },
  })) satisfies readonly ContractCase[]),
  ...(Object.entries(origins).map(([kind, { given, tag }]) => ({
    title: `keys lists what has ${kind}, if asked for it`,
    async run({ open }) {
      const store = await open()
      const [one, same] = [aResponse(given), aResponseAt('/coins', given)]
      for (const stored of [one, same, aResponseAt('/users')]) await store.put(stored)
      assertSameMembers(await store.keys([{ tag }]), [one.key, same.key], 'both have it')
      assertSame(await store.keys([{ tag: tagOf('unknown') }]), [], 'nothing has another')
      assertSame(await store.keys([{ key: one.key }]), [one.key], 'a key is itself')
      assertSame(await store.keys([]), [], 'nothing is asked for')
    },
  })) satisfies readonly ContractCase[]),
  {
    title: 'a variant is meant by its own tags, not by those of another under its key',
    async run({ open }) {
      const store = await open()
      const tagged = aVariant('de', { requestTime: SENT, tags: ['de'] })
      const other = aVariant('en', { requestTime: SENT })
      await store.put(tagged)
      await store.put(other)
      await store.invalidate([{ tag: tagOf('de') }], AT)
      assertSameMembers(
        await store.get(other.key),
        [{ ...tagged, invalidated: true }, other],
        'one is marked',
      )
      await store.delete([{ tag: tagOf('de') }])
      assertSame(await store.get(other.key), [other], 'the other one is left')
    },
  },
  {
    title: 'a freshening replaces the tags',
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ requestTime: SENT, tags: ['former'] })
      await store.put(stored)
      const freshened = { ...stored, requestTime: SENT + 1, tags: ['latter'] }
      await store.freshen(freshened)
      await store.delete([{ tag: tagOf('former') }])
      assertSame(await store.get(stored.key), [freshened], 'it has the former tag no more')
      assertSame(await store.keys([{ tag: tagOf('latter') }]), [stored.key], 'but the latter')
      await store.delete([{ tag: tagOf('latter') }])
      assertSame(await store.keys(), [], 'and is removed by it')
    },
  },
  {
    title: 'a response that replaces another has its own tags only',
    async run({ open }) {
      const store = await open()
      await store.put(aResponse({ requestTime: SENT, tags: ['former'] }))
      const stored = aResponse({ requestTime: LATER })
      await store.put(stored)
      await store.delete([{ tag: tagOf('former') }])
      assertSame(await store.get(stored.key), [stored], 'it is left')
    },
  },
  {
    title: 'a tag is found by every other store of the partition, also at a later start (I19)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const stored = aResponse({ requestTime: SENT, tags: ['coin'] })
      const other = aResponseAt('/coins', { requestTime: SENT, tags: ['coin'] })
      await here.put(stored)
      await there.put(other)
      here.close()
      there.close()
      const again = await open(partition)
      await again.invalidate([{ tag: tagOf('coin') }], AT)
      again.close()
      const last = await open(partition)
      const [found] = await last.get(stored.key)
      assertSame(found, { ...stored, invalidated: true }, 'the mark outlives the store')
      await last.delete([{ tag: tagOf('coin') }])
      assertSame(await last.keys(), [], 'both are removed')
    },
  },
  {
    title: 'a deletion by a tag sees what was called before it',
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ tags: ['coin'] })
      await Promise.all([
        store.put(stored),
        store.delete([{ tag: tagOf('coin') }]),
        store.put(aResponseAt('/coins', { tags: ['coin'] })),
      ])
      assertSame(await store.keys(), [aResponseAt('/coins').key], 'only what came later is left')
    },
  },
]
