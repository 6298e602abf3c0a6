import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { vi } from 'vitest'

/** Chromium aborts the transaction in which a value was lost, whatever the page says to the error. */
export type Engine = 'that aborts' | 'that goes on'

/** As if the browser lost a row: to read it fails until it was deleted. */
export function loseRow(key: IDBValidKey, error: DOMException, engine: Engine): void {
  const getAll = Reflect.get(FakeObjectStore.prototype, 'getAll')
  const remove = Reflect.get(FakeObjectStore.prototype, 'delete')
  const clear = Reflect.get(FakeObjectStore.prototype, 'clear')
  let isThere = true
  vi.spyOn(FakeObjectStore.prototype, 'getAll').mockImplementation(function (
    this: InstanceType<typeof FakeObjectStore>,
    range?: IDBKeyRange,
  ) {
    if (!isThere || !range?.includes(key)) return getAll.call(this, range)
    const operation = (): never => {
      throw error
    }
    // Its own way to run a request: what the operation throws becomes the request's error.
    const run = Reflect.get(this.transaction, '_execRequestAsync') as (
      request: object,
    ) => IDBRequest
    const request = run.call(this.transaction, { operation, source: this })
    request.addEventListener('error', () => {
      // The fake one leaves the message out.
      Object.defineProperty(this.transaction, 'error', { get: () => error, set() {} })
      if (engine === 'that aborts') queueMicrotask(() => abort(this.transaction))
    })
    return request
  } as typeof getAll)
  const forget = (transaction: EventTarget): void =>
    transaction.addEventListener('complete', () => (isThere = false))
  vi.spyOn(FakeObjectStore.prototype, 'clear').mockImplementation(function (
    this: InstanceType<typeof FakeObjectStore>,
  ) {
    if (this.name === 'responses') forget(this.transaction)
    return clear.call(this)
  })
  vi.spyOn(FakeObjectStore.prototype, 'delete').mockImplementation(function (
    this: InstanceType<typeof FakeObjectStore>,
    range: IDBKeyRange,
  ) {
    if (range.includes(key)) forget(this.transaction)
    return remove.call(this, range)
  } as typeof remove)
}

/** The page may have done so by then. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
  }
}
