import type { StoredResponse } from '@etagged/core'
import { IDBDatabase as FakeDatabase, IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { type OpenResponses, openResponses, putNow } from './responses.test-fixture.ts'
import { aBody, aStoredResponse, unwritable } from './stored-response.test-fixture.ts'

fakeDiskForEach()

const response = (name: string, bytes = 100): StoredResponse =>
  aStoredResponse({ key: `GET /${name}`, body: aBody('x'.repeat(bytes)) })

const keysOf = async ({ responses }: OpenResponses): Promise<readonly string[]> =>
  (await responses.keys()).toSorted()

/** Each put of the row aborts its transaction with the next of these, until there are none. */
function failPutsOf(key: string, ...reasons: readonly (DOMException | null)[]): () => number {
  const original = FakeObjectStore.prototype.put
  let attempts = 0
  vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementation(function (
    this: InstanceType<typeof FakeObjectStore>,
    value: unknown,
    rowKey: IDBValidKey,
  ) {
    const request = original.call(this, value, rowKey)
    if (!Array.isArray(rowKey) || rowKey.flat()[0] !== key) return request
    const reason = reasons[attempts]
    attempts += 1
    if (reason === undefined) return request
    const { transaction } = this
    // As a browser does when it is about to commit: no request has failed.
    vi.spyOn(transaction, 'commit').mockImplementation(() => {
      transaction.abort()
      Object.defineProperty(transaction, 'error', { value: reason })
    })
    return request
  } as typeof original)
  return () => attempts
}

const quota = (): DOMException => new DOMException('', 'QuotaExceededError')

describe('want of room', () => {
  it('is met once, by what was used least recently, and the put succeeds (I38)', async () => {
    const open = await openResponses()
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      await putNow(open.responses, response(name))
    }
    const attempts = failPutsOf('GET /x', quota())
    expect(await putNow(open.responses, response('x', 10))).toEqual([true])
    expect(attempts()).toBe(2)
    expect(open.reports).toEqual([
      { type: 'evicted', keys: ['GET /a', 'GET /b'], because: 'quota' },
    ])
    expect((await keysOf(open)).join()).toBe('GET /c,GET /d,GET /e,GET /f,GET /g,GET /h,GET /x')
  })

  it('costs at most a quarter of what there is, whatever is asked for (I38)', async () => {
    const open = await openResponses()
    for (const name of 'abcdefgh') await putNow(open.responses, response(name))
    failPutsOf('GET /x', quota())
    await putNow(open.responses, response('x', 1_000_000))
    expect(open.reports).toEqual([
      { type: 'evicted', keys: ['GET /a', 'GET /b'], because: 'quota' },
    ])
  })

  it('is told when it lasts, and nothing more is evicted (I38)', async () => {
    const open = await openResponses()
    for (const name of 'abcdefgh') await putNow(open.responses, response(name))
    const attempts = failPutsOf('GET /x', quota(), quota(), quota())
    await expect(putNow(open.responses, response('x', 10))).rejects.toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    )
    // The second one after what had to go.
    expect(attempts()).toBe(2)
    expect(open.reports).toHaveLength(1)
    expect((await keysOf(open)).join()).toBe('GET /c,GET /d,GET /e,GET /f,GET /g,GET /h')
  })

  it.each([
    ['an unknown error', new DOMException('The value is too large', 'UnknownError')],
    ['no reason', null],
    [
      'a full disk that is none',
      new DOMException('Encountered full disk while opening backing store', 'QuotaExceededError'),
    ],
  ])('is not what is behind %s: nothing is evicted (I38)', async (_case, reason) => {
    const open = await openResponses()
    await putNow(open.responses, response('a'), response('b'))
    failPutsOf('GET /x', reason)
    await expect(putNow(open.responses, response('x'))).rejects.toThrow(Error)
    expect(open.reports).toEqual([])
    expect(await keysOf(open)).toEqual(['GET /a', 'GET /b'])
  })

  it('of one response leaves the small writes that came with it (I38)', async () => {
    const open = await openResponses()
    await putNow(open.responses, response('a'), response('b'))
    failPutsOf('GET /x', quota(), quota(), quota())
    const putting = Promise.allSettled([open.responses.put(response('x'))])
    const marking = open.responses.invalidate([{ key: 'GET /b' }], 1)
    const deleting = open.responses.delete([{ key: 'GET /a' }])
    const [[outcome]] = await Promise.all([putting, marking, deleting])
    expect(outcome.status).toBe('rejected')
    expect(await keysOf(open)).not.toContain('GET /a')
    expect(await keysOf(open)).not.toContain('GET /x')
  })
})

describe('a quota that is used up', () => {
  /** Until rows were deleted, every transaction that puts one fails, and only those. */
  function useUpQuota(): void {
    const { put, delete: remove } = FakeObjectStore.prototype
    let isUsedUp = true
    vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementation(function (
      this: InstanceType<typeof FakeObjectStore>,
      value: unknown,
      rowKey: IDBValidKey,
    ) {
      const { transaction } = this
      if (isUsedUp) {
        vi.spyOn(transaction, 'commit').mockImplementation(() => {
          transaction.abort()
          Object.defineProperty(transaction, 'error', { value: quota() })
        })
      }
      return put.call(this, value, rowKey)
    } as typeof put)
    vi.spyOn(FakeObjectStore.prototype, 'delete').mockImplementation(function (
      this: InstanceType<typeof FakeObjectStore>,
      range: IDBValidKey,
    ) {
      this.transaction.addEventListener('complete', () => (isUsedUp = false))
      return remove.call(this, range)
    } as typeof remove)
  }

  it('is relieved by deletions alone, and the put succeeds (I38)', async () => {
    const open = await openResponses()
    for (const name of 'abcdefgh') await putNow(open.responses, response(name))
    useUpQuota()
    expect(await putNow(open.responses, response('x', 10))).toEqual([true])
    expect(open.reports).toMatchObject([{ type: 'evicted', because: 'quota' }])
    expect(await open.responses.size()).toMatchObject({
      entries: (await open.responses.keys()).length,
    })
  })

  it('leaves no entries of rows that are gone, also when later writes began meanwhile (I38)', async () => {
    const open = await openResponses()
    for (const name of 'abcdefgh') await putNow(open.responses, response(name))
    useUpQuota()
    const first = Promise.allSettled([open.responses.put(response('x', 10))])
    void open.responses.flush()
    const evicted = new Promise<void>((resolve) => {
      vi.spyOn(open.reports, 'push').mockImplementation((report) => {
        if (report.type === 'evicted') {
          // The page goes to sleep just then.
          void open.responses.put(response('y', 10)).then(() => resolve())
          void open.responses.flush()
        }
        return 0
      })
    })
    const [outcome] = await first
    await evicted
    expect(outcome?.status).toBe('rejected')
    expect(await keysOf(open)).toEqual('cdefghy'.split('').map((name) => `GET /${name}`))
  })

  it('keeps nothing from being deleted (I38)', async () => {
    const open = await openResponses()
    for (const name of 'abcdefgh') await putNow(open.responses, response(name))
    useUpQuota()
    await open.responses.delete([{ key: 'GET /h' }])
    expect(await open.responses.keys()).not.toContain('GET /h')
  })
})

describe('a transaction that fails', () => {
  it('is done again one by one, so that only the guilty are told (I12)', async () => {
    const open = await openResponses()
    const putting = Promise.allSettled([
      open.responses.put(response('a')),
      open.responses.put(unwritable('GET /b')),
      open.responses.put(response('c')),
    ])
    await open.responses.flush()
    const outcomes = await putting
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await keysOf(open)).toEqual(['GET /a', 'GET /c'])
  })

  it('is done again before what was called later', async () => {
    const open = await openResponses()
    const putting = Promise.allSettled([
      open.responses.put(response('a')),
      open.responses.put(unwritable('GET /b')),
    ])
    void open.responses.flush()
    await open.responses.delete([{ key: 'GET /a' }])
    await putting
    expect(await keysOf(open)).toEqual([])
  })

  it('is not done again when the page went to sleep meanwhile, and later writes began', async () => {
    const open = await openResponses()
    const putting = Promise.allSettled([
      open.responses.put(response('a')),
      open.responses.put(unwritable('GET /b')),
    ])
    void open.responses.flush()
    const deleting = open.responses.delete([{ key: 'GET /a' }])
    void open.responses.flush()
    const [first] = await putting
    await deleting
    expect(first?.status).toBe('rejected')
    expect(await keysOf(open)).toEqual([])
  })
})

describe('a transaction that cannot begin', () => {
  /** Calls this as soon as a row of the journal is put. */
  function onRecord(then: () => void): void {
    const { put } = FakeObjectStore.prototype
    vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementation(function (
      this: InstanceType<typeof FakeObjectStore>,
      value: unknown,
      rowKey: IDBValidKey,
    ) {
      if (typeof rowKey === 'number') then()
      return put.call(this, value, rowKey)
    } as typeof put)
  }

  it('concerns none that is under way: its put is true, and its rows count', async () => {
    const open = await openResponses()
    const first = open.responses.put(response('a'))
    void open.responses.flush()
    const failing = new Promise<PromiseSettledResult<boolean>[]>((resolve) => {
      onRecord(() => {
        vi.restoreAllMocks()
        const begin = vi.spyOn(FakeDatabase.prototype, 'transaction')
        begin.mockImplementationOnce(() => {
          throw new DOMException('disk', 'UnknownError')
        })
        resolve(Promise.allSettled([open.responses.put(response('b'))]))
        void open.responses.flush()
      })
    })
    expect(await first).toBe(true)
    expect((await failing)[0]?.status).toBe('rejected')
    expect(await open.responses.size()).toMatchObject({ entries: 1 })
    expect(await keysOf(open)).toEqual(['GET /a'])
  })
})

describe('flush', () => {
  it('has begun the transaction when it returns, also while another one is under way', async () => {
    const open = await openResponses()
    const transactions: unknown[] = []
    const proto = Object.getPrototypeOf(
      await open.use('readonly', ({ transaction }) => transaction.db),
    ) as IDBDatabase
    const original = proto.transaction
    vi.spyOn(proto, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
      const transaction = original.apply(this, given)
      transactions.push(transaction)
      return transaction
    })
    const first = open.responses.put(response('a'))
    void open.responses.flush()
    expect(transactions).toHaveLength(1)
    const second = open.responses.put(response('b'))
    void open.responses.flush()
    expect(transactions).toHaveLength(2)
    expect(await Promise.all([first, second])).toEqual([true, true])
  })

  it('never rejects: whoever put hears of it', async () => {
    const open = await openResponses()
    const putting = Promise.allSettled([open.responses.put(unwritable('GET /a'))])
    await expect(open.responses.flush()).resolves.toBeUndefined()
    expect((await putting)[0].status).toBe('rejected')
  })

  it('has nothing to do when nothing waits', async () => {
    const open = await openResponses()
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await open.responses.flush()
    expect(put).not.toHaveBeenCalled()
  })
})
