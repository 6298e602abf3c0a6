import type { StoredResponse } from '../rules/stored-response.ts'

/** A value, or a promise of it: a store in memory need not be asynchronous. */
export type Awaitable<T> = T | Promise<T>

/** What a store is told about the partition that it is to keep. */
export interface StoreContext {
  /** An opaque name: a hash, never a user's id. Anything durable is to be named by it alone. */
  readonly partition: string
  /** Rows of another epoch are misses: they were written by other rules, or another app version. */
  readonly epoch: string
}

/** Makes the store of one partition. Opens nothing yet; throws nothing. */
export type StoreFactory = (context: StoreContext) => ResponseStore

/**
 * Keeps one partition's responses. A store never judges freshness and has no clock. Every method
 * may reject: the cache turns a fault into an event and a miss.
 *
 * Fence: `open` adopts the partition's generation, or begins one. Afterwards every method takes
 * effect only while that generation lasts; a method called on an ended generation rejects, and
 * brings nothing back to life.
 */
export interface ResponseStore {
  /** Creates what is missing and adopts the generation. Called once, before any other method. */
  open(): Awaitable<void>
  /** All variants under a primary key; a row that is damaged or of another epoch is absent. */
  get(key: string): Awaitable<readonly StoredResponse[]>
  /**
   * Keeps metadata and body together, in place of the variant with the same nominated fields;
   * does nothing when what is stored was requested later (`requestTime`).
   */
  put(stored: StoredResponse): Awaitable<void>
  /** Rewrites the metadata of a stored response whose body is still the same one; else nothing. */
  freshen(stored: StoredResponse): Awaitable<void>
  /** Marks all variants under these keys as invalidated. */
  invalidate(keys: readonly string[]): Awaitable<void>
  delete(keys: readonly string[]): Awaitable<void>
  keys(): Awaitable<readonly string[]>
  /**
   * Ends the generation and removes every row, for every connection and for good; resolves once
   * nothing can be read any more. Works on a store that was never opened, too.
   */
  end(): Awaitable<void>
  /** Lets go of the connection and keeps the rows. */
  close(): void
}

/** How much a store holds. */
export interface StoreSize {
  readonly entries: number
  /** Estimate of the memory held, in bytes. */
  readonly bytes: number
}
