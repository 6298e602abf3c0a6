import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { type Connection, connectTo, type Loss } from './connection.ts'
import {
  databaseExists,
  deleteDatabase,
  holdOpen,
  layOut,
  rowsIn,
} from './database.test-fixture.ts'
import { forceClose } from './force-close.test-fixture.ts'
import { LAYOUT } from './layout.ts'

fakeDiskForEach()

const begin = (connection: Connection, missing: 'create' | 'leave') =>
  connection.begin({ missing, mode: 'readonly', durability: 'relaxed' })

async function aConnection(onLost?: (loss: Loss) => void): Promise<Connection> {
  const connection = connectTo('a', onLost)
  await begin(connection, 'create')
  return connection
}

describe('a connection', () => {
  it('opens nothing before the first transaction, and once for many', async () => {
    const open = vi.spyOn(indexedDB, 'open')
    const connection = connectTo('a')
    expect(open).not.toHaveBeenCalled()
    await Promise.all([begin(connection, 'create'), begin(connection, 'create')])
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('creates no database unless it is asked to (I7)', async () => {
    expect(await begin(connectTo('a'), 'leave')).toBeUndefined()
    expect(await databaseExists('a')).toBe(false)
  })

  it('gives way to a deletion at once, and brings the database not back (I7, I37)', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    await expect(deleteDatabase('a')).resolves.toBe('deleted')
    expect(losses).toEqual(['deleted'])
    expect(await begin(connection, 'leave')).toBeUndefined()
    expect(await databaseExists('a')).toBe(false)
  })

  it('gives way to a deletion while a transaction is under way, and finishes that (I37)', async () => {
    const connection = await aConnection()
    const transaction = await connection.begin({
      missing: 'leave',
      mode: 'readwrite',
      durability: 'relaxed',
    })
    if (transaction === undefined) throw new Error('no transaction')
    const complete = new Promise((resolve) => transaction.addEventListener('complete', resolve))
    const deletion = deleteDatabase('a')
    transaction.objectStore('responses').put('value', 'key')
    await complete
    await expect(deletion).resolves.toBe('deleted')
  })

  it('gives way to a later layout, and takes it as it is', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    const upgraded = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('a', LAYOUT + 1)
      request.onsuccess = () => resolve(request.result)
    })
    expect((await begin(connection, 'leave'))?.db.version).toBe(LAYOUT + 1)
    expect(losses).toEqual(['upgraded'])
    upgraded.close()
  })

  it('opens again, without creating, after the browser closed it (I35)', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    await forceClose((await begin(connection, 'leave'))?.db)
    expect(losses).toEqual(['closed'])
    expect(await begin(connection, 'leave')).toBeDefined()
    await deleteDatabase('a')
    expect(await begin(connection, 'leave')).toBeUndefined()
  })

  it('opens again once, and tells, when it turns out to be dead (I35)', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    const former = await begin(connection, 'leave')
    former?.db.close()
    const open = vi.spyOn(indexedDB, 'open')
    const next = await begin(connection, 'leave')
    expect(next?.db).not.toBe(former?.db)
    expect(open).toHaveBeenCalledTimes(1)
    expect(losses).toEqual(['closed'])
  })

  it('tells once that it was dead, however many asked at once (I35)', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    for (let time = 1; time <= 2; time += 1) {
      const transaction = await begin(connection, 'leave')
      transaction?.db.close()
      await Promise.all([1, 2, 3].map(() => begin(connection, 'leave')))
      expect(losses).toEqual(Array.from({ length: time }, () => 'closed'))
    }
  })

  it('gives up when the new connection is dead, too (I35)', async () => {
    const connection = await aConnection()
    const transaction = await begin(connection, 'leave')
    if (transaction === undefined) throw new Error('no transaction')
    const dead = new DOMException('The database connection is closing', 'InvalidStateError')
    vi.spyOn(Object.getPrototypeOf(transaction.db), 'transaction').mockImplementation(() => {
      throw dead
    })
    const open = vi.spyOn(indexedDB, 'open')
    await expect(begin(connection, 'leave')).rejects.toBe(dead)
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('tries anew after an open that failed', async () => {
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    })
    const connection = connectTo('a')
    await expect(begin(connection, 'create')).rejects.toThrow('backing store')
    expect(await begin(connection, 'create')).toBeDefined()
    expect(open).toHaveBeenCalledTimes(2)
  })

  it('finds no database that is not there, also in a browser that lists none (Firefox before 126)', async () => {
    Object.defineProperty(indexedDB, 'databases', { value: undefined })
    expect(await begin(connectTo('a'), 'leave')).toBeUndefined()
    expect(await databaseExists('a')).toBe(false)
  })

  it('refuses to create over the layout of a later version', async () => {
    const database = await layOut('a', 99, ['responses', 'generations'])
    database.close()
    await expect(begin(connectTo('a'), 'create')).rejects.toThrow(
      expect.objectContaining({ name: 'VersionError' }),
    )
  })

  it('drops what an older layout holds', async () => {
    const database = await layOut('a', 1, ['responses', 'generations', 'others'])
    database.transaction('responses', 'readwrite').objectStore('responses').put('old', 'key')
    database.close()
    const transaction = await begin(connectTo('a'), 'create')
    if (transaction === undefined) throw new Error('no transaction')
    expect(Array.from(transaction.db.objectStoreNames)).toEqual(['generations', 'responses'])
    expect(await rowsIn(transaction.db, 'responses')).toEqual([])
  })

  it.each([[[]], [['responses']]])(
    'takes a database with the object stores %j for none, and leaves it (I7)',
    async (objectStores) => {
      const database = await layOut('a', 2, objectStores)
      database.close()
      expect(await begin(connectTo('a'), 'leave')).toBeUndefined()
      expect(await databaseExists('a')).toBe(true)
    },
  )
})

describe('letting go', () => {
  it('closes at once, and the next transaction opens again', async () => {
    const losses: Loss[] = []
    const connection = await aConnection((loss) => losses.push(loss))
    connection.letGo()
    await expect(deleteDatabase('a')).resolves.toBe('deleted')
    const again = await aConnection()
    again.letGo()
    expect(await begin(again, 'leave')).toBeDefined()
    expect(losses).toEqual([])
  })

  it('leaves who waits for an opening with the next one', async () => {
    const connection = connectTo('a')
    const beginning = begin(connection, 'create')
    connection.letGo()
    expect(await beginning).toBeDefined()
  })

  it('begins a transaction before it returns where the database is open', async () => {
    const connection = await aConnection()
    const write = connection.begin({ missing: 'leave', mode: 'readwrite', durability: 'relaxed' })
    connection.letGo()
    ;(await write)?.objectStore('responses').put('value', 'key')
    const transaction = await begin(connection, 'leave')
    if (transaction === undefined) throw new Error('no transaction')
    expect(await rowsIn(transaction.db, 'responses')).toEqual(['value'])
  })
})

describe('close', () => {
  it('creates nothing when the open was still pending (I7)', async () => {
    const connection = connectTo('a')
    const opening = begin(connection, 'create')
    connection.close()
    await expect(opening).rejects.toThrow('closed')
    expect(await databaseExists('a')).toBe(false)
  })

  it('closes an open that succeeds later', async () => {
    const former = await aConnection()
    former.close()
    const open = vi.spyOn(indexedDB, 'open')
    const connection = connectTo('a')
    const opening = begin(connection, 'leave')
    connection.close()
    await expect(opening).rejects.toThrow('closed')
    const request = open.mock.results[0]?.value as IDBOpenDBRequest
    expect(() => request.result.transaction('responses')).toThrow(
      expect.objectContaining({ name: 'InvalidStateError' }),
    )
  })

  it('is for good', async () => {
    const connection = await aConnection()
    connection.close()
    await expect(begin(connection, 'leave')).rejects.toThrow('closed')
  })

  it('leaves other connections alone', async () => {
    const connection = await aConnection()
    const other = await holdOpen('a')
    connection.close()
    expect(other.transaction('responses')).toBeDefined()
    other.close()
  })
})
