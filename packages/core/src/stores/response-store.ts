import type { Seconds, StoredResponse } from '../rules/stored-response.ts'

/** A value, or a promise of it: a store in memory need not be asynchronous. */
export type Awaitable<T> = T | Promise<T>

/** What a store is told about the partition that it is to keep. */
export interface StoreContext {
  /** An opaque name: a hash, never a user's id. Anything durable is to be named by it alone. */
  readonly partition: string
  /** Rows of another epoch are misses: they were written by other rules, or another app version. */
  readonly epoch: string
  /** Hears what happens in the store unasked. Never throws. */
  readonly report: (report: StoreReport) => void
}

/** What happens in a store without anybody's asking. */
export type StoreReport =
  /** The adopted generation has ended elsewhere: in another tab, or along with the rows. */
  | { readonly type: 'ended' }
  /** Rows were removed to make room. */
  | {
      readonly type: 'evicted'
      readonly keys: readonly string[]
      readonly because: 'limit' | 'quota'
    }
  /** A row was not as it had been written; it is removed. */
  | { readonly type: 'damaged'; readonly key: string }
  /** A connection was lost, and another one took its place. */
  | { readonly type: 'reopened' }

/** Makes the store of one partition. Opens nothing yet; throws nothing. */
export type StoreFactory = (context: StoreContext) => ResponseStore

/**
 * So many variants a store keeps under one key: those that came last. A server that varies more often
 * gains little by a cache.
 */
export const MOST_VARIANTS = 8

/**
 * Stored responses that are meant: those under one primary key, under all that begin alike, or all
 * of which {@link tagsOf} tells this tag.
 */
export type KeyRange =
  | { readonly key: string }
  | { readonly prefix: string }
  | { readonly tag: string }

/**
 * Keeps one partition's responses. A store never judges freshness and has no clock. Every method
 * may reject: the cache turns a fault into an event and a miss.
 *
 * Fence: `open` adopts the partition's generation, or begins one. Afterwards every method takes
 * effect only while that generation lasts; a method called on an ended generation rejects with
 * {@link GenerationEndedError}, and brings nothing back to life.
 *
 * Order: a method sees the effects of all that were called before it on the same store, also of
 * those that have not resolved yet.
 */
export interface ResponseStore {
  /**
   * Creates what is missing and adopts the generation. Called before any other method; what is
   * called before it has resolved waits for it, and rejects if it does.
   */
  open(): Awaitable<void>
  /** All variants under a primary key; a row that is damaged or of another epoch is absent. */
  get(key: string): Awaitable<readonly StoredResponse[]>
  /**
   * Keeps metadata and body together, in place of the variant with the same nominated fields;
   * does nothing when what is stored was requested later (`requestTime`). A response that was
   * requested before an invalidation of its key, or of one of its tags, is marked as invalidated
   * (RFC 9111 §4.4).
   *
   * @returns once others can read it; false: this store does not take it, for its size or for want
   *   of room
   */
  put(stored: StoredResponse): Awaitable<boolean>
  /**
   * Rewrites the metadata of a stored response whose body is still the same one; else nothing.
   *
   * @returns once others can read it; false: there was nothing to rewrite
   */
  freshen(stored: StoredResponse): Awaitable<boolean | void>
  /**
   * Marks what is meant, stored already or yet to arrive for a request sent before `at`, in seconds
   * since the epoch.
   */
  invalidate(ranges: readonly KeyRange[], at: Seconds): Awaitable<void>
  /** Removes what is meant; what is put later stays. */
  delete(ranges: readonly KeyRange[]): Awaitable<void>
  /** The keys under which something is stored; with `ranges`, something that is meant. */
  keys(ranges?: readonly KeyRange[]): Awaitable<readonly string[]>
  /** Does the adopted generation still last? Asks the disk, and makes nothing that is missing. */
  isCurrent(): Awaitable<boolean>
  /** Writes now what waits to be written. */
  flush(): Awaitable<void>
  /** How much the partition takes; an estimate will do. */
  size(): Awaitable<StoreSize>
  /**
   * Ends the generation and removes every row, for every connection and for good; resolves once
   * nothing can be read any more. Works on a store that was never opened, too: it ends the one that
   * lasts. One that was ends its own only, and no later one. With `keep` the rows stay, unreadable
   * until the partition is opened again.
   */
  end(options?: { readonly keep?: boolean }): Awaitable<void>
  /** The rows may be older than they seem: who opens the partition next finds none. At once. */
  distrust(): void
  /** Writes what waits, lets go of the connection and keeps the rows. */
  close(): void
}

/** What a method rejects with when the generation that its store adopted has ended. */
export class GenerationEndedError extends Error {
  override readonly name = 'GenerationEndedError'

  constructor() {
    super('The generation of this store has ended')
  }
}

/** How much a store holds. */
export interface StoreSize {
  /** Primary keys under which something is stored. */
  readonly entries: number
  /** Estimate of the room taken, in bytes. */
  readonly bytes: number
  /** The most that it holds, in bytes by the same estimate; absent: unknown, or without a limit. */
  readonly maxBytes?: number
}
