/** The object stores of a partition's database. */
export const RESPONSES = 'responses'
export const GENERATIONS = 'generations'

/** The row of the generation: its id; or what is there belongs to the next one. */
export const CURRENT = 'current'
export const KEPT = 'kept'

/** The row behind it: the log of invalidations. */
export const LOG = 'log'

export const LAYOUT = 5

/**
 * It is a cache: what an older layout holds is dropped. So is its generation, which alone keeps a tab
 * that still runs the former code from writing rows as this layout does not have them.
 */
export function layOut(database: IDBDatabase): void {
  for (const store of Array.from(database.objectStoreNames)) database.deleteObjectStore(store)
  database.createObjectStore(RESPONSES)
  database.createObjectStore(GENERATIONS).put(KEPT, CURRENT)
}
