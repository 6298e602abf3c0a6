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
  let requestError: unknown
  transaction.addEventListener('error', ({ target, defaultPrevented }) => {
    // What was prevented aborts nothing, nor is it why the work fails.
    if (!defaultPrevented) requestError ??= (target as IDBRequest).error
  })
  try {
    return await work(transaction)
  } catch (error) {
    // A failed request aborts its transaction by itself.
    if (requestError === undefined && transaction.error === null) abort(transaction)
    // What its requests tell of an abort is less than its cause.
    throw transaction.error ?? error ?? requestError ?? abortError()
  }
}

/** Commits without a further turn of the event loop; resolves when it is done. */
export async function committed(transaction: IDBTransaction): Promise<void> {
  transaction.commit()
  await promisifyRequest(transaction)
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It is over, which it does not tell before its event comes.
  }
}

function abortError(): Error {
  return new DOMException('The transaction was aborted', 'AbortError')
}
