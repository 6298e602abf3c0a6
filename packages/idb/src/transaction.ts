/**
 * Does `work` in a transaction, and commits what it writes without a further turn of the event loop;
 * aborts when the work fails. Rejects with an Error whatever happens: IndexedDB leaves `null` where a
 * reason should be when a script aborts.
 */
export async function inTransaction<T>(
  transaction: IDBTransaction,
  work: () => T | PromiseLike<T>,
): Promise<T> {
  const isOver = new Promise<Event>((resolve) => {
    transaction.addEventListener('complete', resolve)
    transaction.addEventListener('abort', resolve)
  })
  try {
    const result = await work()
    if (transaction.mode === 'readonly') return result
    transaction.commit()
    const { type } = await isOver
    if (type === 'complete') return result
    throw transaction.error
  } catch (error) {
    abort(transaction)
    // What its requests tell of an abort is less than its cause.
    throw (
      transaction.error ?? error ?? new DOMException('The transaction was aborted', 'AbortError')
    )
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It is over, which it does not tell before its event comes.
  }
}
