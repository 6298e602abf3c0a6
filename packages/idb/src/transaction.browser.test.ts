import { promisifyRequest } from 'idb-keyval'
import { expect, it } from 'vitest'
import { connectTo } from './connection.ts'
import { inTransaction } from './transaction.ts'

// Here, since fake-indexeddb never tells that an event's default was prevented.

it('undoes everything when the work fails after an error that was prevented (I12)', async () => {
  const connection = connectTo(crypto.randomUUID())
  const begin = async (): Promise<IDBTransaction> => {
    const how = { missing: 'create', mode: 'readwrite', durability: 'relaxed' } as const
    const transaction = await connection.begin(how)
    if (transaction === undefined) throw new Error('no transaction')
    return transaction
  }
  const fault = new Error('fault')
  const transaction = await begin()
  const work = inTransaction(transaction, async () => {
    const responses = transaction.objectStore('responses')
    await promisifyRequest(responses.add('first', 'key'))
    const second = responses.add('second', 'key')
    await new Promise<void>((resolve) => {
      second.addEventListener('error', (event) => {
        event.preventDefault()
        resolve()
      })
    })
    await promisifyRequest(responses.count())
    throw fault
  })
  await expect(work).rejects.toBe(fault)
  const next = await begin()
  expect(await promisifyRequest(next.objectStore('responses').count())).toBe(0)
})
