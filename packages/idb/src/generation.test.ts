import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { type Begin, type Connection, connectTo } from './connection.ts'
import { databaseExists, holdOpen, rowsIn } from './database.test-fixture.ts'
import { adoptGeneration } from './generation.test-fixture.ts'
import { carryOut, hasEnded } from './generation.ts'
import { forgetIntents, intend, type Intent, intentsOf } from './intents.ts'

const NAME = `etagged-${'a'.repeat(32)}`
const ID = '0123456789abcdef'.repeat(2)
const OTHER_ID = 'f'.repeat(32)
const END: Intent = { purpose: 'end', generation: '*' }
const KEEP: Intent = { purpose: 'keep', generation: '*' }
const CLEAR: Intent = { purpose: 'clear', generation: '*' }

fakeDiskForEach()

afterEach(() => {
  forgetIntents(NAME, intentsOf(NAME))
})

const adopted = (connection = connectTo(NAME)): Promise<string> => adoptGeneration(connection, NAME)

/** A database with one response, and this in the generation's row; `undefined`: it has ended. */
async function aDatabase(generation: unknown): Promise<Connection> {
  const connection = connectTo(NAME)
  const transaction = await connection.begin({
    missing: 'create',
    mode: 'readwrite',
    durability: 'strict',
  })
  if (transaction === undefined) throw new Error('no transaction')
  const generations = transaction.objectStore('generations')
  if (generation === undefined) generations.delete('current')
  else generations.put(generation, 'current')
  transaction.objectStore('responses').put('left behind', 'key')
  await new Promise((resolve) => transaction.addEventListener('complete', resolve))
  return connection
}

async function left(): Promise<{ generations: unknown[]; responses: unknown[] }> {
  const database = await holdOpen(NAME)
  const generations = await rowsIn(database, 'generations')
  const responses = await rowsIn(database, 'responses')
  database.close()
  return { generations, responses }
}

describe('adoptGeneration', () => {
  it('begins one with 128 random bits', async () => {
    const [one, other] = [
      await adoptGeneration(connectTo('a'), 'a'),
      await adoptGeneration(connectTo('b'), 'b'),
    ]
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect(other).not.toBe(one)
  })

  it('adopts the one that lasts, also when two begin at once', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => adopted()))
    expect(new Set(ids).size).toBe(1)
    expect(await adopted()).toBe(ids[0])
  })

  it('needs nothing but a look to adopt the one that lasts', async () => {
    await adopted()
    const asked: Begin[] = []
    const connection = connectTo(NAME)
    await adopted({
      ...connection,
      begin: (options) => {
        asked.push(options)
        return connection.begin(options)
      },
    })
    expect(asked).toEqual([{ missing: 'create', mode: 'readonly', durability: 'relaxed' }])
  })

  it.each(['ended', '', 'F'.repeat(32), 7, null, { id: 'x' }])(
    'begins anew over empty responses when it finds %j (I4, I41)',
    async (found) => {
      await aDatabase(found)
      expect(await adopted()).toMatch(/^[0-9a-f]{32}$/)
      expect((await left()).responses).toEqual([])
    },
  )

  it('begins anew over the responses of one that was kept', async () => {
    await aDatabase('kept')
    expect(await adopted()).toMatch(/^[0-9a-f]{32}$/)
    expect((await left()).responses).toEqual(['left behind'])
  })

  const unfinished: [string, Intent, { isSame: boolean; responses: unknown[] }][] = [
    ['a sign-out', { purpose: 'end', generation: ID }, { isSame: false, responses: [] }],
    ['a sign-out of whoever', END, { isSame: false, responses: [] }],
    [
      'a sign-out that keeps',
      { purpose: 'keep', generation: ID },
      { isSame: false, responses: ['left behind'] },
    ],
    ['distrust', CLEAR, { isSame: true, responses: [] }],
    [
      'a sign-out of a generation that is gone',
      { purpose: 'end', generation: OTHER_ID },
      { isSame: true, responses: ['left behind'] },
    ],
  ]

  it.each(unfinished)(
    'finishes what was intended before anything is read: %s (I4)',
    async (_case, intent, { isSame, responses }) => {
      await aDatabase(ID)
      intend(NAME, intent)
      expect((await adopted()) === ID).toBe(isSame)
      expect((await left()).responses).toEqual(responses)
      expect(intentsOf(NAME)).toEqual([])
    },
  )

  it('clears what was to be kept when it is distrusted, too', async () => {
    await aDatabase(ID)
    intend(NAME, CLEAR)
    intend(NAME, KEEP)
    expect(await adopted()).not.toBe(ID)
    expect((await left()).responses).toEqual([])
  })

  it('leaves an intent that could not be carried out', async () => {
    await aDatabase(ID)
    intend(NAME, END)
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    await expect(adopted()).rejects.toThrow('disk')
    expect(intentsOf(NAME)).toEqual([END])
    await adopted()
    expect((await left()).responses).toEqual([])
  })

  it('is not taken along by the deletion that belongs to an end', async () => {
    await aDatabase(ID)
    const ending = carryOut(connectTo(NAME), NAME, [END])
    const id = await adopted()
    await ending
    expect((await left()).generations).toEqual([id])
  })
})

describe('carryOut', () => {
  it('leaves no generation and no responses while the deletion is blocked (I4)', async () => {
    await aDatabase(ID)
    const holder = await holdOpen(NAME)
    await carryOut(connectTo(NAME), NAME, [END])
    expect(await rowsIn(holder, 'generations')).toEqual([])
    expect(await rowsIn(holder, 'responses')).toEqual([])
    holder.close()
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('asks for the deletion before the end can be seen', async () => {
    await aDatabase(ID)
    const steps: string[] = []
    const { deleteDatabase } = indexedDB
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
      steps.push('deletion')
      return deleteDatabase.call(indexedDB, name)
    })
    const connection = connectTo(NAME)
    await carryOut(
      {
        ...connection,
        async begin(options) {
          const transaction = await connection.begin(options)
          transaction?.addEventListener('complete', () => steps.push('end'))
          return transaction
        },
      },
      NAME,
      [END],
    )
    expect(steps).toEqual(['deletion', 'end'])
  })

  it('marks a generation whose responses stay, and deletes nothing', async () => {
    await aDatabase(ID)
    await carryOut(connectTo(NAME), NAME, [KEEP])
    expect(await left()).toEqual({ generations: ['kept'], responses: ['left behind'] })
  })

  it('writes no row to end it: with the quota used up there is room for none (I4)', async () => {
    await aDatabase(ID)
    const holder = await holdOpen(NAME)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    await carryOut(connectTo(NAME), NAME, [END])
    expect(put).not.toHaveBeenCalled()
    expect(await rowsIn(holder, 'generations')).toEqual([])
    expect(await rowsIn(holder, 'responses')).toEqual([])
    holder.close()
  })

  it('ends what was kept', async () => {
    await aDatabase('kept')
    await carryOut(connectTo(NAME), NAME, [END])
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('ends what was kept of the generation that was to end, by whatever name (I4)', async () => {
    await aDatabase('kept')
    intend(NAME, { purpose: 'end', generation: ID })
    await carryOut(connectTo(NAME), NAME)
    expect(await databaseExists(NAME)).toBe(false)
    expect(intentsOf(NAME)).toEqual([])
  })

  it('adopts nothing of what was kept of a generation that was to end (I4)', async () => {
    await aDatabase('kept')
    intend(NAME, { purpose: 'end', generation: ID })
    const generation = await adopted()
    expect(await left()).toEqual({ generations: [generation], responses: [] })
  })

  it('keeps nothing of what has ended', async () => {
    await aDatabase(undefined)
    await carryOut(connectTo(NAME), NAME, [KEEP])
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('clears without an end, and keeps the log of invalidations: replies may be late (I19)', async () => {
    const connection = await aDatabase(ID)
    const how = { missing: 'create', mode: 'readwrite', durability: 'relaxed' } as const
    const transaction = await connection.begin(how)
    transaction?.objectStore('responses').put('what was invalidated', 'log')
    await carryOut(connectTo(NAME), NAME, [CLEAR])
    expect(await left()).toEqual({ generations: [ID], responses: ['what was invalidated'] })
  })

  it('leaves a generation that nobody wants to end', async () => {
    await aDatabase(ID)
    intend(NAME, { purpose: 'end', generation: OTHER_ID })
    await carryOut(connectTo(NAME), NAME)
    expect(await left()).toEqual({ generations: [ID], responses: ['left behind'] })
    expect(intentsOf(NAME)).toEqual([])
  })

  it('has nothing to do where there is no database, and makes none (I7)', async () => {
    intend(NAME, END)
    await carryOut(connectTo(NAME), NAME)
    expect(await databaseExists(NAME)).toBe(false)
    expect(intentsOf(NAME)).toEqual([])
  })

  it('is strict about durability; a look need not be', async () => {
    await aDatabase(ID)
    const asked: unknown[] = []
    const connection = connectTo(NAME)
    const begun: Connection = {
      ...connection,
      begin: (options) => {
        asked.push([options.mode, options.durability])
        return connection.begin(options)
      },
    }
    await hasEnded(begun)
    await carryOut(begun, NAME, [END])
    await adopted(begun)
    expect(asked).toEqual([
      ['readonly', 'relaxed'],
      ['readwrite', 'strict'],
      ['readonly', 'relaxed'],
      ['readwrite', 'strict'],
    ])
  })
})

describe('hasEnded', () => {
  it.each([
    [undefined, true],
    ['kept', false],
    [ID, false],
    ['new', false],
  ])('of a database with %j is %j', async (generation, expected) => {
    await aDatabase(generation)
    expect(await hasEnded(connectTo(NAME))).toBe(expected)
  })

  it('is false where there is no database, and makes none (I7)', async () => {
    expect(await hasEnded(connectTo(NAME))).toBe(false)
    expect(await databaseExists(NAME)).toBe(false)
  })
})
