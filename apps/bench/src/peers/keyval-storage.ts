import { createStore, del, get, set } from 'idb-keyval'

/** Texts by key, as TanStack's persisters want them. */
export interface TextStorage {
  getItem(key: string): Promise<string | undefined>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

/** In a database of its own. */
export function createKeyvalStorage(name: string): TextStorage {
  const store = createStore(name, 'queries')
  return {
    getItem: (key) => get<string>(key, store),
    setItem: (key, value) => set(key, value, store),
    removeItem: (key) => del(key, store),
  }
}
