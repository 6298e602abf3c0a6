/** What is known of texts, of which those set longest ago are forgotten. */
export interface RecentMap<Value> {
  get(name: string): Value | undefined
  set(name: string, value: Value): void
  clear(): void
}

/** @param most so many are remembered */
export function createRecentMap<Value>(most: number): RecentMap<Value> {
  const values = new Map<string, Value>()
  return {
    get: (name) => values.get(name),
    set(name, value) {
      // What was set last stands last.
      values.delete(name)
      values.set(name, value)
      const [oldest] = values.keys()
      if (values.size > most && oldest !== undefined) values.delete(oldest)
    },
    clear: () => values.clear(),
  }
}
