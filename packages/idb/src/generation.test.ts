import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { type Connection, connectTo } from './connection.ts'
import { databaseExists, holdOpen, rowsIn } from './database.test-fixture.ts'
import { adoptGeneration } from './generation.test-fixture.ts'
import { carryOut } from './generation.ts'
import { stubPage } from './page.test-fixture.ts'
import { forgetIntents, intend, type Intent, intentsOf } from './intents.ts'

const NAME = `etagged-${'a'.repeat(32)}`
const ID = '1,22,333,4294967295'
const OTHER_ID = '1,22,333,4294967294'
const END: Intent = 'end *'
const KEEP: Intent = 'keep *'
const CLEAR: Intent = 'clear *'

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
    expect(one).toMatch(/^\d+,\d+,\d+,\d+$/)
    expect(other).not.toBe(one)
  })

  it('adopts the one that lasts, also when two begin at once', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => adopted()))
    expect(new Set(ids).size).toBe(1)
    expect(await adopted()).toBe(ids[0])
  })

  it.each(['ended', '', '1,2,3', '1,2,3,x', 7, null, { id: 'x' }])(
    'begins anew over empty responses when it finds %j (I4, I41)',
    async (found) => {
      await aDatabase(found)
      expect(await adopted()).toMatch(/^\d+,\d+,\d+,\d+$/)
      expect((await left()).responses).toEqual([])
    },
  )

  it('begins anew over the responses of one that was kept', async () => {
    await aDatabase('kept')
    expect(await adopted()).toMatch(/^\d+,\d+,\d+,\d+$/)
    expect((await left()).responses).toEqual(['left behind'])
  })

  const unfinished: [string, Intent, { isSame: boolean; responses: unknown[] }][] = [
    ['a sign-out', `end ${ID}`, { isSame: false, responses: [] }],
    ['a sign-out of whoever', END, { isSame: false, responses: [] }],
    ['a sign-out that keeps', `keep ${ID}`, { isSame: false, responses: ['left behind'] }],
    ['distrust', CLEAR, { isSame: true, responses: [] }],
    [
      'a sign-out of a generation that is gone',
      `end ${OTHER_ID}`,
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
    const ending = carryOut(connectTo(NAME), NAME, 'leave', [END])
    const id = await adopted()
    await ending
    expect((await left()).generations).toEqual([id])
  })
})

describe('carryOut', () => {
  it('leaves no generation and no responses while the deletion is blocked (I4)', async () => {
    await aDatabase(ID)
    const holder = await holdOpen(NAME)
    await carryOut(connectTo(NAME), NAME, 'leave', [END])
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
      'leave',
      [END],
    )
    expect(steps).toEqual(['deletion', 'end'])
  })

  it('marks a generation whose responses stay, and deletes nothing', async () => {
    await aDatabase(ID)
    await carryOut(connectTo(NAME), NAME, 'leave', [KEEP])
    expect(await left()).toEqual({ generations: ['kept'], responses: ['left behind'] })
  })

  it('writes no row to end it: with the quota used up there is room for none (I4)', async () => {
    await aDatabase(ID)
    const holder = await holdOpen(NAME)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    await carryOut(connectTo(NAME), NAME, 'leave', [END])
    expect(put).not.toHaveBeenCalled()
    expect(await rowsIn(holder, 'generations')).toEqual([])
    expect(await rowsIn(holder, 'responses')).toEqual([])
    holder.close()
  })

  it('ends what was kept', async () => {
    await aDatabase('kept')
    await carryOut(connectTo(NAME), NAME, 'leave', [END])
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('ends what was kept of the generation that was to end, by whatever name (I4)', async () => {
    await aDatabase('kept')
    intend(NAME, `end ${ID}`)
    await carryOut(connectTo(NAME), NAME, 'leave')
    expect(await databaseExists(NAME)).toBe(false)
    expect(intentsOf(NAME)).toEqual([])
  })

  it('adopts nothing of what was kept of a generation that was to end (I4)', async () => {
    await aDatabase('kept')
    intend(NAME, `end ${ID}`)
    const generation = await adopted()
    expect(await left()).toEqual({ generations: [generation], responses: [] })
  })

  it('keeps nothing of what has ended', async () => {
    await aDatabase(undefined)
    await carryOut(connectTo(NAME), NAME, 'leave', [KEEP], true)
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('clears without an end, and keeps the log of invalidations: replies may be late (I19)', async () => {
    const connection = await aDatabase(ID)
    const how = { missing: 'create', mode: 'readwrite', durability: 'relaxed' } as const
    const transaction = await connection.begin(how)
    transaction?.objectStore('generations').put('what was invalidated', 'log')
    await carryOut(connectTo(NAME), NAME, 'leave', [CLEAR])
    expect(await left()).toEqual({ generations: [ID, 'what was invalidated'], responses: [] })
  })

  it('leaves a generation that nobody wants to end', async () => {
    await aDatabase(ID)
    intend(NAME, `end ${OTHER_ID}`)
    await carryOut(connectTo(NAME), NAME, 'leave')
    expect(await left()).toEqual({ generations: [ID], responses: ['left behind'] })
    expect(intentsOf(NAME)).toEqual([])
  })

  it.each([
    '',
    'end',
    'end ',
    'end alice',
    'END *',
    'drop *',
    '__proto__ *',
    '{"end":"*"}',
    'end *end *',
  ])('does nothing for what is no intent, and strikes it out: %j (I41)', async (rubbish) => {
    const { storage } = stubPage()
    for (const generation of [ID, 'kept']) {
      await aDatabase(generation)
      storage[`${NAME} ${rubbish}`] = ''
      await carryOut(connectTo(NAME), NAME, 'leave')
      expect(await left()).toEqual({ generations: [generation], responses: ['left behind'] })
      expect(Object.keys(storage)).toEqual([])
    }
  })

  it('has nothing to do where there is no database, and makes none (I7)', async () => {
    intend(NAME, END)
    await carryOut(connectTo(NAME), NAME, 'leave')
    expect(await databaseExists(NAME)).toBe(false)
    expect(intentsOf(NAME)).toEqual([])
  })

  it('is strict about durability', async () => {
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
    await carryOut(begun, NAME, 'leave', [END])
    await adopted(begun)
    expect(asked).toEqual([
      ['readwrite', 'strict'],
      ['readwrite', 'strict'],
    ])
  })
})

describe('a database without a generation', () => {
  it('is cleared, and deleted by who is sure that it is left behind (I4)', async () => {
    await aDatabase(undefined)
    const deletion = vi.spyOn(indexedDB, 'deleteDatabase')
    const outcome = await carryOut(connectTo(NAME), NAME, 'leave')
    expect(outcome).toEqual({ wasEnded: true })
    expect(await left()).toEqual({ generations: [], responses: [] })
    expect(deletion).not.toHaveBeenCalled()
    await carryOut(connectTo(NAME), NAME, 'leave', [], true)
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('is left to who has opened it anew behind a deletion (I7)', async () => {
    const former = await aDatabase(ID)
    const late = connectTo(NAME)
    await late.begin({ missing: 'leave', mode: 'readonly', durability: 'relaxed' })
    const ending = carryOut(former, NAME, 'leave', [END])
    // It waits for its turn, finds the end, and may not ask for another deletion.
    const finishing = carryOut(late, NAME, 'leave')
    const [id] = await Promise.all([adopted(), ending, finishing])
    expect((await left()).generations).toEqual([id])
  })

  it.each(['kept', ID])('is none with %j in its place', async (generation) => {
    await aDatabase(generation)
    await carryOut(connectTo(NAME), NAME, 'leave')
    expect(await left()).toEqual({ generations: [generation], responses: ['left behind'] })
  })
})
