import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, connectTo } from './connection.ts'
import { databaseExists, rowsIn } from './database.test-fixture.ts'
import { adoptGeneration, endGeneration } from './generation.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

afterEach(() => {
  vi.unstubAllGlobals()
})

async function begin(connection: Connection): Promise<IDBTransaction> {
  const transaction = await connection.begin({
    missing: 'create',
    mode: 'readwrite',
    durability: 'strict',
  })
  if (transaction === undefined) throw new Error('no transaction')
  return transaction
}

describe('adoptGeneration', () => {
  it('begins one with 128 random bits', async () => {
    const [one, other] = [
      await adoptGeneration(connectTo('a')),
      await adoptGeneration(connectTo('b')),
    ]
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect(other).not.toBe(one)
  })

  it('adopts the one that lasts, also when two begin at once', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => adoptGeneration(connectTo('a'))))
    expect(new Set(ids).size).toBe(1)
    expect(await adoptGeneration(connectTo('a'))).toBe(ids[0])
  })

  it.each(['ended', '', 'F'.repeat(32), 7, null, { id: 'x' }])(
    'begins anew over empty responses when it finds %j (I4, I41)',
    async (found) => {
      const connection = connectTo('a')
      const transaction = await begin(connection)
      transaction.objectStore('generations').put(found, 'current')
      transaction.objectStore('responses').put('left behind', 'key')
      expect(await adoptGeneration(connection)).toMatch(/^[0-9a-f]{32}$/)
      const { db } = await begin(connection)
      expect(await rowsIn(db, 'responses')).toEqual([])
    },
  )
})

describe('endGeneration', () => {
  it('leaves a tombstone and no responses (I4)', async () => {
    const connection = connectTo('a')
    await adoptGeneration(connection)
    const transaction = await begin(connection)
    transaction.objectStore('responses').put('value', 'key')
    expect(await endGeneration(connection)).toBe(true)
    const { db } = await begin(connection)
    expect(await rowsIn(db, 'responses')).toEqual([])
    expect(await rowsIn(db, 'generations')).toEqual(['ended'])
  })

  it('has nothing to do when it has been done', async () => {
    const connection = connectTo('a')
    await adoptGeneration(connection)
    await endGeneration(connection)
    expect(await endGeneration(connection)).toBe(false)
  })

  it('has nothing to do where there is no database, and makes none (I7)', async () => {
    expect(await endGeneration(connectTo('a'))).toBe(false)
    expect(await databaseExists('a')).toBe(false)
  })

  it('is strict about durability; what it guards need not be', async () => {
    const connection = connectTo('a')
    const asked: unknown[] = []
    const begun: Connection = {
      ...connection,
      begin: (options) => {
        asked.push(options.durability)
        return connection.begin(options)
      },
    }
    await adoptGeneration(begun)
    await endGeneration(begun)
    expect(asked).toEqual(['strict', 'strict'])
  })
})
