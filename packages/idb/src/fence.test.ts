import { GenerationEndedError } from '@etagged/core'
import { IDBDatabase as Database, IDBFactory } from 'fake-indexeddb'
import { promisifyRequest } from 'idb-keyval'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { type Begin, connectTo } from './connection.ts'
import { databaseExists, deleteDatabase, holdOpen, rowsIn } from './database.test-fixture.ts'
import { type Fence, fence } from './fence.ts'
import { carryOut } from './generation.ts'
import { forgetIntents, intend } from './intents.ts'
import { stubPage } from './page.test-fixture.ts'

fakeDiskForEach()

async function aFence(onEnded?: () => void): Promise<Fence> {
  const within = fence(connectTo('a'), 'a', onEnded)
  within.open()
  await within.isCurrent()
  return within
}

/** Ends the generation, and the database is yet to be deleted. */
async function end(): Promise<IDBDatabase> {
  const witness = await holdOpen('a')
  const deletion = vi.spyOn(indexedDB, 'deleteDatabase').mockReturnValue({} as IDBOpenDBRequest)
  await carryOut(connectTo('a'), 'a', 'leave', ['end *'])
  deletion.mockRestore()
  return witness
}

const nothing = async (): Promise<undefined> => undefined

const get = ({ transact }: Fence, key: string): Promise<unknown> =>
  transact(
    'readonly',
    (responses) => promisifyRequest<unknown>(responses.get(key)),
    (found) => found,
  )

const put = ({ transact }: Fence, key: string, value: unknown): Promise<void> =>
  transact('readwrite', nothing, (_found, { responses }) => void responses.put(value, key))

describe('a transaction', () => {
  it('gives what it has found, and does what it is to do', async () => {
    const here = await aFence()
    await put(here, 'key', 'value')
    expect(await get(here, 'key')).toBe('value')
    const found = await here.transact(
      'readwrite',
      (responses) => promisifyRequest<unknown>(responses.get('key')),
      async (former, { responses }) => {
        responses.put('new', 'key')
        return [former, await promisifyRequest<unknown>(responses.get('key'))]
      },
    )
    expect(found).toEqual(['value', 'new'])
  })

  it('is handed the log that lies beside the generation', async () => {
    const here = await aFence()
    const logOf = () => here.transact('readonly', nothing, (_found, { log }) => log)
    expect(await logOf()).toBeUndefined()
    await here.transact('readwrite', nothing, (_found, { generations }) => {
      generations.put('what was invalidated', 'log')
    })
    expect(await logOf()).toBe('what was invalidated')
  })

  const verbs: Record<string, (within: Fence) => Promise<unknown>> = {
    'a read of one': (within) => get(within, 'key'),
    'a read of all': ({ transact }) =>
      transact(
        'readonly',
        (responses) => promisifyRequest<unknown[]>(responses.getAll()),
        (found) => found,
      ),
    'a read of keys': ({ transact }) =>
      transact(
        'readonly',
        (responses) => promisifyRequest(responses.getAllKeys()),
        (found) => found,
      ),
    'a read for a write': ({ transact }) =>
      transact(
        'readwrite',
        (responses) => promisifyRequest<unknown[]>(responses.getAll()),
        (found) => found,
      ),
    'a put': (within) => put(within, 'key', 'late'),
    'an update': ({ transact }) =>
      transact(
        'readwrite',
        (responses) => promisifyRequest(responses.get('key')),
        (_found, { responses }) => void responses.put('late', 'key'),
      ),
    'a put beside the generation': ({ transact }) =>
      transact(
        'readwrite',
        nothing,
        (_found, { generations }) => void generations.put('late', 'log'),
      ),
    'a deletion': ({ transact }) =>
      transact('readwrite', nothing, (_found, { responses }) => void responses.delete('key')),
    'a clear': ({ transact }) =>
      transact('readwrite', nothing, (_found, { responses }) => void responses.clear()),
    'a commit of its own': ({ transact }) =>
      transact('readwrite', nothing, (_found, { responses }) => {
        responses.put('late', 'key')
        responses.transaction.commit()
      }),
  }

  it.each(Object.keys(verbs))(
    'is stopped after the end, wherever that came from: %s (I6)',
    async (verb) => {
      const late = await aFence()
      await put(late, 'key', 'value')
      const witness = await end()
      await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
      expect(await rowsIn(witness, 'responses')).toEqual([])
      expect(await rowsIn(witness, 'generations')).toEqual([])
      witness.close()
    },
  )

  it.each(Object.keys(verbs))(
    'is stopped in the generation after its own: %s (I6)',
    async (verb) => {
      const late = await aFence()
      const witness = await end()
      witness.close()
      const next = await aFence()
      await put(next, 'key', 'new')
      await expect(verbs[verb]?.(late)).rejects.toBeInstanceOf(GenerationEndedError)
      expect(await get(next, 'key')).toBe('new')
      expect(await next.isCurrent()).toBe(true)
    },
  )

  it('does not ask the disk again once it knows', async () => {
    const here = await aFence()
    const witness = await end()
    await expect(get(here, 'key')).rejects.toBeInstanceOf(GenerationEndedError)
    witness.close()
    vi.unstubAllGlobals()
    await expect(get(here, 'key')).rejects.toBeInstanceOf(GenerationEndedError)
  })

  it('reads and writes at once, so no update is lost (I12)', async () => {
    const [here, there] = [await aFence(), await aFence()]
    const increment = ({ transact }: Fence) =>
      transact(
        'readwrite',
        (responses) => promisifyRequest<unknown>(responses.get('count')),
        (count, { responses }) =>
          void responses.put(typeof count === 'number' ? count + 1 : 1, 'count'),
      )
    await Promise.all(Array.from({ length: 50 }, (_, at) => increment(at % 2 ? here : there)))
    expect(await get(here, 'count')).toBe(50)
  })

  it('writes nothing when a part of it fails (I12)', async () => {
    const here = await aFence()
    const writing = here.transact('readwrite', nothing, (_found, { responses }) => {
      responses.put('first', 'key')
      responses.put(() => 'not to be cloned', 'other')
    })
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(await get(here, 'key')).toBeUndefined()
  })

  it('tells why it was aborted, and not what its requests saw of that (I36)', async () => {
    const { transact } = await aFence()
    const writing = transact('readwrite', nothing, async (_found, { responses }) => {
      const { transaction } = responses
      const request = responses.put('value', 'key')
      Object.defineProperty(transaction, 'error', {
        value: new DOMException('', 'QuotaExceededError'),
      })
      transaction.abort()
      await promisifyRequest(request)
    })
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'QuotaExceededError' }))
  })
})

describe('the first transaction', () => {
  it('comes after open', async () => {
    const open = vi.spyOn(indexedDB, 'open')
    await expect(get(fence(connectTo('a'), 'a'), 'key')).rejects.toThrow('Call open() first')
    expect(open).not.toHaveBeenCalled()
  })

  it('adopts the generation that lasts, and takes what it reads along', async () => {
    const former = await aFence()
    await put(former, 'key', 'value')
    const asked: Begin[] = []
    const connection = connectTo('a')
    const within = fence(
      {
        ...connection,
        begin(options) {
          asked.push(options)
          return connection.begin(options)
        },
      },
      'a',
    )
    within.open()
    expect(await get(within, 'key')).toBe('value')
    expect(asked).toEqual([{ missing: 'create', mode: 'readonly', durability: 'relaxed' }])
    expect(within.generation).toBe(former.generation)
  })

  it('begins one where there is none, and one only, however many come first', async () => {
    const begin = vi.spyOn(Database.prototype, 'transaction')
    const within = fence(connectTo('a'), 'a')
    within.open()
    await Promise.all([get(within, 'key'), get(within, 'key'), get(within, 'key')])
    const strict = begin.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(strict).toHaveLength(1)
    expect(await (await aFence()).isCurrent()).toBe(true)
    expect(await within.isCurrent()).toBe(true)
  })

  it.each(['end *', 'clear *'] as const)(
    'takes nothing along that is to be gone: %s (I4)',
    async (intent) => {
      const former = await aFence()
      await put(former, 'key', 'value')
      intend('a', intent)
      const within = fence(connectTo('a'), 'a')
      within.open()
      expect(await get(within, 'key')).toBeUndefined()
      expect(await former.isCurrent()).toBe(intent === 'clear *')
      forgetIntents('a', [intent])
    },
  )

  it('takes nothing along that is to be gone by the time the database opens (I4)', async () => {
    const former = await aFence()
    await put(former, 'key', 'value')
    const within = fence(connectTo('a'), 'a')
    within.open()
    const reading = get(within, 'key')
    intend('a', 'end *')
    expect(await reading).toBeUndefined()
    expect(await former.isCurrent()).toBe(false)
  })

  it('leaves the thread free at first, so that the database can begin to open', async () => {
    const { storage } = stubPage()
    const look = vi.fn()
    const ownKeys = (): string[] => (look(), [])
    vi.stubGlobal('localStorage', new Proxy(storage, { ownKeys }))
    const within = fence(connectTo('a'), 'a')
    within.open()
    const reading = get(within, 'key')
    await Promise.resolve()
    expect(look).not.toHaveBeenCalled()
    await reading
    expect(look).toHaveBeenCalled()
  })

  it('that fails leaves it to the next one', async () => {
    const begin = Database.prototype.transaction
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    const within = fence(connectTo('a'), 'a')
    within.open()
    await expect(get(within, 'key')).rejects.toThrow('disk')
    const conclude = vi.spyOn(Database.prototype, 'transaction').mockImplementation(function (
      this: InstanceType<typeof Database>,
      ...given
    ) {
      if (given[1] === 'readwrite') throw new DOMException('full', 'UnknownError')
      return begin.apply(this, given)
    })
    await expect(get(within, 'key')).rejects.toThrow('full')
    conclude.mockRestore()
    expect(await within.isCurrent()).toBe(true)
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
  it.each(['read', 'write', 'isCurrent'] as const)(
    'is called once, by whatever finds the end first: %s',
    async (first) => {
      const onEnded = vi.fn()
      const here = await aFence(onEnded)
      await get(here, 'key')
      expect(onEnded).not.toHaveBeenCalled()
      const witness = await end()
      const calls = {
        read: () => get(here, 'key'),
        write: () => put(here, 'key', 'value'),
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
    await expect(get(here, 'key')).rejects.toBeInstanceOf(GenerationEndedError)
  })
})
