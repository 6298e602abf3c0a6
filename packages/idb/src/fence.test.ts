import { GenerationEndedError } from '@etagged/core'
import {
  clear,
  del,
  delMany,
  entries,
  get,
  getMany,
  keys,
  promisifyRequest,
  set,
  setMany,
  update,
} from 'idb-keyval'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { connectTo } from './connection.ts'
import { databaseExists, deleteDatabase, holdOpen, rowsIn } from './database.test-fixture.ts'
import { type Fence, fence } from './fence.ts'
import { beginAdoption, carryOut } from './generation.ts'

fakeDiskForEach()

async function aFence(onEnded?: () => void): Promise<Fence> {
  const connection = connectTo('a')
  return fence(connection, await beginAdoption(connection, 'a'), onEnded)
}

/** Ends the generation, while somebody keeps the database from being deleted. */
async function end(): Promise<IDBDatabase> {
  const witness = await holdOpen('a')
  await carryOut(connectTo('a'), 'a', [{ purpose: 'end', generation: '*' }])
  return witness
}

describe('use', () => {
  it("serves idb-keyval's verbs", async () => {
    const { use } = await aFence()
    await set('one', 1, use)
    await setMany(
      [
        ['two', 2],
        ['three', 3],
        ['four', 4],
      ],
      use,
    )
    await update<number>('one', (value = 0) => value + 10, use)
    await del('four', use)
    expect(await get('one', use)).toBe(11)
    expect(await getMany(['one', 'two'], use)).toEqual([11, 2])
    expect(await keys(use)).toEqual(['one', 'three', 'two'])
    await delMany(['one', 'two'], use)
    expect(await entries(use)).toEqual([['three', 3]])
    await clear(use)
    expect(await keys(use)).toEqual([])
  })

  const verbs: Record<string, (within: Fence) => Promise<unknown>> = {
    get: ({ use }) => get('key', use),
    getMany: ({ use }) => getMany(['key'], use),
    keys: ({ use }) => keys(use),
    entries: ({ use }) => entries(use),
    set: ({ use }) => set('key', 'late', use),
    setMany: ({ use }) => setMany([['key', 'late']], use),
    update: ({ use }) => update('key', () => 'late', use),
    del: ({ use }) => del('key', use),
    delMany: ({ use }) => delMany(['key'], use),
    clear: ({ use }) => clear(use),
    rewrite: ({ rewrite }) =>
      rewrite(
        (responses) => promisifyRequest(responses.get('key')),
        (_found, responses) => void responses.put('late', 'key'),
      ),
    'a commit of its own': ({ use }) =>
      use('readwrite', (responses) => {
        responses.put('late', 'key')
        responses.transaction.commit()
      }),
  }

  it.each(Object.keys(verbs))(
    'stops %s after the end, wherever it came from (I6)',
    async (verb) => {
      const late = await aFence()
      await set('key', 'value', late.use)
      const witness = await end()
      await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
      expect(await rowsIn(witness, 'responses')).toEqual([])
      witness.close()
    },
  )

  it.each(Object.keys(verbs))('stops %s in the generation after its own (I6)', async (verb) => {
    const late = await aFence()
    const witness = await end()
    witness.close()
    const next = await aFence()
    await set('key', 'new', next.use)
    await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await get('key', next.use)).toBe('new')
  })

  it('does not ask the disk again once it knows', async () => {
    const { use } = await aFence()
    const witness = await end()
    await expect(get('key', use)).rejects.toBeInstanceOf(GenerationEndedError)
    witness.close()
    vi.unstubAllGlobals()
    await expect(get('key', use)).rejects.toBeInstanceOf(GenerationEndedError)
  })
})

describe('rewrite', () => {
  it('reads and writes in one transaction, so no update is lost (I12)', async () => {
    const [here, there] = [await aFence(), await aFence()]
    const increment = ({ rewrite }: Fence) =>
      rewrite(
        (responses) => promisifyRequest<unknown>(responses.get('count')),
        (count, responses) =>
          void responses.put(typeof count === 'number' ? count + 1 : 1, 'count'),
      )
    await Promise.all(Array.from({ length: 50 }, (_, at) => increment(at % 2 ? here : there)))
    expect(await get('count', here.use)).toBe(50)
  })

  it('writes nothing when a part of it fails (I12)', async () => {
    const { use, rewrite } = await aFence()
    const writing = rewrite(
      () => Promise.resolve(),
      (_found, responses) => {
        responses.put('first', 'key')
        responses.put(() => 'not to be cloned', 'other')
      },
    )
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(await keys(use)).toEqual([])
  })

  it('tells why it was aborted, and not what its requests saw of that (I36)', async () => {
    const { rewrite } = await aFence()
    const writing = rewrite(
      () => Promise.resolve(),
      async (_found, responses) => {
        const { transaction } = responses
        const request = responses.put('value', 'key')
        Object.defineProperty(transaction, 'error', {
          value: new DOMException('', 'QuotaExceededError'),
        })
        transaction.abort()
        await promisifyRequest(request)
      },
    )
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'QuotaExceededError' }))
  })
})

describe('isCurrent', () => {
  it('is true for as long as the generation lasts', async () => {
    const here = await aFence()
    expect(await here.isCurrent()).toBe(true)
    const witness = await end()
    expect(await here.isCurrent()).toBe(false)
    witness.close()
  })

  it('is false when the database is gone, and makes none (I7)', async () => {
    const here = await aFence()
    await deleteDatabase('a')
    expect(await here.isCurrent()).toBe(false)
    expect(await databaseExists('a')).toBe(false)
  })

  it('rejects when the disk does not tell', async () => {
    const { isCurrent } = await aFence()
    const witness = await holdOpen('a')
    vi.spyOn(Object.getPrototypeOf(witness), 'transaction').mockImplementation(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    await expect(isCurrent()).rejects.toThrow('disk')
    vi.restoreAllMocks()
    witness.close()
  })
})

describe('onEnded', () => {
  it.each(['get', 'rewrite', 'isCurrent'] as const)(
    'is called once, by whatever finds the end first: %s',
    async (first) => {
      const onEnded = vi.fn()
      const here = await aFence(onEnded)
      await get('key', here.use)
      expect(onEnded).not.toHaveBeenCalled()
      const witness = await end()
      const calls = {
        get: () => get('key', here.use),
        rewrite: () =>
          here.rewrite(
            () => Promise.resolve(),
            () => {},
          ),
        isCurrent: here.isCurrent,
      }
      await Promise.allSettled([calls[first]()])
      expect(onEnded).toHaveBeenCalledTimes(1)
      await Promise.allSettled(Object.values(calls).map((call) => call()))
      here.shut()
      expect(onEnded).toHaveBeenCalledTimes(1)
      witness.close()
    },
  )

  it('is called when the fence is shut, and nothing passes then', async () => {
    const onEnded = vi.fn()
    const here = await aFence(onEnded)
    here.shut()
    expect(onEnded).toHaveBeenCalledTimes(1)
    await expect(get('key', here.use)).rejects.toBeInstanceOf(GenerationEndedError)
  })
})
