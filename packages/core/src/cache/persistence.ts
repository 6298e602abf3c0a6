import type { Clock } from '../clock.ts'
import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import type { KeyRange, StoreFactory, StoreSize } from '../stores/response-store.ts'
import type { Tell } from './journal.ts'
import type { OtherTabs } from './other-tabs.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'

/**
 * Keeps responses beyond the page's life, and joins the tabs that share them: made by
 * `createPersistence` of `@etagged/core/persistence`, as by `createIdbStore` of `@etagged/idb`.
 */
export interface Persistence {
  /** Makes the bare stores: they have no budgets, and throw their faults. */
  readonly createStore: StoreFactory
  /** For core alone: the part of one session. Opens nothing yet. */
  readonly attach: (host: DiskHost) => AttachedDisk
  /** The tabs with which the rows are shared. */
  readonly tabs: OtherTabs
}

/** The session that a disk is attached to. */
export interface DiskHost {
  /** What the session owns in memory, and under which opaque name. */
  readonly partition: Partition<unknown>
  /** The client's own. */
  readonly clock: Clock
  /** What `idle` waits for: work of the disk that goes on in the background. */
  readonly pending: Pending
  /** The end of a former session on the same rows, if it is still under way: opening waits for it. */
  readonly after: Promise<void> | undefined
  /** Makes an event of what happens to the disk. */
  readonly tell: Tell
  /** The generation has ended elsewhere. */
  readonly onEnded: () => void
}

/** A session's disk, opened or not. */
export interface AttachedDisk {
  /** By which rows are judged that may not know of a later invalidation or removal. */
  readonly changes: Changes
  /** Begins to open it. To be called once, and again when it has ended and the session has not. */
  open(): Disk
  /**
   * What is stored under a key now that another tab may have written it to the disk. Memory takes
   * over what is newer.
   */
  reread(key: string): Promise<readonly StoredResponse[]>
  /** Takes over what the disk has for these keys, in the background. */
  refresh(keys: readonly string[]): void
}

/** A persistent store whose faults are reports and misses: none of its methods throws or rejects. */
export interface Disk {
  /**
   * Answers within 250 ms in all: a store that does not must not hold the network back. While it
   * opens, only the first reads wait for it. Its rows are yet to be judged.
   */
  get(key: string): Promise<readonly StoredResponse[]>
  /**
   * To be called before rows are asked for. The returned function says what they mean in the light
   * of all that happened until its call.
   */
  judge(key: string): (rows: readonly StoredResponse[]) => readonly StoredResponse[]
  /** True once others can read it. */
  put(stored: StoredResponse): Promise<boolean>
  /** True once others can read it. */
  freshen(stored: StoredResponse): Promise<boolean>
  invalidate(ranges: readonly KeyRange[], at: Seconds): Promise<void>
  delete(ranges: readonly KeyRange[]): Promise<void>
  keys(ranges?: readonly KeyRange[]): Promise<readonly string[]>
  /** Does the generation last? Within 250 ms; `undefined`: that could not be told. */
  isCurrent(): Promise<boolean | undefined>
  flush(): Promise<void>
  /** Of a store that is open or opens; `undefined`: that could not be told. */
  size(): Promise<StoreSize | undefined>
  /** Is it open, and does it take what it is given? */
  isPersistent(): boolean
  /** Is it being opened? */
  isOpening(): boolean
  /** Is it given up for this session? */
  isGivenUp(): boolean
  /** Resolves once the rows are gone, or with `keep` once they cannot be read; or after 1 s. */
  end(options?: { readonly keep?: boolean }): Promise<void>
  close(): void
}

/** What becomes of stored responses other than by a newer one. */
export interface Change {
  readonly operation: 'invalidate' | 'delete'
  readonly ranges: readonly KeyRange[]
  readonly at: Seconds
}

/**
 * The invalidations and removals that a row from disk may not know of: they overtook it while it
 * was read, or the disk has not heard of them. Every row is judged by them before its use.
 */
export interface Changes {
  /** This tab asks the disk for it. The returned function tells whether the disk has done it. */
  begin(change: Change): (isDone: boolean) => void
  /** It was done elsewhere, or in memory alone. */
  note(operation: Change['operation'], ranges: readonly KeyRange[]): void
  /** What the disk may have refused: what was requested by then is to be validated. */
  doubt(ranges: readonly KeyRange[], until: Seconds): void
  /** Memory lets go of a response. What is older, and was overtaken by it there, is to be validated. */
  outrun(released: StoredResponse): void
  /**
   * To be called before rows are asked for. The returned function says what they mean in the light
   * of all that happened until its call.
   */
  judge(key: string): (rows: readonly StoredResponse[]) => readonly StoredResponse[]
}
