import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { clear, del, delMany, entries, get, getMany, keys, set, setMany, update } from 'idb-keyval'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectTo } from './connection.ts'
import { holdOpen, rowsIn } from './database.test-fixture.ts'
import { type Fence, fence, GenerationEndedError } from './fence.ts'
import { adoptGeneration, endGeneration } from './generation.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

async function aFence(): Promise<Fence> {
  const connection = connectTo('a')
  return fence(connection, await adoptGeneration(connection))
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
    rewrite: ({ rewrite }) => rewrite(['key'], (_rows, within) => set('key', 'late', within)),
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
      await endGeneration(connectTo('a'))
      await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
      const witness = await holdOpen('a')
      expect(await rowsIn(witness, 'responses')).toEqual([])
    },
  )

  it.each(Object.keys(verbs))('stops %s in the generation after its own (I6)', async (verb) => {
    const late = await aFence()
    await endGeneration(connectTo('a'))
    const next = await aFence()
    await set('key', 'new', next.use)
    await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await get('key', next.use)).toBe('new')
  })

  it('does not ask the disk again once it knows', async () => {
    const { use } = await aFence()
    await endGeneration(connectTo('a'))
    await expect(get('key', use)).rejects.toBeInstanceOf(GenerationEndedError)
    vi.unstubAllGlobals()
    await expect(get('key', use)).rejects.toBeInstanceOf(GenerationEndedError)
  })
})

describe('rewrite', () => {
  it('reads and writes in one transaction, so no update is lost (I12)', async () => {
    const [here, there] = [await aFence(), await aFence()]
    const increment = (within: Fence) =>
      within.rewrite(['count'], ([count], verbs) =>
        set('count', typeof count === 'number' ? count + 1 : 1, verbs),
      )
    await Promise.all(Array.from({ length: 50 }, (_, at) => increment(at % 2 ? here : there)))
    expect(await get('count', here.use)).toBe(50)
  })

  it('writes nothing when a part of it fails (I12)', async () => {
    const { use, rewrite } = await aFence()
    const writing = rewrite([], (_rows, within) =>
      setMany(
        [
          ['key', 'first'],
          ['other', () => 'not to be cloned'],
        ],
        within,
      ),
    )
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(await keys(use)).toEqual([])
  })
})
