interface Entry<Value> {
  readonly key: string
  value: Value
  older: Entry<Value> | undefined
  newer: Entry<Value> | undefined
}

/**
 * A map that knows which of its entries was used last. Iterates from the least recently used on; nothing
 * is to change meanwhile.
 */
export interface RecencyMap<Value> {
  readonly size: number
  /** Looking is no use. */
  peek(key: string): Value | undefined
  /** From now on it is the most recently used. */
  use(key: string): Value | undefined
  /** The same for what is set. */
  set(key: string, value: Value): void
  /** In place of the former value; the order stays. */
  replace(key: string, value: Value): void
  delete(key: string): void
  clear(): void
  /** The key of the least recently used. */
  oldest(): string | undefined
  [Symbol.iterator](): Iterator<readonly [key: string, value: Value]>
}

/** To use an entry costs one lookup, however many there are: a Map keeps an order, but to move within it takes three. */
export function createRecencyMap<Value>(): RecencyMap<Value> {
  const entries = new Map<string, Entry<Value>>()
  let oldest: Entry<Value> | undefined
  let newest: Entry<Value> | undefined

  function unlink({ older, newer }: Entry<Value>): void {
    if (older === undefined) oldest = newer
    else older.newer = newer
    if (newer === undefined) newest = older
    else newer.older = older
  }

  function append(entry: Entry<Value>): void {
    entry.older = newest
    entry.newer = undefined
    if (newest === undefined) oldest = entry
    else newest.newer = entry
    newest = entry
  }

  function renew(entry: Entry<Value>): void {
    if (entry === newest) return
    unlink(entry)
    append(entry)
  }

  return {
    get size() {
      return entries.size
    },
    peek: (key) => entries.get(key)?.value,
    use(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      renew(entry)
      return entry.value
    },
    set(key, value) {
      const known = entries.get(key)
      if (known !== undefined) {
        known.value = value
        return renew(known)
      }
      const entry: Entry<Value> = { key, value, older: undefined, newer: undefined }
      entries.set(key, entry)
      append(entry)
    },
    replace(key, value) {
      const entry = entries.get(key)
      if (entry !== undefined) entry.value = value
    },
    delete(key) {
      const entry = entries.get(key)
      if (entry === undefined) return
      entries.delete(key)
      unlink(entry)
    },
    clear() {
      entries.clear()
      oldest = undefined
      newest = undefined
    },
    oldest: () => oldest?.key,
    *[Symbol.iterator]() {
      for (let entry = oldest; entry !== undefined; entry = entry.newer) {
        yield [entry.key, entry.value] as const
      }
    },
  }
}
