import type { StoredBody } from '../rules/stored-response.ts'
import { assertSame, assertSameMembers, assertThat } from './assertions.ts'
import { aPartition, type ContractCase } from './contract-case.ts'
import { aBody, aResponse, aResponseAt, aVariant, keyAt } from './sample-responses.ts'

const bodies: Record<string, StoredBody['content']> = {
  empty: '',
  'text beyond ASCII': '{"name":"ペペ 🐸 \u2028 \u0000"}',
  'text with a byte order mark': '\uFEFF{}',
  'long text': '{"name":"é"}'.repeat(20_000),
  bytes: Uint8Array.of(0xff, 0xfe, 0, 1),
  'a part of a buffer': new Uint8Array(64).fill(7).subarray(3, 9),
}

const orders = [
  [1, 2, 3],
  [1, 3, 2],
  [2, 1, 3],
  [2, 3, 1],
  [3, 1, 2],
  [3, 2, 1],
]

/** What is put, and how a 304 freshens it. */
export const putCases: readonly ContractCase[] = [
  {
    title: 'put keeps a response, and get gives it back as it was (I11)',
    async run({ open }) {
      const store = await open()
      const stored = aResponse()
      assertSame(await store.put(stored), true, 'put says that others can read it')
      assertSame(await store.get(stored.key), [stored], 'get gives what was put')
      assertSame(await store.get(keyAt('/coins')), [], 'get of another key gives nothing')
    },
  },
  ...(Object.entries(bodies).map(([kind, content]) => ({
    title: `get gives a body back as it was: ${kind} (I11)`,
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ body: aBody(content) })
      await store.put(stored)
      assertSame(await store.get(stored.key), [stored], 'get gives what was put')
    },
  })) satisfies readonly ContractCase[]),
  {
    title: 'put says truly whether it took the response, whatever its size (I39)',
    async run({ open }) {
      const store = await open()
      for (const megabytes of [0.5, 4, 16]) {
        const path = `/${megabytes}`
        const stored = aResponseAt(path, { body: aBody('x'.repeat(megabytes * 2 ** 20)) })
        const isTaken = await store.put(stored)
        const found = await store.get(stored.key)
        assertSame(found.length === 1, isTaken, `put of ${megabytes} MiB says whether it is there`)
      }
    },
  },
  {
    title: 'keys lists every primary key once',
    async run({ open }) {
      const store = await open()
      await store.put(aVariant('de'))
      await store.put(aVariant('en'))
      await store.put(aResponseAt('/coins'))
      const expected = [aVariant('de').key, keyAt('/coins')]
      assertSameMembers(await store.keys(), expected, 'keys lists what is stored')
    },
  },
  {
    title: 'put replaces the variant with the same nominated fields, and no other',
    async run({ open }) {
      const store = await open()
      const [english, german] = [aVariant('en'), aVariant('de')]
      await store.put(aVariant('de'))
      await store.put(english)
      await store.put(german)
      assertSameMembers(await store.get(german.key), [english, german], 'one variant was replaced')
    },
  },
  {
    title: 'put gives way to what was requested later, whichever comes first (I18)',
    async run({ open }) {
      for (const order of orders) {
        const store = await open()
        const responses = order.map((requestTime) => aResponse({ requestTime, body: aBody() }))
        await Promise.all(responses.map(async (response) => store.put(response)))
        const newest = responses.filter(({ requestTime }) => requestTime === 3)
        assertSame(await store.get(aResponse().key), newest, `of ${order.join()} the last stays`)
      }
    },
  },
  {
    title: 'a row of another epoch is absent, and is there again in its own (I40)',
    async run({ open }) {
      const partition = aPartition()
      const stored = aResponse()
      const store = await open(partition)
      await store.put(stored)
      store.close()
      for (const epoch of ['epoch-0', 'epoch-2', '']) {
        const stranger = await open(partition, epoch)
        assertSame(await stranger.get(stored.key), [], `epoch ${epoch} finds nothing`)
        stranger.close()
      }
      const again = await open(partition)
      assertSame(await again.get(stored.key), [stored], 'its own epoch finds it')
    },
  },
  {
    title: 'no partition reads, marks, removes, counts or ends what is of another (I1)',
    async run({ open }) {
      const [alice, bob] = [await open(), await open()]
      const stored = aResponse()
      await alice.put(stored)
      assertSame(await bob.get(stored.key), [], "bob does not get alice's response")
      assertSame(await bob.keys(), [], "bob does not list alice's keys")
      assertSame((await bob.size()).entries, 0, "bob does not count alice's entries")
      await bob.freshen({ ...stored, requestTime: stored.requestTime + 1 })
      await bob.invalidate([{ prefix: '' }], stored.requestTime + 1)
      await bob.delete([{ prefix: '' }])
      bob.distrust()
      await bob.end()
      assertSame(await alice.get(stored.key), [stored], "alice's response is as it was")
      assertSame(await alice.isCurrent(), true, "alice's generation lasts")
    },
  },
  {
    title: 'freshen rewrites the metadata and leaves the body',
    async run({ open }) {
      const store = await open()
      const stored = aResponse({ invalidated: true })
      const freshened = freshenedFrom(stored, 60)
      await store.put(stored)
      await store.freshen(freshened)
      assertSame(await store.get(stored.key), [freshened], 'the metadata is the new one')
    },
  },
  {
    title: 'freshen does nothing when the response is gone',
    async run({ open }) {
      const store = await open()
      await store.freshen(freshenedFrom(aResponse(), 60))
      assertSame(await store.keys(), [], 'nothing came to be')
    },
  },
  {
    title: 'freshen does nothing when another body has taken its place (I12)',
    async run({ open }) {
      const store = await open()
      const stored = aResponse()
      const replacement = { ...stored, body: aBody('{"name":"new"}') }
      await store.put(stored)
      await store.put(replacement)
      await store.freshen(freshenedFrom(stored, 60))
      assertSame(await store.get(stored.key), [replacement], 'the new body keeps its metadata')
    },
  },
  {
    title: 'freshen does not undo a later validation (I18)',
    async run({ open }) {
      const store = await open()
      const stored = aResponse()
      await store.put(stored)
      await store.freshen(freshenedFrom(stored, 60))
      await store.freshen(freshenedFrom(stored, 30))
      const [found] = await store.get(stored.key)
      assertSame(found, freshenedFrom(stored, 60), 'the later validation stands')
    },
  },
  {
    title: 'size counts what is stored, and forgets what is removed',
    async run({ open }) {
      const store = await open()
      assertSame((await store.size()).entries, 0, 'an empty store has no entries')
      await store.put(aResponseAt('/one', { body: aBody('x'.repeat(10_000)) }))
      await store.put(aResponseAt('/two', { body: aBody('x'.repeat(10_000)) }))
      const full = await store.size()
      assertSame(full.entries, 2, 'two entries were stored')
      assertThat(full.bytes >= 20_000, `the bytes are those of the bodies at least: ${full.bytes}`)
      await store.delete([{ key: keyAt('/one') }])
      const half = await store.size()
      assertSame(half.entries, 1, 'one entry was removed')
      assertThat(half.bytes < full.bytes, 'a removal makes the store smaller')
    },
  },
]

function freshenedFrom(stored: ReturnType<typeof aResponse>, later: number) {
  return {
    ...stored,
    fields: [['etag', `"${later}"`]] as const,
    requestTime: stored.requestTime + later,
    responseTime: stored.responseTime + later,
    invalidated: false,
  }
}
