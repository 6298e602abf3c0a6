import type { ResponseStore, StoreFactory } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { aBody, aPartition, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

/** What every store that outlives its page promises, in any runtime. */
export function describeStoreContract(createStore: StoreFactory): void {
  const epoch = 'epoch-1'
  const other = aStoredResponse({ key: 'same-origin GET https://api.test/coins' })

  async function opened(partition = aPartition(), at = epoch): Promise<ResponseStore> {
    const store = createStore({ partition, epoch: at })
    await store.open()
    return store
  }

  describe('what is put', () => {
    it('comes back as it was (I11)', async () => {
      const store = await opened()
      const stored = aStoredResponse()
      await store.put(stored)
      expect(await store.get(stored.key)).toEqual([stored])
      expect(await store.get(other.key)).toEqual([])
      await store.end()
    })

    it.each([
      ['empty', ''],
      ['text beyond ASCII', '{"name":"ペペ 🐸 \u2028 \u0000"}'],
      ['text with a byte order mark', '\uFEFF{}'],
      ['long text', '{"name":"é"}'.repeat(20_000)],
      ['bytes', Uint8Array.of(0xff, 0xfe, 0, 1)],
      ['a part of a buffer', new Uint8Array(64).fill(7).subarray(3, 9)],
    ])('comes back as it was when its body is %s (I11)', async (_case, content) => {
      const store = await opened()
      const stored = aStoredResponse({ body: aBody(content) })
      await store.put(stored)
      expect(await store.get(stored.key)).toEqual([stored])
      await store.end()
    })

    it('is listed by its primary key, once', async () => {
      const store = await opened()
      await store.put(aVariant('de'))
      await store.put(aVariant('en'))
      await store.put(other)
      const keys = await store.keys()
      expect(keys.toSorted()).toEqual([aVariant('de').key, other.key].toSorted())
      await store.end()
    })

    it('replaces the variant with the same nominated fields, and no other', async () => {
      const store = await opened()
      const english = aVariant('en')
      const german = aVariant('de')
      await store.put(aVariant('de'))
      await store.put(english)
      await store.put(german)
      const found = await store.get(german.key)
      expect(found).toHaveLength(2)
      expect(found).toEqual(expect.arrayContaining([english, german]))
      await store.end()
    })

    it('gives way to what was requested later, whichever comes first (I18)', async () => {
      const orders = [
        [1, 2, 3],
        [1, 3, 2],
        [2, 1, 3],
        [2, 3, 1],
        [3, 1, 2],
        [3, 2, 1],
      ]
      for (const order of orders) {
        const store = await opened()
        const responses = order.map((requestTime) =>
          aStoredResponse({ requestTime, body: aBody() }),
        )
        await Promise.all(responses.map(async (response) => store.put(response)))
        const newest = responses.find(({ requestTime }) => requestTime === 3)
        expect(await store.get(other.key)).toEqual([])
        expect(await store.get(aStoredResponse().key)).toEqual([newest])
        await store.end()
      }
    })

    it('is absent in another epoch, earlier or later (I40)', async () => {
      const partition = aPartition()
      const store = await opened(partition)
      await store.put(other)
      store.close()
      for (const at of ['epoch-0', 'epoch-2', '']) {
        const stranger = await opened(partition, at)
        expect(await stranger.get(other.key)).toEqual([])
        stranger.close()
      }
      const again = await opened(partition)
      expect(await again.get(other.key)).toEqual([other])
      await again.end()
    })

    it('is there after the store was closed and opened again', async () => {
      const partition = aPartition()
      const store = await opened(partition)
      await store.put(other)
      store.close()
      const again = await opened(partition)
      expect(await again.get(other.key)).toEqual([other])
      await again.end()
    })

    it('is of one partition (I1)', async () => {
      const [alice, bob] = [await opened(), await opened()]
      await alice.put(other)
      expect(await bob.get(other.key)).toEqual([])
      await bob.end()
      expect(await alice.get(other.key)).toEqual([other])
      await alice.end()
    })
  })

  describe('freshen', () => {
    const stored = aStoredResponse()
    const freshened = {
      ...stored,
      fields: [['etag', '"new"']] as const,
      requestTime: stored.requestTime + 60,
      responseTime: stored.responseTime + 60,
    }

    it('rewrites the metadata and leaves the body', async () => {
      const store = await opened()
      await store.put({ ...stored, invalidated: true })
      await store.freshen(freshened)
      expect(await store.get(stored.key)).toEqual([freshened])
      await store.end()
    })

    it('does nothing when the response is gone', async () => {
      const store = await opened()
      await store.freshen(freshened)
      expect(await store.keys()).toEqual([])
      await store.end()
    })

    it('does nothing when another body has taken its place (I12)', async () => {
      const store = await opened()
      const replacement = { ...stored, body: aBody('{"name":"new"}') }
      await store.put(stored)
      await store.put(replacement)
      await store.freshen(freshened)
      expect(await store.get(stored.key)).toEqual([replacement])
      await store.end()
    })

    it('does not undo a later validation (I18)', async () => {
      const store = await opened()
      await store.put(stored)
      await store.freshen(freshened)
      await store.freshen({ ...freshened, requestTime: stored.requestTime + 30 })
      expect(await store.get(stored.key)).toEqual([freshened])
      await store.end()
    })
  })

  describe('invalidate and delete', () => {
    it('marks every variant under a key and creates nothing', async () => {
      const store = await opened()
      await store.put(aVariant('de'))
      await store.put(aVariant('en'))
      await store.put(other)
      await store.invalidate([aVariant('de').key, 'unknown'])
      const marks = await store.get(aVariant('de').key)
      expect(marks.map(({ invalidated }) => invalidated)).toEqual([true, true])
      expect(await store.get(other.key)).toEqual([other])
      expect(await store.keys()).not.toContain('unknown')
      await store.end()
    })

    it('removes every variant under a key, and nothing else', async () => {
      const store = await opened()
      await store.put(aVariant('de'))
      await store.put(aVariant('en'))
      await store.put(other)
      await store.delete([aVariant('de').key, 'unknown'])
      expect(await store.keys()).toEqual([other.key])
      expect(await store.get(aVariant('de').key)).toEqual([])
      await store.end()
    })
  })

  describe('end', () => {
    it('ends every store of the partition, for every method (I6)', async () => {
      const partition = aPartition()
      const [here, there] = [await opened(partition), await opened(partition)]
      await there.put(other)
      await here.end()
      for (const store of [here, there]) {
        await expect(store.get(other.key)).rejects.toThrow(Error)
        await expect(store.put(other)).rejects.toThrow(Error)
        await expect(store.freshen(other)).rejects.toThrow(Error)
        await expect(store.invalidate([other.key])).rejects.toThrow(Error)
        await expect(store.delete([other.key])).rejects.toThrow(Error)
        await expect(store.keys()).rejects.toThrow(Error)
      }
    })

    it('removes what a store left that was opened by somebody else', async () => {
      const partition = aPartition()
      const store = await opened(partition)
      await store.put(other)
      store.close()
      await createStore({ partition, epoch }).end()
      const again = await opened(partition)
      expect(await again.keys()).toEqual([])
      await again.end()
    })

    it('lets a new store begin at once, which outlives the deletion', async () => {
      const partition = aPartition()
      const former = await opened(partition)
      await former.put(other)
      await former.end()
      const next = await opened(partition)
      expect(await next.keys()).toEqual([])
      await next.put(other)
      await expect(former.put(aStoredResponse())).rejects.toThrow(Error)
      expect(await next.keys()).toEqual([other.key])
      await next.end()
    })

    it('can be asked for twice', async () => {
      const store = await opened()
      await Promise.all([store.end(), store.end()])
      await expect(store.end()).resolves.toBeUndefined()
    })
  })
}
