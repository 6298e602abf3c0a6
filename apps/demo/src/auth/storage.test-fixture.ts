/** A storage that holds these texts, as long as the test lasts. */
export function storageWith(texts: Readonly<Record<string, string>>): Storage {
  const items = new Map(Object.entries(texts))
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    key: () => null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}
