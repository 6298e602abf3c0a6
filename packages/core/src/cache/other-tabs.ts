import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Tell } from './journal.ts'
import type { Named } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import type { Changes, Disk } from './persistence.ts'

/** The tabs of a user: made by `createTabs` of `@etagged/core/tabs`. */
export interface OtherTabs {
  /** For core alone: joins those of one session; `undefined`: this page is alone. Never throws. */
  readonly join: (host: TabHost) => TabLink | undefined
}

/** The session whose tabs are joined. */
export interface TabHost {
  readonly partition: Partition<unknown>
  /** When the session began. */
  readonly began: Seconds
  readonly clock: Clock
  readonly pending: Pending
  /** The disk, if the session has used it. */
  readonly disk: () => Disk | undefined
  /** `undefined`: there is no disk. */
  readonly changes: Changes | undefined
  readonly tell: Tell
  /** Did this client end a former session of this user then? Says so once for each. */
  readonly isOwnEnd: (at: Seconds) => boolean
  /** The session was ended in another tab. */
  readonly onEnded: () => void
  /** A page from the back-forward cache shows what it showed: it has to hide that meanwhile. */
  readonly onVerifying: (verifying: boolean) => void
}

/** A partition's connection to the same partition in other tabs. */
export interface TabLink {
  /** Others can read it on disk now. */
  announceStored(key: string): void
  /** To be called once the disk is marked: who hears of it may read the disk at once. */
  announceInvalidated(named: Named): void
  /** To be called once the rows are gone from the disk. */
  announceRemoved(named: Named): void
  /** @param at when it was ended */
  announceEnd(at: Seconds): void
  /** From now on this tab understands messages about this key and its URL. */
  know(key: string): void
  /** Goes to the origin, or takes what another tab brings from there. */
  lead<T>(sharing: Sharing<T>): Promise<T>
  /** Pending while the disk is asked whether the session still lasts: nothing is read meanwhile. */
  readonly verification: Promise<void> | undefined
  close(): void
}

/** One trip to the origin that several tabs may share. */
export interface Sharing<T> {
  /** Equal for requests that may share a trip. */
  readonly name: string
  /** Who hears that something is stored for it looks whether that is the answer. */
  readonly url: string
  /** Ends the waiting: the promise rejects with its reason. */
  readonly signal: AbortSignal
  /** What another tab has brought meanwhile, if it answers this request. */
  readonly accept: () => Promise<T | undefined>
  /** Calls back when what this trip brings will be of no use to others. */
  readonly onOverlap: (act: () => void) => void
  /** Goes to the origin; `persists` is given what tells whether others can read the answer. */
  readonly go: (persists: (written: Promise<boolean>) => void) => Promise<T>
}
