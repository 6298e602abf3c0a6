import { get, promisifyRequest, set, type UseStore } from 'idb-keyval'
import { expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { connectTo } from './connection.ts'
import { inTransaction } from './transaction.ts'
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
  const transaction = await begin(on)
  let isCommitted = false
  transaction.addEventListener('complete', () => (isCommitted = true))
  const said = await inTransaction(transaction, () => {
    put(transaction, 'value')
    return 'said'
  })
  expect(isCommitted).toBe(true)
  expect(said).toBe('said')
  const use: UseStore = async (_mode, callback) => {
    const next = await begin(on)
    return callback(next.objectStore('responses'))
  }
  expect(await get('key', use)).toBe('value')
  await set('key', 'other', use)
})

it('undoes everything when the work fails (I12)', async () => {
  const on = connection()
  const fault = new Error('fault')
  const transaction = await begin(on)
  const work = inTransaction(transaction, async () => {
    await promisifyRequest(put(transaction, 'value'))
    throw fault
  })
  await expect(work).rejects.toBe(fault)
  const next = await begin(on)
  expect(await promisifyRequest(next.objectStore('responses').count())).toBe(0)
})

it('undoes everything when the work throws before it waits (I12)', async () => {
  const transaction = await begin()
  const work = inTransaction(transaction, () => put(transaction, () => 'not to be cloned'))
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
})

it('rejects with an Error where IndexedDB leaves null (I36)', async () => {
  const transaction = await begin()
  const work = inTransaction(transaction, () => {
    put(transaction, 'value')
    const done = promisifyRequest(transaction)
    transaction.abort()
    return done
  })
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

it('rejects with the error of the request that failed (I36)', async () => {
  for (const isAwaited of [true, false]) {
    const transaction = await begin()
    const work = inTransaction(transaction, async () => {
      const responses = transaction.objectStore('responses')
      responses.add('first', 'key')
      const second = responses.add('second', 'key')
      if (isAwaited) await promisifyRequest(second)
    })
    await expect(work).rejects.toThrow(expect.objectContaining({ name: 'ConstraintError' }))
  }
})

it('tells why the work failed, also when the transaction is over by then (I36)', async () => {
  const fault = new Error('fault')
  const transaction = await begin()
  const work = inTransaction(transaction, async () => {
    transaction.commit()
    await promisifyRequest(transaction)
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
    const work = inTransaction(transaction, () => 'said')
    await expect(work).rejects.toMatchObject({ name: 'InvalidStateError' })
    await isOver
  })
  expect(unhandled).toEqual([])
})

it('does not wait for the end of a transaction that only reads', async () => {
  const on = connection()
  await begin(on)
  const transaction = await on.begin({ missing: 'leave', mode: 'readonly', durability: 'relaxed' })
  if (transaction === undefined) throw new Error('no transaction')
  const commit = vi.spyOn(transaction, 'commit')
  let isOver = false
  transaction.addEventListener('complete', () => (isOver = true))
  const count = transaction.objectStore('responses').count()
  expect(await inTransaction(transaction, () => promisifyRequest(count))).toBe(0)
  expect(isOver).toBe(false)
  expect(commit).not.toHaveBeenCalled()
})
