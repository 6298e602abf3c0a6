/** What was written in a stretch of time. */
export interface Written {
  /** Keys and values as UTF-8 of their JSON. */
  readonly bytes: number
  /** From when the first transaction that puts was asked for to the end of the last, in ms. */
  readonly elapsed: number
}

export interface WriteWatch {
  /** What was put since the last time, once its transactions have ended. */
  take(): Promise<Written>
  stop(): void
}

/** Watches every `put` into IndexedDB, whoever makes it. */
export function watchWrites(): WriteWatch {
  // oxlint-disable-next-line typescript/unbound-method -- always called on its store
  const { put } = IDBObjectStore.prototype
  // oxlint-disable-next-line typescript/unbound-method -- always called on its database
  const { transaction: begin } = IDBDatabase.prototype
  /** When they were asked for: they may have to wait for others, and read before they put. */
  const begun = new WeakMap<IDBTransaction, number>()
  const under = new Set<IDBTransaction>()
  let bytes = 0
  let start: number | undefined
  let end = 0
  let ended = Promise.withResolvers<void>()

  function onEnd(transaction: IDBTransaction): void {
    under.delete(transaction)
    end = performance.now()
    if (under.size === 0) ended.resolve()
  }

  IDBDatabase.prototype.transaction = function watched(names, mode, options) {
    const at = performance.now()
    const transaction = begin.call(this, names, mode, options)
    if (mode === 'readwrite') begun.set(transaction, at)
    return transaction
  }

  IDBObjectStore.prototype.put = function watched(value: unknown, key?: IDBValidKey) {
    const at = begun.get(this.transaction) ?? performance.now()
    start = Math.min(start ?? at, at)
    const request = key === undefined ? put.call(this, value) : put.call(this, value, key)
    const { transaction } = this
    if (!under.has(transaction)) {
      under.add(transaction)
      transaction.addEventListener('complete', () => onEnd(transaction))
    }
    // After the put: nobody's time but ours, and short.
    bytes += sizeOf(value) + sizeOf(key)
    return request
  }

  return {
    async take() {
      await ended.promise
      const written = { bytes, elapsed: end - (start ?? end) }
      bytes = 0
      start = undefined
      ended = Promise.withResolvers()
      return written
    },
    stop() {
      IDBObjectStore.prototype.put = put
      IDBDatabase.prototype.transaction = begin
    },
  }
}

export function sizeOf(value: unknown): number {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    ArrayBuffer.isView(part) ? '0'.repeat(part.byteLength) : part,
  ) as string | undefined
  return text === undefined ? 0 : new TextEncoder().encode(text).length
}
