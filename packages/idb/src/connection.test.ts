import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, connectTo } from './connection.ts'
import { databaseExists, deleteDatabase, holdOpen } from './database.test-fixture.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const begin = (connection: Connection, missing: 'create' | 'leave') =>
  connection.begin({ missing, mode: 'readonly', durability: 'relaxed' })

async function aConnection(): Promise<Connection> {
  const connection = connectTo('a')
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
    const connection = await aConnection()
    const open = vi.spyOn(indexedDB, 'open')
    await expect(deleteDatabase('a')).resolves.toBe('deleted')
    expect(await begin(connection, 'leave')).toBeUndefined()
    expect(open).not.toHaveBeenCalled()
    expect(await databaseExists('a')).toBe(false)
  })

  it('opens again, without creating, after the browser closed it (I35)', async () => {
    const connection = await aConnection()
    const transaction = await begin(connection, 'leave')
    if (transaction === undefined) throw new Error('no transaction')
    const closing = new Promise((resolve) => transaction.db.addEventListener('close', resolve))
    forceCloseDatabase(transaction.db as unknown as Parameters<typeof forceCloseDatabase>[0])
    await closing
    expect(await begin(connection, 'leave')).toBeDefined()
    await deleteDatabase('a')
    expect(await begin(connection, 'leave')).toBeUndefined()
  })

  it('opens again once when it turns out to be dead (I35)', async () => {
    const connection = await aConnection()
    const former = await begin(connection, 'leave')
    former?.db.close()
    const open = vi.spyOn(indexedDB, 'open')
    const next = await begin(connection, 'leave')
    expect(next?.db).not.toBe(former?.db)
    expect(open).toHaveBeenCalledTimes(1)
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

  it('refuses the layout of a later version', async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('a', 2)
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    await expect(begin(connectTo('a'), 'create')).rejects.toThrow(
      expect.objectContaining({ name: 'VersionError' }),
    )
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
    await new Promise((resolve) => request.addEventListener('success', resolve))
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
