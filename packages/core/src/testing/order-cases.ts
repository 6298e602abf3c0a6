import { assertSame, assertSameMembers } from './assertions.ts'
import { aPartition, type ContractCase, meanwhile } from './contract-case.ts'
import { aBody, aResponse, aResponseAt, aVariant, keyAt } from './sample-responses.ts'

/** What a method sees of those that were called before it, here and in other stores. */
export const orderCases: readonly ContractCase[] = [
  {
    title: 'a method sees what was called before it, although that has not resolved',
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ requestTime: 1 })
      const freshened = { ...stored, requestTime: 2 }
      const putting = meanwhile(store.put(stored))
      assertSame(await store.get(stored.key), [stored], 'get sees a put')
      const other = meanwhile(store.put(aResponseAt('/coins')))
      const keys = await store.keys()
      assertSameMembers(keys, [stored.key, keyAt('/coins')], 'keys sees a put')
      const third = meanwhile(store.put(aResponseAt('/users')))
      assertSame((await store.size()).entries, 3, 'size sees a put')
      const freshening = meanwhile(store.freshen(freshened))
      assertSame(await store.get(stored.key), [freshened], 'get sees a freshening')
      const invalidating = meanwhile(store.invalidate([{ key: stored.key }], 3))
      const marked = { ...freshened, invalidated: true }
      assertSame(await store.get(stored.key), [marked], 'get sees an invalidation')
      const deleting = meanwhile(store.delete([{ prefix: keyAt('/coins') }]))
      assertSame(await store.get(stored.key), [], 'get sees a deletion')
      await Promise.all([putting, other, third, freshening, invalidating, deleting])
      assertSame(await store.keys(), [keyAt('/users')], 'each had its effect, in order')
    },
  },
  {
    title: 'writes take effect in the order of their calls',
    async run({ open }) {
      const store = await open()
      const [former, latter] = [aResponse({ requestTime: 1 }), aResponse({ requestTime: 1 })]
      await Promise.all([
        store.put(former),
        store.delete([{ key: former.key }]),
        store.put(latter),
        store.put(aResponseAt('/gone')),
        store.delete([{ key: keyAt('/gone') }]),
      ])
      assertSame(await store.get(former.key), [latter], 'a put after a deletion stays')
      assertSame(await store.keys(), [former.key], 'a deletion after a put removes it')
    },
  },
  {
    title: 'what is called before open has resolved waits for it, in the order of the calls',
    async run({ create }) {
      const { store } = create(aPartition())
      const stored = aResponse()
      const opening = meanwhile(store.open())
      const putting = meanwhile(store.put(stored))
      const getting = meanwhile(store.get(stored.key))
      await opening
      assertSame(await getting, [stored], 'get sees a put')
      assertSame(await putting, true, 'put took it')
    },
  },
  {
    title: 'another store reads what was put once put or flush has resolved',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const [one, other] = [aResponseAt('/one'), aResponseAt('/other')]
      await here.put(one)
      assertSame(await there.get(one.key), [one], 'another store reads what was put')
      const putting = meanwhile(here.put(other))
      await here.flush()
      assertSame(await there.get(other.key), [other], 'another store reads what was flushed')
      await putting
    },
  },
  {
    title: 'close writes what waits, and the next store finds it',
    async run({ open }) {
      const partition = aPartition()
      const stored = aResponse()
      const store = await open(partition)
      const putting = meanwhile(store.put(stored))
      store.close()
      await putting
      const again = await open(partition)
      assertSame(await again.get(stored.key), [stored], 'the next store finds what was put')
    },
  },
  {
    title: 'two stores that put at once lose nothing of each other (I12)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const variants = ['de', 'en', 'fr', 'it'].map((language) => aVariant(language))
      await Promise.all(
        variants.map(async (variant, at) => (at % 2 === 0 ? here : there).put(variant)),
      )
      assertSameMembers(await here.get(aResponse().key), variants, 'all variants are there')
    },
  },
  {
    title: 'what is read is whole while another store replaces and freshens it (I12)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const version = (number: number) =>
        aResponse({
          requestTime: number,
          fields: [['etag', `"${number}"`]],
          body: aBody(`"${number}"`),
        })
      let current = version(0)
      await here.put(current)
      for (let number = 1; number <= 30; number += 1) {
        const next = version(number)
        const [[found]] = await Promise.all([
          there.get(current.key),
          here.put(next),
          there.freshen({ ...current, requestTime: number - 0.5 }),
        ])
        assertSame(found?.fields[0]?.[1], found?.body.content, 'the body is that of the ETag')
        current = next
      }
    },
  },
]
