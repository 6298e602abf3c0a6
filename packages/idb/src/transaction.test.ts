import { get, promisifyRequest, set, type UseStore } from 'idb-keyval'
import { expect, it } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { connectTo } from './connection.ts'
import { committed, inTransaction } from './transaction.ts'
import { unhandledDuring } from './unhandled.test-fixture.ts'

fakeDiskForEach()

const connection = () => connectTo('a')

async function begin(on = connection()): Promise<IDBTransaction> {
  const transaction = await on.begin({
    missing: 'create',
    mode: 'readwrite',
    durability: 'relaxed',
  })
  if (transaction === undefined) throw new Error('no transaction')
  return transaction
}

const put = (transaction: IDBTransaction, value: unknown): IDBRequest =>
  transaction.objectStore('responses').put(value, 'key')

it('resolves to what the work says, once it is committed', async () => {
  const on = connection()
  const said = await inTransaction(await begin(on), async (transaction) => {
    put(transaction, 'value')
    await committed(transaction)
    return 'said'
  })
  expect(said).toBe('said')
  const use: UseStore = async (_mode, callback) => {
    const transaction = await begin(on)
    return callback(transaction.objectStore('responses'))
  }
  expect(await get('key', use)).toBe('value')
  await set('key', 'other', use)
})

it('undoes everything when the work fails (I12)', async () => {
  const on = connection()
  const fault = new Error('fault')
  const work = inTransaction(await begin(on), async (transaction) => {
    await promisifyRequest(put(transaction, 'value'))
    throw fault
  })
  await expect(work).rejects.toBe(fault)
  const transaction = await begin(on)
  expect(await promisifyRequest(transaction.objectStore('responses').count())).toBe(0)
})

it('undoes everything when the work throws before it waits (I12)', async () => {
  const transaction = await begin()
  const work = inTransaction(transaction, () => put(transaction, () => 'not to be cloned'))
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
})

it('rejects with an Error where IndexedDB leaves null (I36)', async () => {
  const work = inTransaction(await begin(), (transaction) => {
    put(transaction, 'value')
    const done = promisifyRequest(transaction)
    transaction.abort()
    return done
  })
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

it('rejects with the error of the request that failed (I36)', async () => {
  const work = inTransaction(await begin(), (transaction) => {
    const responses = transaction.objectStore('responses')
    responses.add('first', 'key')
    responses.add('second', 'key')
    return promisifyRequest(transaction)
  })
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'ConstraintError' }))
})

it('tells why the work failed, also when the transaction is over by then (I36)', async () => {
  const fault = new Error('fault')
  const work = inTransaction(await begin(), async (transaction) => {
    await committed(transaction)
    throw fault
  })
  await expect(work).rejects.toBe(fault)
})

it('rejects once, and to nobody else, when it is too late to commit', async () => {
  const transaction = await begin()
  const unhandled = await unhandledDuring(async () => {
    const { promise: isOver, resolve } = Promise.withResolvers<unknown>()
    transaction.addEventListener('abort', resolve)
    transaction.abort()
    await expect(committed(transaction)).rejects.toMatchObject({ name: 'InvalidStateError' })
    await isOver
  })
  expect(unhandled).toEqual([])
})
