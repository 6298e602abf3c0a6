import { promisifyRequest } from 'idb-keyval'

/**
 * Does `work` in a transaction, and aborts it when the work fails. Rejects with an Error whatever
 * happens: IndexedDB leaves `null` where a reason should be when a script aborts, or when a
 * request's error reaches the transaction before the abort does.
 */
export async function inTransaction<T>(
  transaction: IDBTransaction,
  work: (transaction: IDBTransaction) => T | PromiseLike<T>,
): Promise<T> {
  let over = false
  let requestError: unknown
  transaction.addEventListener('complete', () => (over = true))
  transaction.addEventListener('abort', () => (over = true))
  transaction.addEventListener('error', ({ target }) => {
    requestError ??= (target as IDBRequest).error
  })
  try {
    return await work(transaction)
  } catch (error) {
    // A failed request aborts its transaction by itself.
    if (!over && requestError === undefined && transaction.error === null) transaction.abort()
    // What its requests tell of an abort is less than its cause.
    throw transaction.error ?? error ?? requestError ?? abortError()
  }
}

/** Commits without a further turn of the event loop; resolves when it is done. */
export async function committed(transaction: IDBTransaction): Promise<void> {
  const done = promisifyRequest(transaction)
  transaction.commit()
  await done
}

function abortError(): Error {
  return new DOMException('The transaction was aborted', 'AbortError')
}
