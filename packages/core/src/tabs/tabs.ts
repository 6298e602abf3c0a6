/** How a page came back: from the back-forward cache, from a freeze, or from the background. */
export type Waking = 'restored' | 'resumed' | 'shown'

/** What a page's tabs are told about the partition that they share. */
export interface TabsContext {
  /** An opaque name: a hash, never a user's id. Channels and locks are to be named by it alone. */
  readonly partition: string
  /** Hears what other tabs of the partition post: untrusted input. Never throws. */
  readonly onMessage: (message: unknown) => void
  /** Hears that this page may have slept, and messages may have passed it by. Never throws. */
  readonly onWake: (how: Waking) => void
}

/** One tab among those of a partition: messages, and locks. Both are for speed, never for safety. */
export interface Tabs {
  /** Reaches every other tab of the partition that is awake. Plain data only. */
  post(message: unknown): void
  /**
   * Runs `work` while this tab holds the lock, and gives its result. With `ifAvailable` it does not
   * wait: `work` gets false when another tab holds the lock. Rejects with the signal's reason when
   * that aborts before the lock is granted; afterwards the signal has no effect.
   */
  hold<T>(lock: string, options: HoldOptions, work: (granted: boolean) => Promise<T>): Promise<T>
  /** Leaves: nothing is posted or heard any more. What holds a lock goes on. */
  close(): void
}

/** How to ask for a lock. A `signal` beside `ifAvailable` has no effect (Web Locks §4.2). */
export interface HoldOptions {
  /** Now or not at all. @default false */
  readonly ifAvailable?: boolean
  /** Ends the waiting. @default none: it waits as long as it takes */
  readonly signal?: AbortSignal
}

/** Joins the tabs of one partition; throws nothing. */
export type TabsFactory = (context: TabsContext) => Tabs
