/** A map of which those set longest ago are forgotten. */
export interface RecentMap<Value, Key = string> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  entries(): Iterable<readonly [Key, Value]>
  clear(): void
}

/** @param most so many are remembered */
export function createRecentMap<Value, Key = string>(most: number): RecentMap<Value, Key> {
  const values = new Map<Key, Value>()
  return {
    get: (key) => values.get(key),
    set(key, value) {
      // What was set last stands last.
      values.delete(key)
      values.set(key, value)
      const [oldest] = values.keys()
      if (values.size > most && oldest !== undefined) values.delete(oldest)
    },
    entries: () => values,
    clear: () => values.clear(),
  }
}
